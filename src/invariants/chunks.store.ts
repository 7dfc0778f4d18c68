import type { CandidateState } from '../candidates/candidate'
import type { EventKind } from '../candidates/transitions'
import { findCriteria } from '../criteria/criteria.store'
import type { CriteriaSet } from '../criteria/criteria'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { groupBy } from '../lib/group'
import type { NoticeAct, NoticeState } from '../outcomes/notices/transitions'
import type { StoredOutcome } from './outcome-checks'
import type { Path } from './steps'

/** So many candidates, or outcomes, are held in memory at once. */
const candidatesAtOnce = 1_000
const outcomesAtOnce = 200
const beforeAll = '00000000-0000-0000-0000-000000000000'

export type SealedNumber = { id: string; idCipher: Uint8Array; idDigest: string }

export type StoredStanding = {
  candidateId: string
  roundId: string
  standing: string
  reasons: unknown
  lapsed: unknown
  waitingFor: string[]
}

/** Everybody's sealed ID number. */
export function sealedNumbers(tx: Tx): AsyncGenerator<SealedNumber[]> {
  return inChunks(
    candidatesAtOnce,
    (after, size) => tx.$queryRaw<SealedNumber[]>`
    SELECT id, id_cipher AS "idCipher", id_digest AS "idDigest" FROM candidate
    WHERE id > ${after}::uuid ORDER BY id LIMIT ${size}`,
  )
}

/** Everybody who is in a round, or has a standing without being in one. */
export async function* storedStandings(tx: Tx): AsyncGenerator<{ ids: string[]; stored: StoredStanding[] }> {
  const everybody = inChunks(
    candidatesAtOnce,
    (after, size) => tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM candidate WHERE id > ${after}::uuid ORDER BY id LIMIT ${size}`,
  )
  for await (const chunk of everybody) {
    const ids = chunk.map(({ id }) => id)
    const stored = await tx.$queryRaw<StoredStanding[]>`
      SELECT candidate_id AS "candidateId", round_id AS "roundId", standing, reasons, lapsed, waiting_for AS "waitingFor"
      FROM standing WHERE candidate_id = ANY(${ids}::uuid[])`
    yield { ids, stored }
  }
}

/** Everybody's events in the order of time. */
export async function* candidatePaths(tx: Tx): AsyncGenerator<Path<EventKind, CandidateState>[]> {
  const everybody = inChunks(
    candidatesAtOnce,
    (after, size) => tx.$queryRaw<Ended<CandidateState>[]>`
    SELECT id, state FROM candidate WHERE id > ${after}::uuid ORDER BY id LIMIT ${size}`,
  )
  for await (const chunk of everybody) {
    const rows = await tx.$queryRaw<StepRow<EventKind>[]>`
      SELECT candidate_id AS "of", kind, at FROM candidate_event
      WHERE candidate_id = ANY(${chunk.map(({ id }) => id)}::uuid[]) ORDER BY candidate_id, at`
    yield pathsOf(chunk, rows)
  }
}

/** Every notice's steps in the order of time. */
export async function* noticePaths(tx: Tx): AsyncGenerator<Path<NoticeAct, NoticeState>[]> {
  const notices = inChunks(
    candidatesAtOnce,
    (after, size) => tx.$queryRaw<Ended<NoticeState>[]>`
    SELECT id, state FROM notice WHERE id > ${after}::uuid ORDER BY id LIMIT ${size}`,
  )
  for await (const chunk of notices) {
    const rows = await tx.$queryRaw<StepRow<NoticeAct>[]>`
      SELECT notice_id AS "of", kind, at FROM notice_step
      WHERE notice_id = ANY(${chunk.map(({ id }) => id)}::uuid[]) AND kind <> 'issue' ORDER BY notice_id, at`
    yield pathsOf(chunk, rows)
  }
}

/** Every outcome with its snapshot, and the list of its round. */
export async function* storedOutcomes(tx: Tx): AsyncGenerator<StoredOutcome[]> {
  const lists = new Map<string, CriteriaSet | null>()
  type Row = Omit<StoredOutcome, 'named'> & { criteriaSetId: string }
  const rows = inChunks(
    outcomesAtOnce,
    (after, size) => tx.$queryRaw<Row[]>`
    SELECT o.id, o.candidate_id AS "candidateId", o.round_id AS "roundId", o.state, o.standing,
           o.decided_by_id AS "decidedById", o.snapshot, o.digest, r.criteria_set_id AS "criteriaSetId"
    FROM outcome o JOIN round r ON r.id = o.round_id
    WHERE o.id > ${after}::uuid ORDER BY o.id LIMIT ${size}`,
  )
  for await (const chunk of rows) {
    for (const id of new Set(chunk.map(({ criteriaSetId }) => criteriaSetId))) {
      if (!lists.has(id)) lists.set(id, await findCriteria(tx, id))
    }
    yield chunk.map(({ criteriaSetId, ...row }) => ({ ...row, named: lists.get(criteriaSetId) ?? null }))
  }
}

async function* inChunks<T extends { id: string }>(
  size: number,
  read: (after: string, size: Prisma.Sql) => Promise<T[]>,
): AsyncGenerator<T[]> {
  let after = beforeAll
  for (;;) {
    const rows = await read(after, Prisma.sql`${size}::int`)
    if (rows.length) yield rows
    if (rows.length < size) return
    after = rows.at(-1)!.id
  }
}

type Ended<State> = { id: string; state: State }
type StepRow<Kind> = { of: string; kind: Kind; at: Date }

function pathsOf<Kind extends string, State>(ended: Ended<State>[], rows: StepRow<Kind>[]): Path<Kind, State>[] {
  const steps = groupBy(rows, (row) => row.of)
  return ended.map(({ id, state }) => {
    const instants = groupBy(steps.get(id) ?? [], ({ at }) => at.getTime())
    return { id, state, instants: [...instants.values()].map((group) => group.map(({ kind }) => kind)) }
  })
}
