import type { Cell, Sheet } from '../../../src/lib/cell'
import { keyFrom } from '../../../src/organisations/organisation.form'
import { findPlace, kindByName, type CountyShape } from '../../../src/organisations/organisation'
import { planTeams } from '../../../src/organisations/team-list/team-plan'
import { mostTeams, readTeamSheet, type TeamRow } from '../../../src/organisations/team-list/team-sheet'
import { packRows, unpackRows } from '../../../src/organisations/team-list/teams-import.form'

function sheetOf(rows: Cell[][]): Sheet[] {
  return [
    { name: 'Sheet1', hidden: false, date1904: false, rows: rows.map((cells, index) => ({ row: index + 1, cells })) },
  ]
}

function rowsOf(rows: Cell[][]) {
  const read = readTeamSheet(sheetOf(rows))
  if ('key' in read) throw new Error(read.key)
  return read.rows
}

describe('a list of teams', () => {
  test('is read below a title, in any order of columns, without totals and footers', () => {
    const rows = rowsOf([
      ['某县村（社区）名单'],
      ['村（社区）', '职数', '乡镇（街道）', '备注'],
      ['示 范 村', '７', '盛乐镇', ''],
      ['和平社区', '', '城关镇', 'x'],
      ['合计', '2', '', ''],
      ['填表人：', '', '', ''],
    ])
    expect(rows).toEqual([
      { row: 3, township: '盛乐镇', name: '示范村', kind: null, code: null, seats: 7, problems: [] },
      { row: 4, township: '城关镇', name: '和平社区', kind: null, code: null, seats: null, problems: [] },
    ])
  })

  test('names every problem with its column', () => {
    const [row] = rowsOf([
      ['乡镇', '村', '类别', '代码', '职数'],
      ['', '示范村', '厂', '123', '0'],
    ])
    expect(row!.problems).toEqual([
      { column: 'A 乡镇', message: { key: 'organisations:sheet.townshipMissing' } },
      { column: 'C 类别', message: { key: 'organisations:sheet.kind' } },
      { column: 'D 代码', message: { key: 'organisations:sheet.code' } },
      { column: 'E 职数', message: { key: 'organisations:sheet.seats' } },
    ])
  })

  test.each([
    ['noHeading', [['姓名', '身份证号']]],
    ['noRows', [['乡镇', '村']]],
    ['tooMany', [['乡镇', '村'], ...Array.from({ length: mostTeams + 1 }, (_, n) => ['甲镇', `第${n}村`])]],
  ])('that is none is refused in one sentence: %s', (key, rows) => {
    expect(readTeamSheet(sheetOf(rows))).toMatchObject({ key: `organisations:sheet.${key}` })
  })
})

const shape: CountyShape = [
  {
    id: 't1',
    name: '盛乐镇',
    code: null,
    position: 0,
    teams: [
      { id: 'm1', townshipId: 't1', name: '示范村', code: '150123100201', kind: 'village', seats: 5, position: 0 },
      { id: 'm2', townshipId: 't1', name: '前进村', code: null, kind: 'village', seats: null, position: 1 },
    ],
  },
]

function row(township: string, name: string, more: Partial<TeamRow> = {}): TeamRow {
  return { township, name, kind: null, code: null, seats: null, ...more }
}

describe('the plan of an import', () => {
  test('tells new, changed and unchanged apart, and changes only what the sheet says', () => {
    const plan = planTeams(
      [
        row('盛乐镇', '示范村', { seats: 7 }),
        row('盛乐', '前进村委会'),
        row('城关镇', '和平社区'),
        row('城关镇', '新村'),
      ],
      shape,
    )
    expect(plan.map(({ effect, newTownship, changes, team }) => [effect, newTownship, changes, team.kind])).toEqual([
      ['changed', false, ['seats'], 'village'],
      ['same', false, [], 'village'],
      ['new', true, [], 'community'],
      ['new', false, [], 'village'],
    ])
    expect(plan[0]!.team).toMatchObject({ id: 'm1', code: '150123100201', seats: 7 })
  })

  test('refuses a team that stands twice and a code of another team', () => {
    const plan = planTeams(
      [row('盛乐镇', '前进村'), row('盛乐镇', '前进村'), row('甲镇', '乙村', { code: '150123100201' })],
      shape,
    )
    expect(plan.map(({ problem }) => problem?.key)).toEqual([
      undefined,
      'organisations:sheet.twice',
      'organisations:sheet.codeTaken',
    ])
  })
})

test('rows come back from a preview as they went, and strangers’ rows do not', () => {
  const rows = [row('盛乐镇', '示范村', { kind: 'village', code: '150123100201', seats: 7 }), row('甲镇', '乙社区')]
  expect(unpackRows(packRows(rows))).toEqual(rows)
  expect(unpackRows('[["a","b","v","12",7]]')).toBeNull()
  expect(unpackRows('{')).toBeNull()
  expect(unpackRows(undefined)).toBeNull()
})

test.each([
  ['和平社区', 'community'],
  ['东街居委会', 'community'],
  ['社区村', 'village'],
])('%s is a %s by its name', (name, kind) => {
  expect(kindByName(name)).toBe(kind)
})

describe('a place in a clerk’s words', () => {
  const places = ['城关镇', '张家村', '张家社区', '王村镇', '王村乡'].map((name) => ({ name }))
  test.each([
    ['城关', '城关镇'],
    ['张家村村民委员会', '张家村'],
    ['张家社区居委会', '张家社区'],
    ['张家', '张家村'],
    ['王村', undefined],
    ['', undefined],
  ])('%s means %s', (text, name) => {
    expect(findPlace(text, places)?.name).toBe(name)
  })
})

test.each([
  ['Sports & Culture Bureau', 'sports_culture_bureau'],
  [' 3rd Office ', 'rd_office'],
  ['体育局', ''],
])('the key of %s is "%s"', (text, key) => {
  expect(keyFrom(text)).toBe(key)
})
