import type { Tx } from '../../db/client'
import type { Reason } from '../../standings/standing'
import type { EarlierReview } from '../carry'

/** Earlier reviews by candidate and department: `earlier.get(candidateId)?.get(departmentId)`. */
export type EarlierReviews = Map<string, Map<string, EarlierReview>>

/**
 * Each department's latest signed or returned review of these people, by round and then by pass, as the rule of standing
 * counts them. What a recheck took along from before is as old as what it was taken from.
 */
export async function earlierReviews(db: Tx, candidateIds: string[]): Promise<EarlierReviews> {
  const rows = await db.$queryRaw<EarlierRow[]>`
    WITH RECURSIVE latest AS (
      SELECT DISTINCT ON (v.candidate_id, v.department_id)
             v.id, v.candidate_id, v.department_id, v.state, v.answers, v.origin_id, v.recheck_id,
             CASE v.state WHEN 'signed' THEN v.signed_at ELSE v.returned_at END AS at
      FROM review v JOIN round r ON r.id = v.round_id
      WHERE v.candidate_id = ANY(${candidateIds}::uuid[]) AND v.state IN ('signed', 'returned')
      ORDER BY v.candidate_id, v.department_id, r.number DESC, v.pass DESC
    ), chain AS (
      SELECT id, at, CASE WHEN recheck_id IS NULL THEN NULL ELSE origin_id END AS origin_id FROM latest
      UNION ALL
      SELECT c.id, o.signed_at, CASE WHEN o.recheck_id IS NULL THEN NULL ELSE o.origin_id END
      FROM chain c JOIN review o ON o.id = c.origin_id
    )
    SELECT l.id, l.candidate_id AS "candidateId", l.department_id AS "departmentId", l.state, l.at,
           to_char(k.oldest AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "signedOn",
           ARRAY(SELECT jsonb_object_keys(l.answers)) AS codes
    FROM latest l JOIN (SELECT id, min(at) AS oldest FROM chain GROUP BY id) k ON k.id = l.id`
  const earlier: EarlierReviews = new Map()
  for (const { candidateId, departmentId, ...review } of rows) {
    const own = earlier.get(candidateId) ?? new Map<string, EarlierReview>()
    earlier.set(candidateId, own.set(departmentId, review))
  }
  return earlier
}

/** What the carrying rule asks about a person, beside the reviews. */
export type PersonBefore = {
  identifiedAt: Date | null
  /** Departments named by open triggers; null in it stands for all. */
  triggered: (string | null)[]
  groundItems: string[]
  decided: Reason[]
  now: Reason[]
}

/** By candidate id. The outcome is the one in force. */
export async function peopleBefore(db: Tx, candidateIds: string[]): Promise<Map<string, PersonBefore>> {
  const rows = await db.$queryRaw<(PersonBefore & { id: string })[]>`
    SELECT c.id, c.identified_at AS "identifiedAt",
           ARRAY(SELECT g.department_id::text FROM trigger g
                 WHERE g.candidate_id = c.id AND g.round_id IS NULL AND g.set_aside_at IS NULL) AS triggered,
           coalesce(o.ground_items, '{}') AS "groundItems",
           coalesce(o.snapshot -> 'standing' -> 'reasons', '[]') AS decided,
           CASE WHEN o.id IS NULL THEN '[]' ELSE coalesce(s.reasons, '[]') END AS now
    FROM candidate c
    LEFT JOIN outcome o ON o.candidate_id = c.id AND o.state = 'approved'
    LEFT JOIN standing s ON s.candidate_id = c.id
    WHERE c.id = ANY(${candidateIds}::uuid[])`
  return new Map(rows.map(({ id, ...person }) => [id, person]))
}

type EarlierRow = EarlierReview & { candidateId: string; departmentId: string }
