import { versionsOf, type FileFields } from '../../../src/candidates/history/versions'

const now = {
  name: '曾小明',
  education: '20',
  remarks: '补',
  relatives: [],
  idNumber: '1501**',
  teamId: 't',
} as never as FileFields
const entered = new Date('2026-01-05T01:00:00Z')
const first = {
  at: new Date('2026-01-06T01:00:00Z'),
  changes: { education: ['70', '30'], remarks: [null, '缺'] } as const,
}
const second = {
  at: new Date('2026-01-07T01:00:00Z'),
  changes: { education: ['30', '20'], remarks: ['缺', '补'] } as const,
}

test('every version of a file is found again, newest first', () => {
  // In whatever order the corrections come; one that changed nothing is none.
  const untouched = { at: new Date('2026-01-08T01:00:00Z'), changes: null }
  const versions = versionsOf(now, entered, [first, untouched, second] as never)
  expect(versions.map(({ number, at, file }) => [number, at, file.education, file.remarks])).toEqual([
    [3, second.at, '20', '补'],
    [2, first.at, '30', '缺'],
    [1, entered, '70', null],
  ])
  expect(versions.map(({ changes }) => changes)).toEqual([second.changes, first.changes, null])
  expect(versions.every(({ file }) => file.name === '曾小明')).toBe(true)
})

test('a file that nobody corrected has one version', () => {
  expect(versionsOf(now, entered, [])).toEqual([{ number: 1, at: entered, changes: null, file: now }])
})
