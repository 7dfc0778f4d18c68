import type { Role } from '../../accounts/role'
import type { NearWay } from '../../candidates/structure/nearness'
import { isKeptAway, nearPairs } from '../../candidates/structure/nearness.store'
import { Prisma } from '../../db/generated/client'
import type { Left } from '../../reviews/recusal/recusal'
import { isStuck, peopleLeft, recusedNames } from '../../reviews/recusal/recusal.store'

export type Place = { candidateId: string; name: string; township: string; team: string }
export type Asked = { department: string; departmentEn: string }

/** Somebody of a department who is near to a candidate and has not kept away; `hand`: what they have done by now. */
export type NearPointer = Place &
  Asked & {
    person: string
    role: Role
    hand: 'none' | 'drafted' | 'signed'
    ways: NearWay[]
  }

/** A review that its department cannot finish any more. */
export type StuckPointer = Place & Asked & Left & { recused: string[]; recheck: boolean }

/** Those who have signed or drafted come first: that is harder to put right. */
export function nearPointers(cycleId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT n.id || '.' || n."accountId" AS key, n.hand || n.ways::text AS facts,
           row_number() OVER (ORDER BY array_position(ARRAY['signed', 'drafted', 'none'], n.hand), ${inOrder}, d.position, a.name, n.id) AS n,
           n."candidateId", ${places}, ${asked}, a.name AS person, a.role, n.hand, n.ways
    FROM (${nearReviews(cycleId)}) n ${placesOf(Prisma.sql`n."candidateId"`)}
    JOIN account a ON a.id = n."accountId" JOIN department d ON d.id = a.department_id`
}

export function stuckPointers(cycleId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT s.id::text AS key, concat_ws('|', s.reviewers, s.signatories, s.ready, s.recused::text) AS facts,
           row_number() OVER (ORDER BY ${inOrder}, d.position, s.id) AS n,
           s."candidateId", ${places}, ${asked}, s.reviewers, s.signatories, s.ready, s.recused, s.recheck
    FROM (${stuckReviews(cycleId)}) s ${placesOf(Prisma.sql`s."candidateId"`)}
    JOIN department d ON d.id = s."departmentId"`
}

/** Joins candidate c, team t and township p, whose places the pointers below print. */
export function placesOf(candidateId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`JOIN candidate c ON c.id = ${candidateId} JOIN team t ON t.id = c.team_id
    JOIN township p ON p.id = c.township_id`
}

export const places = Prisma.sql`c.name, p.name AS township, t.name AS team`
export const asked = Prisma.sql`d.name AS department, d.name_en AS "departmentEn"`
/** The order of the county's lists. */
export const inOrder = Prisma.sql`p.position, p.name, t.position, t.name, c.name, c.id`

const open = Prisma.sql`c.state <> 'withdrawn' AND v.state IN ('unsigned', 'returned')
  AND CASE WHEN k.id IS NULL THEN r.state = 'issued' ELSE k.state = 'open' END`

/** review v, candidate c, round r and, where it belongs to one, recheck k, of the cycle. */
function reviewsOf(cycleId: string): Prisma.Sql {
  return Prisma.sql`review v JOIN candidate c ON c.id = v.candidate_id AND c.cycle_id = ${cycleId}::uuid
    JOIN round r ON r.id = v.round_id LEFT JOIN recheck k ON k.id = v.recheck_id`
}

/** One row for each review and person: those that wait, and those that the person has answered or signed. */
function nearReviews(cycleId: string): Prisma.Sql {
  const among = Prisma.sql`a.department_id IS NOT NULL AND a.state = 'active' AND c.cycle_id = ${cycleId}::uuid`
  return Prisma.sql`
    SELECT v.id, n."accountId", n."candidateId",
           CASE WHEN v.signed_by_id = n."accountId" THEN 'signed' WHEN v.drafted_by_id = n."accountId" THEN 'drafted'
                ELSE 'none' END AS hand,
           json_agg(json_build_object('kind', n.kind, 'kinship', n.kinship, 'byNumber', n."byNumber")
                    ORDER BY n.kind, n.kinship, n."byNumber") AS ways
    FROM (${nearPairs(among)}) n JOIN account a ON a.id = n."accountId"
    JOIN (${reviewsOf(cycleId)}) ON v.candidate_id = n."candidateId" AND v.department_id = a.department_id
    WHERE ((${open}) OR n."accountId" IN (v.signed_by_id, v.drafted_by_id))
      AND NOT EXISTS (SELECT FROM recusal x WHERE x.review_id = v.id AND x.account_id = n."accountId")
    GROUP BY v.id, n."accountId", n."candidateId"`
}

/** Only where somebody has kept away, must, or drafted before a recheck: a department without accounts is another matter. */
function stuckReviews(cycleId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT v.id, v.candidate_id AS "candidateId", v.department_id AS "departmentId", l.*, ${recusedNames} AS recused,
           k.id IS NOT NULL AS recheck
    FROM ${reviewsOf(cycleId)} CROSS JOIN LATERAL (${peopleLeft}) l
    WHERE ${open} AND ${isStuck} AND (k.id IS NOT NULL OR EXISTS (SELECT FROM recusal x WHERE x.review_id = v.id)
      OR EXISTS (SELECT FROM account a WHERE a.department_id = v.department_id AND ${isKeptAway}))`
}
