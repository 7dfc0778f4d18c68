import { isKeptAway } from '../candidates/structure/nearness.store'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'

/**
 * 分工 goes along: a person's reviews of a new round are given to who had the person last in the same department. Somebody
 * whom nobody had goes the way that the department split its queue: to whose the township is, or in turn to those among
 * whom it was split evenly; where no split says so, to who has the township. All as long as the account is there and need
 * not keep away. What is left is everybody's.
 */
export async function followHolders(tx: Tx, roundId: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    WITH last AS MATERIALIZED (${lastHolders(roundId)}), home AS (${townshipHolders}), split_part AS (${newestShares(roundId)})
    INSERT INTO assignment (review_id, account_id, by_id, at)
    SELECT v.id, a.id, coalesce(v.by_id, town.by_id, even.by_id, home.by_id), ${at}
    FROM (${comingReviews(roundId)}) v
    JOIN candidate c ON c.id = v.candidate_id
    LEFT JOIN split_part town ON town.department_id = v.department_id AND town.township_id = c.township_id
    LEFT JOIN split_part even ON even.department_id = v.department_id AND even.way = 'evenly'
      AND even.place = v.turn % even.places
    LEFT JOIN home ON home.township_id = c.township_id AND home.department_id = v.department_id
    JOIN account a ON a.id = coalesce(v.account_id, town.account_id, even.account_id, home.account_id)
      AND a.state = 'active' AND a.department_id = v.department_id
    WHERE NOT ${isKeptAway} AND NOT EXISTS (
      SELECT FROM recusal x JOIN review w ON w.id = x.review_id
      WHERE x.account_id = a.id AND w.candidate_id = v.candidate_id)`
}

/** The parts of each department's newest split in the cycle; those among whom it is even are counted as they are there now. */
function newestShares(roundId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT s.department_id, s.way, s.by_id, p.account_id, p.township_id,
      row_number() OVER (PARTITION BY s.id ORDER BY p.place) - 1 AS place, count(*) OVER (PARTITION BY s.id) AS places
    FROM (SELECT DISTINCT ON (n.department_id) n.* FROM split n
          WHERE n.cycle_id = (SELECT r.cycle_id FROM round r WHERE r.id = ${roundId}::uuid)
          ORDER BY n.department_id, n.at DESC, n.id DESC) s
    JOIN split_share p ON p.split_id = s.id
    JOIN account a ON a.id = p.account_id AND a.state = 'active' AND a.department_id = s.department_id`
}

/**
 * The reviews of the round with who had the person last; newcomers of a department in turn, counting on from those who were
 * given out before. In one pass: of reviews that are just written no statistics speak, and a join would read them row by row.
 */
function comingReviews(roundId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT r.id, r.candidate_id, r.department_id, last.account_id, last.by_id,
      row_number() OVER (PARTITION BY r.department_id, last.account_id IS NULL ORDER BY r.id) - 1
        + coalesce(given.count, 0) AS turn
    FROM review r
    LEFT JOIN last ON last.candidate_id = r.candidate_id AND last.department_id = r.department_id
    LEFT JOIN (SELECT department_id, count(*) FROM last GROUP BY department_id) given ON given.department_id = r.department_id
    WHERE r.round_id = ${roundId}::uuid`
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

/**
 * Who has more than half of those that a department has given out of a township: some may be with who need not keep away.
 * A guess, for splits from before their way was kept, and for a township that a split knew nobody of.
 */
const townshipHolders = Prisma.sql`
  SELECT department_id, township_id, account_id, by_id FROM (
    SELECT department_id, township_id, account_id, (array_agg(by_id))[1] AS by_id, count(*) AS held,
      sum(count(*)) OVER (PARTITION BY department_id, township_id) AS given
    FROM last GROUP BY department_id, township_id, account_id) shares
  WHERE 2 * held > given`
