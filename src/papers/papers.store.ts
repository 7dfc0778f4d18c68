import type { Scope } from '../accounts/scope'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { dayFromDate, type Day } from '../lib/day'
import type { Reason } from '../standings/standing'
import { type ReReviewOnFile, reReviewsInForce } from '../outcomes/notices/re-review/re-review.store'
import type { Listed } from './paper'

/** `ids`: only these people. */
export type PaperFilter = { cycleId: string; townshipId?: string; outcomes: readonly Listed[]; ids?: string[] }

/**
 * One person on a list with the file beside it: an outcome in force, or a file that was sent back (`words` is then the
 * reason: identity, papers or other, and nothing is decided).
 */
export type PaperLine = {
  candidateId: string
  township: string
  team: string
  name: string
  sex: 'male' | 'female'
  idCipher: Uint8Array
  position: string
  politicalStatus: string | null
  outcome: Listed
  ground: 'bar' | 'refer' | null
  groundItems: string[]
  until: Day | null
  words: string
  reasons: Reason[]
  decidedOn: Date | null
  stale: boolean
  meeting: { metOn: Day; documentNumber: string } | null
  /** 复核状态; null where nobody has to be told. */
  reReview: ReReviewOnFile | null
}

/** How many people the list holds. Who withdrew is recorded apart and never on a list (domain §3). */
export async function countLines(db: Tx, scope: Scope, filter: PaperFilter): Promise<number> {
  const rows = await db.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people FROM (${listed(filter)}) o JOIN candidate c ON c.id = o.candidate_id
    WHERE ${matching(scope, filter)}`
  return rows[0]!.people
}

/** Ids of the whole list, in its order. */
export async function listedPeople(db: Tx, scope: Scope, filter: PaperFilter): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM (${listed(filter)}) o JOIN candidate c ON c.id = o.candidate_id
    JOIN township t ON t.id = c.township_id JOIN team m ON m.id = c.team_id
    WHERE ${matching(scope, filter)} ORDER BY t.position, t.name, m.position, m.name, c.name, c.id`
  return rows.map(({ id }) => id)
}

/** The list in the order of townships, teams and names. */
export async function readLines(
  db: Tx,
  scope: Scope,
  filter: PaperFilter,
  page: { skip: number; take: number },
): Promise<PaperLine[]> {
  const rows = await db.$queryRaw<LineRow[]>`
    SELECT c.id AS "candidateId", t.name AS township, m.name AS team, c.name, c.sex, c.id_cipher AS "idCipher",
           c.position, c.political_status AS "politicalStatus", o.outcome, o.ground, o.ground_items AS "groundItems",
           o.until, o.words, o.reasons, o.decided_at AS "decidedOn", o.stale, d.met_on AS "metOn",
           d.document_number AS "documentNumber"
    FROM (${listed(filter)}) o
    JOIN candidate c ON c.id = o.candidate_id
    JOIN township t ON t.id = c.township_id
    JOIN team m ON m.id = c.team_id
    LEFT JOIN deliberation d ON d.id = o.deliberation_id
    WHERE ${matching(scope, filter)}
    ORDER BY t.position, t.name, m.position, m.name, c.name, c.id
    LIMIT ${page.take} OFFSET ${page.skip}`
  const struckOff = rows.filter(({ outcome }) => outcome === 'ineligible').map(({ candidateId }) => candidateId)
  const reReviews = await reReviewsInForce(db, struckOff)
  return rows.map((row) => ({ ...toLine(row), reReview: reReviews.get(row.candidateId) ?? null }))
}

/** Who proposed and who approved the outcomes of a list, by day. */
export type Approval = { proposer: string; approver: string; day: Day; people: number }

export async function approvalsOf(db: Tx, scope: Scope, filter: PaperFilter): Promise<Approval[]> {
  return db.$queryRaw<Approval[]>`
    SELECT p.name AS proposer, a.name AS approver, count(*)::int AS people,
           to_char(x.decided_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day
    FROM (${listed(filter)}) o
    JOIN candidate c ON c.id = o.candidate_id
    JOIN outcome x ON x.candidate_id = o.candidate_id AND x.state = 'approved'
    JOIN account p ON p.id = x.proposed_by_id
    JOIN account a ON a.id = x.decided_by_id
    WHERE ${matching(scope, filter)} AND o.decided_at IS NOT NULL
    GROUP BY 1, 2, 4 ORDER BY day, approver, proposer LIMIT 50`
}

type LineRow = Omit<PaperLine, 'until' | 'meeting' | 'reReview'> & {
  until: Date | null
  metOn: Date | null
  documentNumber: string | null
}

/** Outcomes in force, and where the list asks for them, files sent back of people for whom none is in force. */
function listed({ outcomes }: PaperFilter): Prisma.Sql {
  const words = [...outcomes]
  return Prisma.sql`
    SELECT candidate_id, outcome, ground, ground_items, until, coalesce(words, '') AS words,
           snapshot -> 'standing' -> 'reasons' AS reasons, decided_at, stale_at IS NOT NULL AS stale, deliberation_id
    FROM outcome WHERE state = 'approved' AND outcome = ANY(${words})
    UNION ALL
    SELECT s.candidate_id, s.standing, NULL, '{}'::text[], NULL::date, coalesce(v.return_reason, 'other'), '[]'::jsonb,
           NULL::timestamptz, false, NULL::uuid
    FROM standing s
    LEFT JOIN LATERAL (SELECT return_reason FROM review WHERE candidate_id = s.candidate_id AND state = 'returned'
                       ORDER BY returned_at DESC LIMIT 1) v ON true
    WHERE s.standing = 'returned' AND 'returned' = ANY(${words})
      AND NOT EXISTS (SELECT FROM outcome WHERE candidate_id = s.candidate_id AND state = 'approved')`
}

function matching(scope: Scope, { cycleId, townshipId, ids }: PaperFilter): Prisma.Sql {
  const own = townshipIn(scope)
  return Prisma.sql`c.state <> 'withdrawn' AND c.cycle_id = ${cycleId}::uuid ${own}
    ${townshipId ? Prisma.sql`AND c.township_id = ${townshipId}::uuid` : Prisma.empty}
    ${ids ? Prisma.sql`AND c.id = ANY(${ids}::uuid[])` : Prisma.empty}`
}

function townshipIn(scope: Scope): Prisma.Sql {
  if (scope.kind === 'county') return Prisma.empty
  if (scope.kind === 'township') return Prisma.sql`AND c.township_id = ${scope.townshipId}::uuid`
  return Prisma.sql`AND false`
}

function toLine({ metOn, documentNumber, until, ...row }: LineRow): Omit<PaperLine, 'reReview'> {
  return {
    ...row,
    until: until && dayFromDate(until),
    meeting: metOn && { metOn: dayFromDate(metOn), documentNumber: documentNumber ?? '' },
  }
}
