import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cell, Sheet } from '../../../src/lib/cell'
import { kindKeys, kindOf, ledgerKinds } from '../../../src/ledgers/kind'
import { readLedgerRow, type LedgerRead } from '../../../src/ledgers/imports/ledger-reading'
import { findLedgerSheet, type LedgerSheet } from '../../../src/ledgers/imports/ledger-sheet'
import { projectRoot } from '../../../src/lib/root'
import { readWorkbook } from '../../../src/sheets/reading'
import { idNumberOf } from '../../support/county'

const number = idNumberOf(1)

function sheetOf(rows: Cell[][], more: Partial<Sheet> = {}): Sheet {
  return {
    name: 'Sheet1',
    hidden: false,
    date1904: false,
    rows: rows.map((cells, at) => ({ row: at + 1, cells })),
    ...more,
  }
}

function read(kind: (typeof kindKeys)[number], ...rows: Cell[][]): LedgerRead[] {
  const sheet = findLedgerSheet([sheetOf(rows)], kindOf(kind)) as LedgerSheet
  const hasTeam = (township: string, village: string) => township === '盛乐镇' && village === '示范村'
  return sheet.rows.map((row) => readLedgerRow(row, { ...sheet, kind: kindOf(kind), hasTeam }))
}

const heading = ['姓名', '身份证号', '性别', '出生年月', '乡镇', '村', '处分种类', '处分时间', '文号']
const said = ({ problems }: LedgerRead) => problems.map((one) => `${one.severity} ${one.column} ${one.message.key}`)

describe('a row of sanctions', () => {
  it('is read whole', () => {
    const cells = ['张 三', number, '男', '1975.03', '盛乐镇', '示范村', '党内警告', '2025年3月1日', '示纪〔2025〕1号']
    const [row] = read('sanctions', heading, cells)
    expect(row).toEqual({
      problems: [],
      record: {
        row: 2,
        name: '张三',
        idNumber: number,
        sexes: ['male'],
        births: ['1975-03-12'],
        years: [1975],
        township: '盛乐镇',
        village: '示范村',
        values: { sanction: '党内警告', effect: '2025-03-01', document: '示纪〔2025〕1号' },
      },
    })
  })

  it.each<[string, Cell[], string[], boolean]>([
    ['neither name nor number', ['', '', '', '', '', '', '警告'], ['refused 姓名 ledgers:row.nobody'], false],
    ['no sanction', ['张三', number], ['refused 处分种类 ledgers:row.empty'], false],
    [
      'a wrong number with a name',
      ['张三', '150123197503120000', '', '', '', '', '警告'],
      ['warning 身份证号 lib:idNumber.rounded', 'warning 身份证号 ledgers:row.idLeftOut'],
      true,
    ],
    [
      'a wrong number without a name',
      ['', '150123197503120019', '', '', '', '', '警告'],
      ['refused 身份证号 lib:idNumber.check'],
      false,
    ],
    [
      'a number with hidden digits',
      ['张三', '150123********0019', '', '', '', '', '警告'],
      ['warning 身份证号 ledgers:row.masked'],
      true,
    ],
    [
      'a date that nobody can read',
      ['张三', number, '', '', '', '', '警告', '去年'],
      ['warning 处分时间 ledgers:row.date'],
      true,
    ],
    [
      'another birth than the number',
      ['张三', number, '', '1976-01-01', '', '', '警告'],
      ['warning 出生年月 ledgers:row.birth'],
      true,
    ],
    [
      'another sex than the number',
      ['张三', number, '女', '', '', '', '警告'],
      ['warning 性别 ledgers:row.sexDiffers'],
      true,
    ],
    ['a dash for what is not known', ['张三', '—', '/', '-', '', '', '警告'], [], true],
  ])('with %s', (_what, cells, problems, kept) => {
    const [row] = read('sanctions', heading, cells)
    expect(said(row!)).toEqual(problems)
    expect(row!.record !== null).toBe(kept)
  })

  it('keeps both births where two are given, and words that are no date', () => {
    const [row] = read('sanctions', heading, ['张三', number, '', '1976-01-01', '', '', '警告', '去年'])
    expect(row!.record).toMatchObject({
      births: ['1976-01-01', '1975-03-12'],
      years: [1976, 1975],
      values: { effect: '去年' },
    })
  })

  it('knows the year of a birth of which only the month or the year is given', () => {
    const rows = read(
      'sanctions',
      heading,
      ...['1975.03', '1975', '1975年'].map((birth) => ['张三', '', '', birth, '', '', '警告']),
    )
    expect(rows.map(({ record }) => [record!.births, record!.years])).toEqual([
      [[], [1975]],
      [[], [1975]],
      [[], [1975]],
    ])
  })
})

describe('a row about a team', () => {
  const audits = ['乡镇', '村（社区）', '被审计人', '整改情况']

  it('must name a team of the county', () => {
    const [good, bad] = read(
      'audits',
      audits,
      ['盛乐镇', '示范村', '张三', '未整改'],
      ['盛乐镇', '无名村', '', '已整改'],
    )
    expect(good!.record).toMatchObject({ name: '张三', township: '盛乐镇', values: { state: '未整改' } })
    expect(said(bad!)).toEqual(['refused 村（社区） ledgers:row.noTeam'])
  })
})

describe('a sheet', () => {
  it('is found below a title and beside hidden ones, its totals and footers left out', () => {
    const rows = [
      ['某县受处分人员台账'],
      ['受处分人', '身份证号码', '处分类型'],
      ['张三', number, '警告'],
      ['合计', '', '1人'],
      ['填表人：李四'],
    ]
    const sheet = findLedgerSheet(
      [sheetOf([['姓名', '身份证号']], { hidden: true }), sheetOf(rows)],
      kindOf('sanctions'),
    )
    expect((sheet as LedgerSheet).rows.map(({ row }) => row)).toEqual([3])
  })

  it.each<[string, Cell[][], string]>([
    [
      'has no heading',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      'ledgers:sheet.noHeading',
    ],
    [
      'lacks a required column',
      [
        ['姓名', '身份证号'],
        ['张三', number],
      ],
      'ledgers:sheet.missing',
    ],
    ['has no rows', [['姓名', '处分种类']], 'ledgers:sheet.noRows'],
  ])('that %s is refused with one sentence', (_what, rows, key) => {
    expect(findLedgerSheet([sheetOf(rows)], kindOf('sanctions'))).toMatchObject({ key })
  })
})

describe('the kinds', () => {
  it('are each there once, with no two columns of the same name', () => {
    expect(ledgerKinds.map(({ key }) => key)).toEqual([...kindKeys])
    for (const { key, columns } of ledgerKinds) {
      const names = columns.flatMap(({ heading: name, aliases }) => [name, ...aliases])
      const twice = names.filter((name, at) => names.indexOf(name) !== at)
      expect({ key, twice }).toEqual({ key, twice: [] })
    }
  })

  it('read their own headings back', () => {
    for (const kind of ledgerKinds) {
      const sheet = findLedgerSheet(
        [sheetOf([kind.columns.map(({ heading: name }) => name), ['盛乐镇', '示范村', 'x']])],
        kind,
      )
      expect([...(sheet as LedgerSheet).columns.keys()]).toEqual(kind.columns.map(({ key }) => key))
    }
  })
})

it('reads the 310 rows of the example, some without a number or a day', async () => {
  const file = readFileSync(join(projectRoot, 'examples/ledgers/sanctions.xlsx'))
  const workbook = await readWorkbook({ name: 'sanctions.xlsx', file })
  if (!workbook.ok) throw new Error(workbook.message.key)
  const kind = kindOf('sanctions')
  const sheet = findLedgerSheet(workbook.sheets, kind) as LedgerSheet
  const rows = sheet.rows.map((row) => readLedgerRow(row, { ...sheet, kind, hasTeam: () => false }))
  expect(rows.flatMap(said)).toEqual([])
  const records = rows.flatMap(({ record }) => record ?? [])
  const without = (key: string) => records.filter(({ values }) => !values[key]).length
  expect([records.length, without('document'), records.filter(({ values }) => values['effect']!.length === 7).length]).toEqual([310, 23, 18]) // prettier-ignore
})
