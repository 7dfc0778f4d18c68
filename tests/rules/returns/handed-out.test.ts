import type { Cell, Sheet } from '../../../src/lib/cell'
import { findItem } from '../../../src/criteria/criteria'
import { type DepartmentReturn, readReturn } from '../../../src/reviews/returns/return'
import { aFact, context, courtItems, manId, none, type Parts, sheets, told, withAnswer, womanId } from './a-return'

const [man, woman] = ['a'.repeat(32), 'b'.repeat(32)]
const handedOut = {
  rows: new Map([
    [manId, man],
    [womanId, woman],
  ]),
}
const titles = courtItems.map((code) => `${code} ${findItem(context.criteria, code)!.text}`)
const headings: Cell[] = [
  '序号',
  '姓名',
  '身份证号',
  '乡镇（街道）',
  '村（社区）',
  '拟任职务',
  '行指纹',
  ...titles,
  '意见',
  '说明',
]

/** A row as it was handed out; the headings stand in row 3, so the first row is row 4. */
function row(
  id: Cell,
  name: Cell,
  fingerprint: Cell,
  answers: Cell[] = none,
  opinion: Cell = '',
  words: Cell = '',
): Cell[] {
  return ['1', name, id, '云川镇', '东沟村', '主任', fingerprint, ...answers, opinion, words]
}
const [hisRow, herRow] = [row(manId, '李四', man), row(womanId, '王五', woman)]

function readSheets(given: Sheet[]): DepartmentReturn {
  const reading = readReturn(given, { ...context, handedOut })
  if (!reading.ok) throw new Error(reading.message.key)
  return reading
}
const read = (parts: Parts) => readSheets(sheets({ headings, ...parts }))
const people = ({ reviews }: DepartmentReturn) => reviews.map(({ idNumber }) => idNumber)

/** The sheets with formulas in these cells (row as shown, column from 0) of one of them. */
function computed(given: Sheet[], name: string, cells: [number, number][]): Sheet[] {
  return given.map((sheet) => {
    if (sheet.name !== name) return sheet
    const at = (shown: number) => cells.filter(([row]) => row === shown).map(([, column]) => column)
    return { ...sheet, rows: sheet.rows.map((one) => (at(one.row).length ? { ...one, formulas: at(one.row) } : one)) }
  })
}

describe('rows of a workbook that was handed out', () => {
  it('may be sorted, spaced and written full-width as long as they move whole', () => {
    const wide = row(
      manId.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
      ' 李　四 ',
      ` ${man.toUpperCase()} `,
    )
    const reading = read({ rows: [herRow, [], wide] })
    expect([people(reading), told(reading)]).toEqual([[womanId, manId], []])
  })

  it.each<[string, Cell[], string]>([
    ['a changed ID number', row('999001198001010017', '李四', man), 'idAltered'],
    ['an ID number that lost digits', row('1.1E+17', '李四', man), 'idAltered'],
    ['a deleted ID number and name', row('', '', man), 'idAltered'],
    ["another person's number", row(womanId, '李四', man), 'rowMixed'],
    ["another person's name and number under the answers of this one", row(womanId, '王五', man), 'rowMixed'],
    ['a row that somebody added', row(manId, '李四', ''), 'rowAdded'],
    ['a row of another workbook', row(manId, '李四', 'c'.repeat(32)), 'rowForeign'],
  ])('%s is refused at the ID number, and the others are read', (_, bad, key) => {
    const reading = read({ rows: [bad, ['2', ...herRow.slice(1)]] })
    expect(told(reading)).toEqual([`C4 refused ${key}`])
    expect(people(reading)).toEqual([womanId])
  })

  it('a changed name is refused at the name', () => {
    const reading = read({ rows: [row(manId, '李五', man), herRow] })
    expect([people(reading), told(reading)]).toEqual([[womanId], ['B4 refused nameDiffers']])
  })

  it('a row given twice counts once, and not at all where the two differ', () => {
    expect(told(read({ rows: [hisRow, hisRow] }))).toEqual(['C5 refused twice'])
    const differing = row(manId, '李四', man, withAnswer('N02', '核查'))
    const reading = read({ rows: [hisRow, differing, herRow, differing] })
    expect(people(reading)).toEqual([womanId])
    expect(told(reading)).toEqual(['C4 refused twiceDiffers', 'C5 refused twiceDiffers', 'C7 refused twiceDiffers'])
  })

  it('need their hidden column: a table copied without it is refused whole', () => {
    const without = headings.filter((heading) => heading !== '行指纹')
    const reading = readReturn(sheets({ headings: without }), { ...context, handedOut })
    expect(reading).toMatchObject({ ok: false, message: { key: 'returns:noRowFingerprints', values: { row: 3 } } })
  })
})

describe('formulas', () => {
  const given = () => sheets({ headings, rows: [hisRow, herRow], facts: [[...aFact, '', '']] })

  it('in an answer leave that answer out', () => {
    const reading = readSheets(computed(given(), '审查意见', [[4, 7]]))
    expect(told(reading)).toContain('H4 refused formula')
    expect(reading.reviews[0]!.answers).not.toHaveProperty('N02')
    expect(Object.keys(reading.reviews[0]!.answers)).toHaveLength(5)
    expect(reading.reviews[1]!.complete).toBe(true)
  })

  it.each([
    ['the name', 1, 'B4 refused formulaPerson'],
    ['the ID number', 2, 'C4 refused formulaPerson'],
    ['the fingerprint', 6, 'G4 refused formulaPerson'],
  ])('in %s refuse the row alone', (_, column, problem) => {
    const reading = readSheets(computed(given(), '审查意见', [[4, column]]))
    expect(told(reading)).toContain(problem)
    expect(people(reading)).toEqual([womanId])
  })

  it('in the opinion leave the person unsigned', () => {
    const reading = readSheets(computed(given(), '审查意见', [[4, 13]]))
    expect(told(reading)).toContain('N4 refused formulaOpinion')
    expect(reading.reviews[0]!.opinion).toBe('unclear')
  })

  it('in a fact refuse the fact, and in a signature sign nothing', () => {
    expect(told(readSheets(computed(given(), '情形明细', [[2, 4]])))).toContain('E2 refused formulaFact')
    const unsigned = readSheets(computed(given(), '签字', [[2, 1]]))
    expect([unsigned.signed, told(unsigned)]).toEqual([false, expect.arrayContaining(['B2 refused formula'])])
  })

  it('in the serial number or the village are nobody’s business', () => {
    const plain = sheets({ headings, rows: [hisRow, herRow] })
    expect(
      told(
        readSheets(
          computed(plain, '审查意见', [
            [4, 0],
            [4, 4],
          ]),
        ),
      ),
    ).toEqual([])
  })

  it('count by their cached value in a file that nobody handed out', () => {
    const reading = readReturn(computed(sheets({ headings, rows: [hisRow] }), '审查意见', [[4, 7]]), context)
    expect(reading).toMatchObject({ ok: true, problems: [], reviews: [{ complete: true }] })
  })
})

describe('columns of items', () => {
  const renamed = (from: number, heading: Cell) => headings.map((one, index) => (index === from ? heading : one))

  it.each(['N03 刑事处罚', '刑罚', 'N04', ''])('renamed to “%s” are left out, and the rest is kept', (heading) => {
    const reading = read({ headings: renamed(8, heading), rows: [hisRow] })
    expect(told(reading)).toEqual(['I3 refused columnRenamed'])
    expect(Object.keys(reading.reviews[0]!.answers)).toEqual(courtItems.filter((code) => code !== 'N03'))
    expect(reading.reviews[0]!.complete).toBe(false)
  })

  it('with exchanged headings are both left out', () => {
    const exchanged = renamed(7, headings[8]!).map((one, index) => (index === 8 ? headings[7]! : one))
    const reading = read({ headings: exchanged, rows: [hisRow] })
    expect(told(reading)).toEqual(['I3 refused columnMoved', 'H3 refused columnMoved'])
    expect(Object.keys(reading.reviews[0]!.answers)).toEqual(courtItems.slice(2))
  })

  it('a heading in full-width letters and with blanks is the same heading', () => {
    const reading = read({ headings: renamed(8, String(headings[8]).replace('N03 ', 'Ｎ０３　')), rows: [hisRow] })
    expect(told(reading)).toEqual([])
  })
})

test('a fact under another person’s number is refused by the name beside it', () => {
  const his = row(manId, '李四', man, withAnswer('N03', '有'))
  const wrong = aFact.map((cell, index) => (index === 1 ? '王五' : cell))
  expect(told(read({ rows: [his], facts: [wrong] }))).toEqual(['I4 refused noFact', 'B2 refused factNameDiffers'])
})
