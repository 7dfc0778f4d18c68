import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { groupBy } from '../../lib/group'
import { nearnessOf, type Nearness, type NearWay } from './nearness'

/** One row of `nearPairs`. */
export type NearPair = { accountId: string; candidateId: string } & NearWay

/** To whom of these candidates the person behind the account is near, and how; who is not near is not in the map. */
export async function nearTo(db: Tx, accountId: string, candidateIds: string[]): Promise<Map<string, Nearness[]>> {
  const pairs = await nearBetween(db, [accountId], candidateIds)
  return new Map([...groupBy(pairs, (pair) => pair.candidateId)].map(([id, own]) => [id, own.map(nearnessOf)]))
}

/** The same of many accounts and many candidates, one row for each way of being near. */
export async function nearBetween(db: Tx, accountIds: string[], candidateIds: string[]): Promise<NearPair[]> {
  const among = Prisma.sql`a.id = ANY(${accountIds}::uuid[]) AND c.id = ANY(${candidateIds}::uuid[])`
  return db.$queryRaw<NearPair[]>`${nearPairs(among)}`
}

/** Every NearPair of `account a` and `candidate c` that the condition takes. Each way is a statement, for its index. */
export function nearPairs(condition: Prisma.Sql): Prisma.Sql {
  const pair = Prisma.sql`SELECT a.id AS "accountId", c.id AS "candidateId"`
  const relatives = Prisma.sql`JOIN candidate c ON c.id = r.candidate_id WHERE ${condition}`
  return Prisma.sql`
    ${pair}, 'self' AS kind, NULL AS kinship, TRUE AS "byNumber"
    FROM account a JOIN candidate c ON c.id_digest = a.id_digest WHERE ${condition}
    UNION ALL
    ${pair}, 'relative', r.kinship, TRUE FROM account a JOIN relative r ON r.id_digest = a.id_digest ${relatives}
    UNION ALL
    ${pair}, 'relative', r.kinship, FALSE
    FROM account a JOIN relative r ON r.name = a.name AND (r.id_digest IS NULL OR a.id_digest IS NULL) ${relatives}
    UNION ALL
    ${pair}, 'team', NULL, FALSE FROM account a JOIN candidate c ON c.team_id = a.team_id WHERE ${condition}`
}

/** Whether `account a` is, by ID number, the `candidate c` or a declared relative: `mustKeepAway` as a condition. */
export const isKeptAway = Prisma.sql`(a.id_digest IS NOT NULL AND (a.id_digest = c.id_digest
  OR EXISTS (SELECT FROM relative r WHERE r.candidate_id = c.id AND r.id_digest = a.id_digest)))`
