import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { dayFromDate, type Day } from '../lib/day'
import type { StandingWord } from '../standings/standing'
import { type ReReviewOnFile, reReviewsOf } from './notices/re-review/re-review.store'
import { idsInOrder, matching, type OutcomeFilter } from './list/order.store'
import type { OutcomeWord } from './outcome'
import { isSettling } from './outcomes.store'
import type { Snapshot } from './snapshot'
import type { OutcomeState } from './transitions'

/** A candidate whose standing waits for an outcome. */
export type Proposable = {
  candidateId: string
  township: string
  team: string
  name: string
  position: string
  standing: StandingWord
  codes: string[]
}

/** How many candidates of each standing wait for an outcome. */
export async function countProposable(db: Tx, cycleId: string): Promise<{ standing: StandingWord; people: number }[]> {
  return db.$queryRaw`
    SELECT s.standing, count(*)::int AS people FROM standing s
    WHERE s.cycle_id = ${cycleId}::uuid AND ${unsettled}
    GROUP BY s.standing`
}

export type ProposableFilter = { cycleId: string; standing: StandingWord; candidateId?: string }

/** Who they are, by township and team; at most `take`. */
export async function listProposable(db: Tx, filter: ProposableFilter, take: number): Promise<Proposable[]> {
  return db.$queryRaw<Proposable[]>`
    SELECT s.candidate_id AS "candidateId", t.name AS township, m.name AS team, c.name, c.position, s.standing,
           ARRAY(SELECT r ->> 'code' FROM jsonb_array_elements(s.reasons) AS r) AS codes
    FROM standing s
    JOIN candidate c ON c.id = s.candidate_id
    JOIN township t ON t.id = c.township_id
    JOIN team m ON m.id = c.team_id
    WHERE s.cycle_id = ${filter.cycleId}::uuid AND s.standing = ${filter.standing} AND ${unsettled}
      ${filter.candidateId ? Prisma.sql`AND s.candidate_id = ${filter.candidateId}::uuid` : Prisma.empty}
    ORDER BY t.position, t.name, m.position, m.name, c.name, c.id
    LIMIT ${take}`
}

export type OutcomeLine = {
  id: string
  candidateId: string
  township: string
  team: string
  name: string
  position: string
  standing: StandingWord
  outcome: OutcomeWord
  ground: 'bar' | 'refer' | null
  groundItems: string[]
  state: OutcomeState
  until: Day | null
  proposer: string
  proposedAt: Date
  decider: string | null
  decidedAt: Date | null
  staleStanding: StandingWord | null
  /** 复核状态; null where nobody has to be told. */
  reReview: ReReviewOnFile | null
}

export async function countOutcomeLines(db: Tx, filter: OutcomeFilter): Promise<number> {
  const rows = await db.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people FROM outcome o JOIN candidate c ON c.id = o.candidate_id WHERE ${matching(filter)}`
  return rows[0]!.people
}

/** A leaf of outcomes in the filter’s order. Its ids are found first, so that only its rows are joined wide. */
export async function listOutcomeLines(
  db: Tx,
  filter: OutcomeFilter,
  page: { skip: number; take: number },
): Promise<OutcomeLine[]> {
  const rows = await db.$queryRaw<(Omit<OutcomeLine, 'until' | 'reReview'> & { until: Date | null })[]>`
    SELECT o.id, o.candidate_id AS "candidateId", t.name AS township, m.name AS team, c.name, c.position, o.standing,
           o.outcome, o.ground, o.ground_items AS "groundItems", o.state, o.until, p.name AS proposer,
           o.proposed_at AS "proposedAt", d.name AS decider, o.decided_at AS "decidedAt",
           o.stale_standing AS "staleStanding"
    FROM (${idsInOrder(filter)} LIMIT ${page.take} OFFSET ${page.skip}) leaf
    JOIN outcome o ON o.id = leaf.id
    JOIN candidate c ON c.id = o.candidate_id
    JOIN township t ON t.id = c.township_id
    JOIN team m ON m.id = c.team_id
    JOIN account p ON p.id = o.proposed_by_id
    LEFT JOIN account d ON d.id = o.decided_by_id
    ORDER BY leaf.place`
  const asked = rows.filter(({ outcome }) => outcome === 'ineligible').map(({ id }) => id)
  const reReviews = await reReviewsOf(db, asked)
  return rows.map((row) => {
    return { ...row, until: row.until && dayFromDate(row.until), reReview: reReviews.get(row.id) ?? null }
  })
}

export type OutcomeOnFile = OutcomeLine & {
  words: string
  decidedWords: string
  digest: string
  snapshot: Snapshot
  deliberationId: string | null
  proposedById: string
  batchId: string
}

/** One outcome with what it rests on. */
export async function findOutcome(db: Tx, id: string): Promise<OutcomeOnFile | null> {
  const row = await db.outcome.findUnique({ where: { id }, include: { candidate: { select: { cycleId: true } } } })
  if (!row) return null
  const [line] = await listOutcomeLines(db, { cycleId: row.candidate.cycleId, ids: [id] }, { skip: 0, take: 1 })
  return {
    ...line!,
    words: row.words ?? '',
    decidedWords: row.decidedWords ?? '',
    digest: row.digest,
    snapshot: row.snapshot as Snapshot,
    deliberationId: row.deliberationId,
    proposedById: row.proposedById,
    batchId: row.batchId,
  }
}

// While a recheck is out its first signature may move the standing already: the others are waited for.
const unsettled = Prisma.sql`NOT EXISTS (
  SELECT FROM recheck k WHERE k.candidate_id = s.candidate_id AND k.state = 'open') AND NOT EXISTS (
  SELECT FROM outcome o WHERE o.candidate_id = s.candidate_id AND ${isSettling})`
