import { isKeptAway } from '../../candidates/structure/nearness.store'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { Left } from './recusal'

/** The accounts of the department that must keep away from `review v` of `candidate c`, whether they said so or not. */
export const keptAway = Prisma.sql`
  ARRAY(SELECT a.id::text FROM account a WHERE a.department_id = v.department_id AND ${isKeptAway})`

/** Who keeps away from `review v`, by name. */
export const recusedNames = Prisma.sql`
  ARRAY(SELECT a.name FROM recusal x JOIN account a ON a.id = x.account_id WHERE x.review_id = v.id ORDER BY a.name)`

export type NewRecusal = { reviewId: string; accountId: string; at: Date; words: string }

/** Keeping away twice is once. */
export async function insertRecusals(tx: Tx, recusals: NewRecusal[]): Promise<void> {
  await tx.recusal.createMany({ data: recusals, skipDuplicates: true })
}

/**
 * Takes away what this account has drafted in these reviews, so that nobody signs it; what a recheck took along from an
 * earlier signature stays. Gives how many answers went, by review; those drafted by others are left alone.
 */
export async function dropDrafts(tx: Tx, accountId: string, reviewIds: string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ id: string; answers: number }[]>`
    WITH own AS (
      SELECT v.id, v.answers, ${takenAlong} AS kept FROM review v
      WHERE v.id = ANY(${reviewIds}::uuid[]) AND v.drafted_by_id = ${accountId}::uuid
        AND v.state IN ('unsigned', 'returned')
    )
    UPDATE review v
    SET answers = own.kept, complete = FALSE, drafted_by_id = NULL, drafted_at = NULL, version = v.version + 1,
        flagged = EXISTS (SELECT FROM jsonb_each(own.kept) k WHERE k.value ->> 'answer' IN ('found', 'pending'))
    FROM own WHERE v.id = own.id
    RETURNING v.id, (SELECT count(*)::int FROM jsonb_object_keys(own.answers) g WHERE NOT own.kept ? g) AS answers`
  return new Map(rows.map(({ id, answers }) => [id, answers]))
}

/** Who of the department is left for a review. */
export async function leftFor(tx: Tx, reviewId: string): Promise<Left> {
  const rows = await tx.$queryRaw<Left[]>`
    SELECT l.* FROM review v JOIN candidate c ON c.id = v.candidate_id CROSS JOIN LATERAL (${peopleLeft}) l
    WHERE v.id = ${reviewId}::uuid`
  return rows[0]!
}

/** A dispute and a re-review are for others than who drafted before: `isEarlierHand` of src/reviews/review.policy.ts. */
export const draftedBefore = Prisma.sql`
  EXISTS (SELECT FROM recheck k JOIN review e ON e.candidate_id = v.candidate_id AND e.department_id = v.department_id
          WHERE k.id = v.recheck_id AND k.kind IN ('dispute', 'rereview') AND e.id <> v.id AND e.state = 'signed'
            AND e.drafted_by_id = a.id)`

/** One row, Left, for `review v` of `candidate c`: who is active, has not kept away, need not, and may look again. */
export const peopleLeft = Prisma.sql`
  SELECT (count(*) FILTER (WHERE a.role = 'reviewer'))::int AS reviewers,
         (count(*) FILTER (WHERE a.role = 'signatory'))::int AS signatories,
         v.complete AND bool_or(a.role = 'signatory' AND a.id IS DISTINCT FROM v.drafted_by_id) IS TRUE AS ready
  FROM account a
  WHERE a.department_id = v.department_id AND a.state = 'active' AND NOT ${isKeptAway}
    AND NOT EXISTS (SELECT FROM recusal x WHERE x.review_id = v.id AND x.account_id = a.id)
    AND NOT ${draftedBefore}`

/** `stuckFor` of a row l of `peopleLeft`, as a condition. */
export const isStuck = Prisma.sql`(l.signatories = 0 OR NOT (l.ready OR l.reviewers + l.signatories > 1))`

const takenAlong = Prisma.sql`
  coalesce((SELECT jsonb_object_agg(g.key, g.value)
            FROM recheck k JOIN review o ON o.id = v.origin_id CROSS JOIN jsonb_each(o.answers) g
            WHERE k.id = v.recheck_id AND k.kind <> 'identity' AND NOT g.key = ANY(k.items)), '{}'::jsonb)`
