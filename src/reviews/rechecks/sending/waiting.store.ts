import { isKeptAway } from '../../../candidates/structure/nearness.store'
import type { Tx } from '../../../db/client'
import { Prisma } from '../../../db/generated/client'
import type { Reason } from '../../../standings/standing'
import type { RecheckKind } from '../recheck'
import type { HandsLeft } from './sending'

/** A candidate whose standing the office moves on by sending items back. */
export type WaitingPerson = {
  candidateId: string
  name: string
  township: string
  team: string
  position: string
  standing: 'disputed' | 'gap'
  reasons: Reason[]
}

export type WaitingStanding = WaitingPerson['standing']

/** Who stands so and has no open recheck, in the order of the county's lists; of these candidates where ids are given. */
export async function waitingPeople(
  db: Tx,
  { cycleId, standing, ids }: { cycleId: string; standing: WaitingStanding; ids?: string[] },
  page: { skip: number; take: number } = { skip: 0, take: 1_000 },
): Promise<WaitingPerson[]> {
  return db.$queryRaw<WaitingPerson[]>`
    SELECT c.id AS "candidateId", c.name, p.name AS township, t.name AS team, c.position, s.standing, s.reasons
    ${from} WHERE ${waits(cycleId, [standing])} ${ids ? Prisma.sql`AND c.id = ANY(${ids}::uuid[])` : Prisma.empty}
    ORDER BY p.position, p.name, t.position, t.name, c.name, c.id LIMIT ${page.take} OFFSET ${page.skip}`
}

export async function countWaiting(db: Tx, cycleId: string): Promise<Record<WaitingStanding, number>> {
  const rows = await db.$queryRaw<Record<WaitingStanding, number>[]>`
    SELECT (count(*) FILTER (WHERE s.standing = 'disputed'))::int AS disputed,
           (count(*) FILTER (WHERE s.standing = 'gap'))::int AS gap
    ${from} WHERE ${waits(cycleId, ['disputed', 'gap'])}`
  return rows[0]!
}

/** The open recheck of each of these candidates, where there is one of this kind. */
export async function openOfKind(db: Tx, candidateIds: string[], kind: RecheckKind): Promise<Map<string, string>> {
  const rows = await db.recheck.findMany({
    where: { candidateId: { in: candidateIds }, kind, state: 'open' },
    select: { id: true, candidateId: true },
  })
  return new Map(rows.map((row) => [row.candidateId, row.id]))
}

export type Pair = { candidateId: string; departmentId: string }

/** Who of each department could draft and sign a recheck of this kind for each candidate (review.policy). */
export async function handsLeft(db: Tx, pairs: Pair[], kind: RecheckKind): Promise<(Pair & HandsLeft)[]> {
  const drafted = Prisma.sql`e.drafted_by_id = a.id AND ${kind} IN ('dispute', 'rereview')`
  const signed = Prisma.sql`e.signed_by_id = a.id AND ${kind} = 'rereview'`
  const earlier = (hand: Prisma.Sql) => Prisma.sql`EXISTS (
    SELECT FROM review e WHERE e.candidate_id = c.id AND e.department_id = a.department_id AND e.state = 'signed'
      AND ${hand})`
  return db.$queryRaw<(Pair & HandsLeft)[]>`
    SELECT l."candidateId", l."departmentId", count(*) FILTER (WHERE l.drafts)::int AS drafters,
           count(*) FILTER (WHERE l.signs)::int AS signers, count(*) FILTER (WHERE l.drafts OR l.signs)::int AS people
    FROM (
      SELECT pair.candidate_id AS "candidateId", pair.department_id AS "departmentId",
             a.id IS NOT NULL AND NOT ${earlier(drafted)} AND NOT ${earlier(signed)} AS drafts,
             a.role = 'signatory' AND NOT ${earlier(drafted)} AS signs
      FROM unnest(${pairs.map((pair) => pair.candidateId)}::uuid[], ${pairs.map((pair) => pair.departmentId)}::uuid[])
        AS pair (candidate_id, department_id)
      JOIN candidate c ON c.id = pair.candidate_id
      LEFT JOIN account a ON a.department_id = pair.department_id AND a.state = 'active'
        AND a.role IN ('reviewer', 'signatory') AND NOT ${isKeptAway}
        AND NOT EXISTS (SELECT FROM recusal x JOIN review v ON v.id = x.review_id
                        WHERE x.account_id = a.id AND v.candidate_id = c.id)) l
    GROUP BY l."candidateId", l."departmentId"`
}

const from = Prisma.sql`
  FROM standing s
  JOIN candidate c ON c.id = s.candidate_id
  JOIN township p ON p.id = c.township_id
  JOIN team t ON t.id = c.team_id`

/** Whoever has a recheck open already is waited for, not to be sent back again. */
function waits(cycleId: string, standings: WaitingStanding[]): Prisma.Sql {
  return Prisma.sql`s.cycle_id = ${cycleId}::uuid AND s.standing = ANY(${standings}) AND c.state <> 'withdrawn'
    AND NOT EXISTS (SELECT FROM recheck k WHERE k.candidate_id = c.id AND k.state = 'open')`
}
