import type { Cell } from '../../../src/lib/cell'
import { aFact, courtItems, factHeadings, manId, person, read, told, withAnswer, womanId } from './a-return'

const found = person(manId, '李四', withAnswer('N03', '有'))

/** The fact with some of its cells replaced. */
function fact(changes: Record<string, Cell>): Cell[] {
  return factHeadings.map((heading, index) => changes[heading] ?? aFact[index]!)
}

describe('a found answer', () => {
  it.each<[string, Cell[][], string[]]>([
    ['without a fact', [], ['H4 refused noFact']],
    ['with a fact without a date', [fact({ 生效日期: '' })], ['H4 refused noFact', 'E2 refused effectMissing']],
    ['with a fact without a number', [fact({ 文号: '' })], ['H4 refused noFact', 'H2 refused documentNumber']],
    ['with a dash for a number', [fact({ 文号: '/' })], ['H4 refused noFact', 'H2 refused documentNumber']],
    ['with an unreadable date', [fact({ 生效日期: '去年' })], ['H4 refused noFact', 'E2 refused date']],
    ['with an unreadable end', [fact({ 影响期至: '很久' })], ['H4 refused noFact', 'F2 refused date']],
    [
      'with an end before its date',
      [fact({ 影响期至: '2009-01-01' })],
      ['H4 refused noFact', 'F2 refused endBeforeEffect'],
    ],
  ])('%s is refused by cell', (_, facts, expected) => {
    const reading = read({ rows: [found], facts })
    expect(told(reading)).toEqual(expected)
    expect(reading.reviews[0]!.complete).toBe(false)
  })

  it('needs one good fact: a bad one beside it is told', () => {
    const reading = read({ rows: [found], facts: [fact({ 文号: '' }), aFact] })
    expect(told(reading)).toEqual(['H2 refused documentNumber'])
    expect(reading.reviews[0]!.answers.N03!.facts).toHaveLength(1)
  })

  it.each<[Cell, string]>([
    ['2010.3.4', '2010-03-04'],
    ['2010年3月4日', '2010-03-04'],
    ['20100304', '2010-03-04'],
    [{ number: 40241, text: '40241' }, '2010-03-04'],
    [{ number: 40241, text: '2010-03-04', date: '2010-03-04' }, '2010-03-04'],
  ])('takes the date %j', (cell, expected) => {
    const [review] = read({ rows: [found], facts: [fact({ 生效日期: cell, 影响期至: '/' })] }).reviews
    expect(review!.answers.N03!.facts[0]).toMatchObject({ effect: expected, statedEnd: null })
  })

  it.each<[string, Record<string, Cell>, string[]]>([
    ['a month for a day', { 生效日期: '2010.3' }, ['E2 warning month']],
    ['an unknown type of evidence', { 证据类型: '口头' }, ['G2 warning evidence']],
    ['no type of evidence', { 证据类型: '' }, ['G2 warning evidenceType']],
    ['a date after the reference date', { 生效日期: '2026-01-11' }, ['E2 warning effectAfterReference']],
  ])('is kept with %s, which is told', (_, changes, expected) => {
    const reading = read({ rows: [found], facts: [fact(changes)] })
    expect(told(reading)).toEqual(expected)
    expect(reading.reviews[0]!.complete).toBe(true)
  })

  it.each<[string, Record<string, Cell>]>([
    ['a small code', { 情形代码: 'n03' }],
    ['a code with its words', { 情形代码: 'Ｎ０３ 受过刑事处罚' }],
    ['an ID number with blanks', { 身份证号: ` ${manId}` }],
    ['no name', { 姓名: '' }],
  ])('finds its fact by %s', (_, changes) => {
    expect(told(read({ rows: [found], facts: [fact(changes)] }))).toEqual([])
  })
})

describe('a fact that belongs to no found answer is told', () => {
  it.each<[string, Record<string, Cell>, string[]]>([
    ['of an answer that is not found', { 情形代码: 'N02' }, ['C3 refused factUnused']],
    ['of an item that is not owned', { 情形代码: 'N07', 种类: '记过' }, ['C3 refused notOwned']],
    ['of an item that is not there', { 情形代码: 'N99' }, ['C3 refused code']],
    ['of somebody not in the table', { 身份证号: womanId }, ['C3 refused factUnused']],
    ['of somebody not in the roster', { 身份证号: '999001198001010017' }, ['A3 refused factStranger']],
  ])('%s', (_, changes, expected) => {
    expect(told(read({ rows: [found], facts: [aFact, fact(changes)] }))).toEqual(expected)
  })
})

describe('sanctions', () => {
  const head: Cell[][] = [['联审单位', '纪委监委']]
  const headings = ['姓名', '身份证号', 'N07']
  const more = { asked: ['N07'] }
  const sanctioned = (changes: Record<string, Cell>) => {
    const facts = [fact({ 情形代码: 'N07', ...changes })]
    return read({ head, headings, rows: [['李四', manId, '有']], facts }, more)
  }

  it.each([
    ['党内警告', 'party_warning'],
    ['党内严重警告', 'party_serious_warning'],
    ['严重警告', 'party_serious_warning'],
    ['政务记过', 'admin_demerit'],
    ['记大过处分', 'admin_major_demerit'],
    ['留党察看1年', 'party_probation_1'],
    ['诫勉谈话', 'admonition'],
    ['admin_warning', 'admin_warning'],
  ])('%s is %s', (written, key) => {
    expect(sanctioned({ 种类: written }).reviews[0]!.answers.N07!.facts[0]!.kind).toBe(key)
  })

  it.each(['警告', '留党察看', '批评', ''])('%j is none that the table knows', (written) => {
    expect(told(sanctioned({ 种类: written }))).toContain('D2 refused sanction')
  })

  it('政务处分 end 48 months after their date at most', () => {
    const ends = (end: string) => told(sanctioned({ 种类: '记过', 生效日期: '2024-06-01', 影响期至: end }))
    expect(ends('2028-06-01')).toEqual([])
    expect(ends('2028-06-02')).toContain('F2 refused endTooLate')
  })
})

it('the court owns what these tests say', () => {
  expect(told(read())).toEqual([])
  expect(Object.keys(read().reviews[0]!.answers)).toEqual(courtItems)
})
