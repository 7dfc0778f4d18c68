import { Prisma } from '../db/generated/client'
import { keptAway } from './recusal/recusal.store'

/**
 * The columns of `Judged`, for queries that know review v, candidate c, round r and, joined from the left, recheck k.
 * A recheck outlives its round; once the department has signed it does not learn when the last of the others did. Who had
 * a hand in the department's earlier reviews matters to rechecks alone.
 */
export const judgedColumns = Prisma.sql`
  v.department_id AS "departmentId", v.state, v.complete, v.drafted_by_id AS "draftedById",
  v.returned_at AS "returnedAt", c.resubmitted_at AS "resubmittedAt", c.state = 'withdrawn' AS withdrawn,
  CASE WHEN k.id IS NULL THEN r.state = 'issued' WHEN v.state = 'signed' THEN TRUE ELSE k.state = 'open' END AS "roundOpen",
  coalesce(c.identified_at > v.drafted_at, FALSE) AS "identifiedSince", k.kind AS "recheckKind",
  ARRAY(SELECT account_id::text FROM recusal x WHERE x.review_id = v.id) AS recused,
  ${keptAway} AS near,
  (SELECT b.words FROM send_back b WHERE b.review_id = v.id AND b.version = v.version) AS "sentBack",
  ${earlierHands(Prisma.sql`e.drafted_by_id`)} AS "earlierDrafters",
  ${earlierHands(Prisma.sql`e.signed_by_id`)} AS "earlierSigners"`

export const recheckJoin = Prisma.sql`LEFT JOIN recheck k ON k.id = v.recheck_id`

function earlierHands(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CASE WHEN k.id IS NULL THEN '{}'::text[] ELSE ARRAY(
    SELECT DISTINCT ${column}::text FROM review e
    WHERE e.candidate_id = v.candidate_id AND e.department_id = v.department_id AND e.id <> v.id
      AND e.state = 'signed' AND ${column} IS NOT NULL) END`
}
