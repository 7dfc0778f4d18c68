import { isKeptAway } from '../candidates/structure/nearness.store'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'

/**
 * 分工 goes along: a person's reviews of a new round are given to who had the person last in the same department, and of
 * a person whom nobody had, to who has the township; as long as the account is there and need not keep away. What is
 * left is everybody's.
 */
export async function followHolders(tx: Tx, roundId: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    WITH last AS MATERIALIZED (${lastHolders(roundId)}), home AS (${townshipHolders})
    INSERT INTO assignment (review_id, account_id, by_id, at)
    SELECT v.id, a.id, coalesce(last.by_id, home.by_id), ${at}
    FROM review v
    JOIN candidate c ON c.id = v.candidate_id
    LEFT JOIN last ON last.candidate_id = v.candidate_id AND last.department_id = v.department_id
    LEFT JOIN home ON home.township_id = c.township_id AND home.department_id = v.department_id
    JOIN account a ON a.id = coalesce(last.account_id, home.account_id) AND a.state = 'active'
      AND a.department_id = v.department_id
    WHERE v.round_id = ${roundId}::uuid AND NOT ${isKeptAway} AND NOT EXISTS (
      SELECT FROM recusal x JOIN review w ON w.id = x.review_id
      WHERE x.account_id = a.id AND w.candidate_id = v.candidate_id)`
}

/** Of everybody in the cycle. */
function lastHolders(roundId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (w.candidate_id, w.department_id)
      w.candidate_id, w.department_id, c.township_id, g.account_id, g.by_id
    FROM assignment g JOIN review w ON w.id = g.review_id JOIN candidate c ON c.id = w.candidate_id
    WHERE c.cycle_id = (SELECT r.cycle_id FROM round r WHERE r.id = ${roundId}::uuid)
    ORDER BY w.candidate_id, w.department_id, w.id DESC`
}

/** Who has more than half of those that a department has given out of a township: some may be with who need not keep away. */
const townshipHolders = Prisma.sql`
  SELECT department_id, township_id, account_id, by_id FROM (
    SELECT department_id, township_id, account_id, (array_agg(by_id))[1] AS by_id, count(*) AS held,
      sum(count(*)) OVER (PARTITION BY department_id, township_id) AS given
    FROM last GROUP BY department_id, township_id, account_id) shares
  WHERE 2 * held > given`
