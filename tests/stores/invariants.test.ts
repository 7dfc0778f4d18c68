import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { inTransaction, openDb, openPool, type Db, type Place } from '../../src/db/client'
import type { Deps } from '../../src/deps'
import { type CheckName, checkNames } from '../../src/invariants/check'
import { checkInvariants } from '../../src/invariants/invariants.actions'
import { clockOf } from '../../src/lib/clock'
import { dateFromDay } from '../../src/lib/day'
import { newId } from '../../src/lib/ids'
import { approveProposals } from '../../src/outcomes/outcomes.actions'
import { proposeOutcomes } from '../../src/outcomes/proposing/proposing.actions'
import type { Proposal } from '../../src/outcomes/outcome'
import { type Snapshot, snapshotDigest } from '../../src/outcomes/snapshot'
import { standingOf } from '../../src/standings/standing'
import { recomputeStandings } from '../../src/standings/standings.actions'
import { testKeys } from '../support/app'
import { actorIn, makeCounty, type County } from '../support/county'
import { emptyDatabase } from '../support/database'
import { template } from '../support/database-server'
import { found, makeRound } from '../support/round'

// A county with everything in it that a check looks at is made once; each test breaks a copy of it on purpose.
const keys = testKeys()
const evidenceDir = mkdtempSync(join(tmpdir(), 'evidence-'))
const clock = clockOf(() => new Date('2026-01-12T02:00:00Z'))
let made: { place: Place; drop(): Promise<void> }
let county: County

beforeAll(async () => {
  made = await emptyDatabase(template)
  await inside(made.place, async (deps) => {
    county = await makeCounty(deps.db, keys, { candidates: 6 })
    await tellStory(deps)
  })
}, 60_000)
afterAll(() => made.drop())
afterAll(() => rmSync(evidenceDir, { recursive: true }))

const [barred, clear, disputed, waiting, alsoClear, again] = [0, 1, 2, 3, 4, 5]
const at = (n: number) => county.candidates[n]!.id

/** One round, all signed: one barred and told, one eligible, one disputed and back with a department, one carried on. */
async function tellStory(deps: Deps): Promise<void> {
  const { db } = deps
  await enter(db)
  const bar = { discipline: { N07: found({ kind: 'party_serious_warning', effect: '2025-12-01' }) } }
  const round = await makeRound(db, county, {
    [barred]: bar,
    [disputed]: { police: { N03: found() } },
    [waiting]: { court: 'unsigned' },
  })
  await event(db, 'issue', '2026-01-08T02:00:00Z')
  await decide(deps, [at(barred)], 'bar', { outcome: 'ineligible', groundItems: ['N07'] })
  await decide(deps, [at(clear), at(alsoClear)], 'clear', { outcome: 'eligible', groundItems: [] })
  await tell(db)
  await lookAgain(db, round.id)
  await nextRound(db, round.id)
}

test('a sound county passes every check, and every check looks at something', async () => {
  await onCopy(async (deps) => {
    const all = await checkInvariants(deps)
    expect(all.filter(({ broken }) => broken)).toEqual([])
    expect(all.map(({ name }) => name)).toEqual([...checkNames])
    expect(all.filter(({ checked, name }) => !checked && name !== 'evidence')).toEqual([])
  })
})

const [one, two] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']
const free = (table: string, constraint: string) => `ALTER TABLE ${table} DROP CONSTRAINT ${constraint};`
const person = (n: number) => `'${at(n)}'`

/** What is done to the county behind the program's back, and the one check that sees it. */
const breaks: [CheckName, string, () => string][] = [
  ['roundReviews', 'a review is missing', () => `DELETE FROM review WHERE state = 'carried'`],
  [
    'roundReviews',
    'what was carried rests on another person',
    () => `UPDATE review SET origin_id = (SELECT id FROM review WHERE candidate_id = ${person(clear)} AND state = 'signed'
      LIMIT 1) WHERE state = 'carried'`,
  ],
  [
    'standings',
    'a standing was made better',
    () => `UPDATE standing SET reasons = '[]' WHERE candidate_id = ${person(disputed)}`,
  ],
  ['standings', 'a standing is gone', () => `DELETE FROM standing WHERE candidate_id = ${person(disputed)}`],
  ['frozenLists', 'a frozen list was changed', () => `UPDATE criteria_set SET name = '别的清单'`],
  [
    'outcomeDigests',
    'a digest was changed',
    () => `UPDATE outcome SET digest = repeat('0', 64) WHERE outcome = 'ineligible'`,
  ],
  [
    'outcomePeople',
    'who proposed approved',
    () => `
    ${free('outcome', 'outcome_two_people_check')}
    UPDATE outcome SET proposed_by_id = decided_by_id WHERE outcome = 'ineligible';
    UPDATE outcome_batch b SET proposed_by_id = o.proposed_by_id FROM outcome o WHERE o.batch_id = b.id;`,
  ],
  [
    'outcomeForce',
    'two outcomes in force',
    () => `
    DROP INDEX outcome_approved_key;
    INSERT INTO outcome_batch SELECT '${one}', proposed_by_id, proposed_at, 1 FROM outcome_batch WHERE size = 1;
    INSERT INTO outcome SELECT (o).* FROM (SELECT jsonb_populate_record(o, jsonb_build_object('id', '${two}', 'batch_id',
      '${one}', 'final_at', NULL)) AS o FROM outcome o WHERE outcome = 'ineligible') x;`,
  ],
  [
    'outcomeEnds',
    'final before the reply was waived',
    () => `UPDATE notice SET state = 'served';
    DELETE FROM notice_step WHERE kind = 'waive'`,
  ],
  [
    'signers',
    'signed by nobody',
    () => `${free('review', 'review_signed_check')}
    UPDATE review SET signed_by_id = NULL WHERE candidate_id = ${person(disputed)} AND state = 'signed'`,
  ],
  [
    'twoHands',
    'signed by the drafter',
    () => `${free('review', 'review_two_people_check')}
    UPDATE review SET drafted_by_id = signed_by_id WHERE candidate_id = ${person(disputed)} AND state = 'signed'`,
  ],
  [
    'wholeAnswers',
    'signed without being complete',
    () => `${free('review', 'review_signed_check')}
    UPDATE review SET complete = false WHERE candidate_id = ${person(disputed)} AND state = 'signed'`,
  ],
  [
    'rechecks',
    'an open recheck that waits for nobody',
    () => `UPDATE recheck SET state = 'open' WHERE state = 'answered'`,
  ],
  ['rechecks', 'an answered recheck that waits', () => `UPDATE recheck SET state = 'answered' WHERE state = 'open'`],
  [
    'words',
    'an act that nobody knows',
    () =>
      `INSERT INTO audit_entry SELECT 0, '${one}', now(), NULL, '', '', 'case.closed', '', '', '', '', '{}', '', ''`,
  ],
  [
    'steps',
    'a step that no table has',
    () => `UPDATE candidate_event SET kind = 'not_recommend'
    WHERE kind = 'pass' AND candidate_id = ${person(disputed)}`,
  ],
  ['noticeSteps', 'a waiver that nobody recorded', () => `UPDATE notice_step SET kind = 'serve' WHERE kind = 'waive'`],
  [
    'idNumbers',
    'two ciphers changed places',
    () => `UPDATE candidate c SET id_cipher = o.id_cipher FROM candidate o
    WHERE c.id = ${person(0)} AND o.id = ${person(1)}`,
  ],
  ['links', 'a batch lost one', () => `UPDATE outcome_batch SET size = 3 WHERE size = 2`],
  ['people', 'an account is gone', () => `UPDATE review SET returned_by_id = '${one}' WHERE state = 'unsigned'`],
  [
    'evidence',
    'a file is gone',
    () => `INSERT INTO evidence (id, digest, size, kind, state, stored_at)
    VALUES ('${one}', repeat('a', 64), 1, 'pdf', 'clean', now())`,
  ],
  ['audit', 'an entry was changed', () => `UPDATE audit_entry SET record_id = 'x' WHERE seq = 1`],
]

test('every check is broken on purpose', () => {
  const elsewhere: CheckName[] = ['outcomeReplays', 'outcomeOwners']
  expect(checkNames.filter((name) => ![...breaks.map(([broken]) => broken), ...elsewhere].includes(name))).toEqual([])
})

test.each(breaks)('%s alone sees that %s', async (name, _what, sql) => {
  await onCopy(async (deps) => {
    await deps.pool.query(sql())
    expect(await failing(deps)).toEqual([name])
  })
})

test('outcomeReplays alone sees that a snapshot with its own digest comes to another standing', async () => {
  await onCopy(async (deps) => {
    await rewrite(deps.db, (snapshot) => ({ ...snapshot, input: { ...snapshot.input, withdrawn: true } }))
    expect(await failing(deps)).toEqual(['outcomeReplays'])
  })
})

test('outcomeOwners alone sees that an eligible was approved while a department was out', async () => {
  await onCopy(async (deps) => {
    await rewrite(deps.db, (snapshot) => {
      const { digest: _, ...criteria } = snapshot.criteria as never as Parameters<typeof standingOf>[0]['criteria'] & {
        digest: string
      }
      const input = { ...snapshot.input, reviews: snapshot.input.reviews.slice(1) }
      return { ...snapshot, input, standing: standingOf({ ...input, criteria }) }
    })
    expect(await failing(deps)).toEqual(['outcomeOwners'])
  })
})

test('a snapshot that cannot be read is told, and ends nothing', async () => {
  await onCopy(async (deps) => {
    await deps.pool.query(`UPDATE outcome SET snapshot = '{}' WHERE outcome = 'ineligible'`)
    const outcome = await deps.db.outcome.findFirstOrThrow({ where: { outcome: 'ineligible' } })
    const broken = (await checkInvariants(deps)).filter((check) => check.broken)
    expect(broken.map(({ name, records }) => [name, records])).toEqual([
      ['outcomeDigests', [`outcome ${outcome.id}`]],
      ['outcomeReplays', [`outcome ${outcome.id}`]],
    ])
  })
})

test('of many only the first are named, and all are counted', async () => {
  await onCopy(async (deps) => {
    await deps.pool.query(`${free('review', 'review_signed_check')} UPDATE review SET signed_at = NULL`)
    const { broken, records } = (await checkInvariants(deps)).find(({ name }) => name === 'signers')!
    expect([broken > 60, records.length]).toEqual([true, 20])
  })
})

async function failing(deps: Deps): Promise<CheckName[]> {
  return (await checkInvariants(deps)).filter(({ broken }) => broken).map(({ name }) => name)
}

/** Changes what the clear ones' outcomes rest on, and gives it the right digest; the row says the same. */
async function rewrite(db: Db, change: (snapshot: Snapshot) => Snapshot): Promise<void> {
  for (const row of await db.outcome.findMany({ where: { outcome: 'eligible' } })) {
    const snapshot = change(row.snapshot as Snapshot)
    const data = { snapshot, digest: snapshotDigest(snapshot), standing: snapshot.standing.standing }
    await db.outcome.update({ where: { id: row.id }, data })
  }
}

async function onCopy(work: (deps: Deps) => Promise<void>): Promise<void> {
  const copy = await emptyDatabase(new URL(made.place.url).pathname.slice(1))
  try {
    await inside(copy.place, work)
  } finally {
    await copy.drop()
  }
}

async function inside(place: Place, work: (deps: Deps) => Promise<void>): Promise<void> {
  const pool: Pool = openPool(place, { most: 5 })
  const db = openDb(pool, place.schema)
  try {
    await work({ db, pool, clock, keys, config: { evidenceDir } } as Deps)
  } finally {
    await db.$disconnect()
    await pool.end()
  }
}

async function enter(db: Db): Promise<void> {
  await event(db, 'enter', '2026-01-05T02:00:00Z')
  await event(db, 'submit', '2026-01-06T02:00:00Z')
  await event(db, 'pass', '2026-01-07T02:00:00Z')
}

async function event(
  db: Db,
  kind: string,
  instant: string,
  ids = county.candidates.map(({ id }) => id),
): Promise<void> {
  const by = { accountId: actorIn(county, 'office').accountId, role: 'office', at: new Date(instant) }
  const data = ids.map((candidateId) => ({ id: newId(), candidateId, kind, ...by }))
  await db.candidateEvent.createMany({ data })
}

async function decide(
  deps: Deps,
  ids: string[],
  standing: 'bar' | 'clear',
  said: Pick<Proposal, 'outcome' | 'groundItems'>,
): Promise<void> {
  const proposal = { ...said, until: null, words: '', deliberationId: null }
  const batchId = await proposeOutcomes(
    deps,
    actorIn(county, 'office'),
    ids.map((candidateId) => ({ candidateId, seen: standing, proposal })),
  )
  const rows = await deps.db.outcome.findMany({ where: { batchId } })
  const approver = actorIn(county, 'leading_group')
  await approveProposals(
    deps,
    approver,
    rows.map(({ id }) => id),
  )
}

/** The barred one was told, and waived the reply. */
async function tell(db: Db): Promise<void> {
  const { id, candidateId } = await db.outcome.findFirstOrThrow({ where: { outcome: 'ineligible' } })
  const day = dateFromDay('2026-01-12')
  const office = actorIn(county, 'office').accountId
  const words = {
    documentNumber: '示〔2026〕1号',
    gist: '有处分',
    basis: '示例',
    wayToReply: '书面',
    servedHow: '当面',
  }
  const days = { servedOn: day, replyDueOn: day }
  const noticeId = newId()
  await db.notice.create({
    data: {
      id: noticeId,
      outcomeId: id,
      candidateId,
      ...words,
      ...days,
      state: 'waived',
      issuedById: office,
      issuedAt: clock.now(),
    },
  })
  const steps = ['serve', 'waive'].map((kind) => ({
    id: newId(),
    noticeId,
    kind,
    day,
    at: clock.now(),
    accountId: office,
    words: '',
  }))
  await db.noticeStep.createMany({ data: steps })
  await db.outcome.update({ where: { id }, data: { finalAt: clock.now() } })
}

/** The dispute went back to the court, which has answered, and to the police, which has not. */
async function lookAgain(db: Db, roundId: string): Promise<void> {
  const office = actorIn(county, 'office').accountId
  for (const [place, department] of ['court', 'police'].entries()) {
    const candidateId = at(disputed)
    const recheck = {
      id: newId(),
      candidateId,
      roundId,
      kind: place ? 'gap' : 'dispute',
      items: ['N03'],
      words: '请再核',
      dueOn: dateFromDay('2026-01-14'),
      openedById: office,
      openedAt: clock.now(),
      state: place ? 'open' : 'answered',
    }
    await db.recheck.create({ data: recheck })
    const departmentId = county.departments[department]!
    const origin = await db.review.findFirstOrThrow({ where: { candidateId, departmentId, pass: 0 } })
    const { id, state, answers, complete, draftedById, draftedAt, signedById, signedAt } = origin
    const signed = place
      ? { state: 'unsigned' }
      : { state, answers: answers!, complete, draftedById, draftedAt, signedById, signedAt }
    const review = { id: newId(), roundId, candidateId, departmentId, pass: 1, recheckId: recheck.id, originId: id }
    await db.review.create({ data: { ...review, ...signed } })
  }
}

/** The last person goes out again: one review is carried, the others are asked. */
async function nextRound(db: Db, first: string): Promise<void> {
  const [id, candidateId] = [newId(), at(again)]
  const { id: _, issuedAt: __, ...round } = await db.round.findUniqueOrThrow({ where: { id: first } })
  await db.round.create({ data: { ...round, id, number: 2, issuedAt: clock.now() } })
  const departments = await db.roundDepartment.findMany({ where: { roundId: first } })
  await db.roundDepartment.createMany({ data: departments.map((row) => ({ ...row, roundId: id })) })
  await db.roundCandidate.create({ data: { roundId: id, candidateId } })
  for (const { departmentId } of departments) {
    const origin = await db.review.findFirstOrThrow({ where: { candidateId, departmentId } })
    const carried = departmentId === county.departments['court'] ? { state: 'carried', originId: origin.id } : {}
    await db.review.create({ data: { id: newId(), roundId: id, candidateId, departmentId, ...carried } })
  }
  await event(db, 'issue', '2026-01-11T02:00:00Z', [candidateId])
  const ids = county.candidates.map((candidate) => candidate.id)
  await inTransaction(db, (tx) => recomputeStandings(tx, ids, clock.now()))
}
