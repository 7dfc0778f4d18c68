import { findItem } from '../../../src/criteria/criteria'
import {
  approvedSnapshot,
  type FirstSnapshot,
  type FullSnapshot,
  replays,
  type Snapshot,
  snapshotDigest,
} from '../../../src/outcomes/snapshot'
import { ruleVersion, standingOf } from '../../../src/standings/standing'
import { caseOf, fact, found, main20 } from '../standings/a-case'

const lead = findItem(main20, 'N04')!.lead
const { criteria, ...input } = caseOf({ answers: { [lead]: { N04: found(fact('2024-08-01')) } } })
const snapshot: FirstSnapshot = {
  format: 1,
  ruleVersion,
  candidateId: 'candidate',
  roundId: 'round',
  criteria: { key: main20.key, version: main20.version, digest: 'digest' },
  input,
  standing: standingOf({ criteria, ...input }),
  proposal: { outcome: 'ineligible', groundItems: ['N04'], until: null, words: '', deliberationId: null },
  proposedBy: 'proposer',
  proposedAt: '2026-01-10T01:00:00.000Z',
  approvedBy: 'approver',
  approvedAt: '2026-01-10T02:00:00.000Z',
}

test('the rule comes to the stored standing again, also after the snapshot was written down and read', () => {
  expect(snapshot.standing.standing).toBe('bar')
  expect(replays(JSON.parse(JSON.stringify(snapshot)), criteria)).toBe(true)
})

test('one answer changed is a standing that does not replay', () => {
  expect(replays({ ...snapshot, input: { ...input, withdrawn: true } }, criteria)).toBe(false)
  const [first, ...others] = input.reviews
  const reviews = [{ ...first!, state: 'unsigned' as const }, ...others]
  expect(replays({ ...snapshot, input: { ...input, reviews } }, criteria)).toBe(false)
})

test('another class of the item is another standing', () => {
  const items = criteria.items.map((item) => (item.code === 'N04' ? { ...item, class: 'refer' as const } : item))
  expect(replays(snapshot, { ...criteria, items })).toBe(false)
})

test('every field counts in the digest, wherever it stands', () => {
  const digests = leavesOf(snapshot).map((path) => snapshotDigest(changed(snapshot, path) as Snapshot))
  expect(digests.length).toBeGreaterThan(50)
  expect(new Set([snapshotDigest(snapshot), ...digests]).size).toBe(digests.length + 1)
})

test('the digest does not depend on the order of the fields', () => {
  const turned = Object.fromEntries(Object.entries(snapshot).toReversed()) as Snapshot
  expect(snapshotDigest(turned)).toBe(snapshotDigest(snapshot))
})

const { format: _, criteria: named, ...decided } = snapshot
const full: FullSnapshot = {
  ...decided,
  format: 2,
  criteria: { ...criteria, ...named },
  candidate: { name: '云川1', township: '青山镇', team: '一村', post: 'director', maskedId: '150123********001X' },
  round: 1,
  departments: [{ key: lead, name: '政法委', nameEn: 'Political and legal committee' }],
  signatures: [],
  meeting: null,
  proposer: '拟定人',
  approvedBy: null,
  approver: null,
  approvedAt: null,
}

test('a full snapshot replays with nothing but itself; a first one needs the list that it names', () => {
  expect(replays(JSON.parse(JSON.stringify(full)), null)).toBe(true)
  expect(replays(snapshot, null)).toBe(false)
})

test('a full snapshot replays its own list, whatever the county has now', () => {
  const items = criteria.items.map((item) => (item.code === 'N04' ? { ...item, class: 'refer' as const } : item))
  expect(replays(full, { ...criteria, items })).toBe(true)
  expect(replays({ ...full, criteria: { ...full.criteria, items } }, criteria)).toBe(false)
})

test('approval keeps who and when, and the name where names are kept', () => {
  const approved = { approvedBy: 'a2', approvedAt: '2026-01-11T00:00:00.000Z' }
  const by = { accountId: 'a2', name: '审定人' }
  expect(approvedSnapshot(full, by, new Date('2026-01-11T00:00:00Z'))).toEqual({
    ...full,
    ...approved,
    approver: '审定人',
  })
  expect(approvedSnapshot(snapshot, by, new Date('2026-01-11T00:00:00Z'))).toEqual({ ...snapshot, ...approved })
})

type Path = (string | number)[]

/** Where in a value something stands that is no list and no record. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]))
}

/** The value with one leaf changed. */
function changed(value: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined) return value === 'other' ? 'another' : 'other'
  if (Array.isArray(value)) return value.with(Number(name), changed(value[Number(name)], rest))
  const record = value as Record<string, unknown>
  return { ...record, [name]: changed(record[name], rest) }
}
