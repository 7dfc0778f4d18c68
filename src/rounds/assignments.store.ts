import { isKeptAway } from '../candidates/structure/nearness.store'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'

/**
 * 分工 goes along: a person's reviews of a new round are given to who had the person last in the same department, as long
 * as the account is there and need not keep away. What nobody had is everybody's.
 */
export async function followHolders(tx: Tx, roundId: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO assignment (review_id, account_id, by_id, at)
    SELECT v.id, a.id, last.by_id, ${at}
    FROM review v
    JOIN candidate c ON c.id = v.candidate_id
    JOIN (${lastHolders(roundId)}) last ON last.candidate_id = v.candidate_id AND last.department_id = v.department_id
    JOIN account a ON a.id = last.account_id AND a.state = 'active' AND a.department_id = v.department_id
    WHERE v.round_id = ${roundId}::uuid AND NOT ${isKeptAway} AND NOT EXISTS (
      SELECT FROM recusal x JOIN review w ON w.id = x.review_id
      WHERE x.account_id = a.id AND w.candidate_id = v.candidate_id)`
}

function lastHolders(roundId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (w.candidate_id, w.department_id) w.candidate_id, w.department_id, g.account_id, g.by_id
    FROM assignment g JOIN review w ON w.id = g.review_id
    WHERE w.candidate_id IN (SELECT rc.candidate_id FROM round_candidate rc WHERE rc.round_id = ${roundId}::uuid)
    ORDER BY w.candidate_id, w.department_id, w.id DESC`
}
