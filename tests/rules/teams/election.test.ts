import { electionProblems, turnoutOf, type Election } from '../../../src/teams/election'
import { planElections, type KnownTeam } from '../../../src/teams/election-plan'
import { readElectionSheet } from '../../../src/teams/election-sheet'
import type { Sheet } from '../../../src/lib/cell'

const election: Election = {
  heldOn: '2026-03-01',
  voters: 1000,
  voted: 812,
  results: [
    { candidateId: 'a', result: 'elected', votes: 700, post: 'director' },
    { candidateId: 'b', result: 'not_elected', votes: 112, post: null },
  ],
}
const problemsOf = (over: Partial<Election>) => Object.keys(electionProblems({ ...election, ...over }, '2026-03-02'))
const withFirst = (over: object) => ({ results: [{ ...election.results[0]!, ...over }, election.results[1]!] })

test.each<[string, Partial<Election>, string[]]>([
  ['possible', {}, []],
  ['not voted yet', { heldOn: '2026-03-03' }, ['heldOn']],
  ['more ballots than voters', { voted: 1001 }, ['voted']],
  ['more votes than ballots', withFirst({ votes: 813 }), ['votes.a']],
  ['elected to nothing', withFirst({ post: null }), ['post.a']],
  ['nothing counted', { voters: null, voted: null, ...withFirst({ votes: null }) }, []],
])('%s', (_, over, expected) => {
  expect(problemsOf(over)).toEqual(expected)
})

test('turnout in per cent with one decimal, and none where a number is missing', () => {
  expect(turnoutOf({ voters: 1000, voted: 812 })).toBe(81.2)
  expect(turnoutOf({ voters: 3, voted: 2 })).toBe(66.7)
  expect(turnoutOf({ voters: 1000, voted: null })).toBeNull()
  expect(turnoutOf({ voters: 0, voted: 0 })).toBeNull()
})

const sheetOf = (...rows: string[][]): Sheet[] => [
  {
    name: '结果',
    hidden: false,
    rows: rows.map((cells, index) => ({ row: index + 1, cells: cells.map((text) => ({ text })) })),
  } as unknown as Sheet,
]
const heading = ['乡镇', '村（社区）', '投票日期', '登记选民数', '参加投票数', '姓名', '结果', '得票数', '当选职务']
const county = [
  {
    id: 't1',
    name: '盛乐镇',
    code: null,
    position: 0,
    teams: [
      { id: 'm1', townshipId: 't1', name: '示范村', code: null, kind: 'village' as const, seats: 5, position: 0 },
    ],
  },
]
const known = new Map<string, KnownTeam>([
  [
    'm1',
    {
      version: 2,
      people: [
        { candidateId: 'a', name: '云川1' },
        { candidateId: 'b', name: '云川2' },
      ],
    },
  ],
])
const planOf = (...rows: string[][]) => {
  const read = readElectionSheet(sheetOf(['2026年选举结果'], heading, ...rows))
  if ('key' in read) throw new Error(read.key)
  return planElections(read.rows, county as never, known, '2026-03-05')
}

test('a sheet whose place, day and turnout stand in the first row only is read team by team', () => {
  const [plan] = planOf(
    ['盛乐镇', '示范村', '2026.3.1', '1,000', '812', '云川1', '当选', '700', '村委会主任'],
    ['', '', '', '', '', '云川2', '落选', '112', ''],
    ['合计', '', '', '', '', '', '', '812', ''],
  )
  expect(plan).toMatchObject({ teamId: 'm1', version: 2, problems: [], election })
})

test.each<[string, string[], string]>([
  [
    'an unknown place',
    ['盛乐镇', '没有村', '2026-03-01', '', '', '云川1', '当选', '', '主任'],
    'elections:sheet.place',
  ],
  [
    'an unknown name',
    ['盛乐镇', '示范村', '2026-03-01', '', '', '云川9', '当选', '', '主任'],
    'elections:sheet.nobody',
  ],
  ['no day', ['盛乐镇', '示范村', '', '', '', '云川1', '当选', '', '主任'], 'elections:sheet.noDay'],
  [
    'an unreadable result',
    ['盛乐镇', '示范村', '2026-03-01', '', '', '云川1', '也许', '', ''],
    'elections:sheet.result',
  ],
  [
    'votes in words',
    ['盛乐镇', '示范村', '2026-03-01', '', '', '云川1', '当选', '很多', '主任'],
    'elections:sheet.votes',
  ],
  ['elected to nothing', ['盛乐镇', '示范村', '2026-03-01', '', '', '云川1', '当选', '', ''], 'elections:problem.post'],
])('%s keeps the team out and says why', (_, row, key) => {
  const [plan] = planOf(row)
  expect(plan!.problems.map(({ message }) => message.key)).toContain(key)
})

test('the same person twice, and a sheet without headings', () => {
  const row = ['盛乐镇', '示范村', '2026-03-01', '', '', '云川1', '当选', '', '主任']
  expect(planOf(row, row)[0]!.problems.map(({ message }) => message.key)).toContain('elections:sheet.twice')
  expect(readElectionSheet(sheetOf(['姓名', '电话']))).toMatchObject({ key: 'elections:sheet.noHeading' })
})
