import { nearBetween } from '../../candidates/structure/nearness.store'
import { type Nearness, nearnessOf, type NearWay } from '../../candidates/structure/nearness'
import type { Tx } from '../../db/client'
import { groupBy } from '../../lib/group'
import type { Attendance } from './meeting'

/**
 * Who of these people is near to the candidate, and how, by the name in the minutes. Members are known by their accounts;
 * of who has none there is only the name, beside those of the declared relatives.
 */
export async function nearPresent(
  db: Tx,
  present: readonly Pick<Attendance, 'accountId' | 'name'>[],
  candidateId: string,
): Promise<Map<string, Nearness[]>> {
  const accountIds = present.flatMap(({ accountId }) => accountId ?? [])
  const strangers = present.flatMap(({ accountId, name }) => (accountId ? [] : [name]))
  const pairs = await nearBetween(db, accountIds, [candidateId])
  const byAccount = groupBy(pairs, (pair) => pair.accountId)
  const byName = groupBy(await namesakes(db, strangers, candidateId), (pair) => pair.name)
  const ways = (one: (typeof present)[number]) =>
    (one.accountId ? byAccount.get(one.accountId) : byName.get(one.name)) ?? []
  const near = present.map((one) => [one.name, ways(one).map(nearnessOf)] as const)
  return new Map(near.filter(([, found]) => found.length))
}

async function namesakes(db: Tx, names: string[], candidateId: string): Promise<(NearWay & { name: string })[]> {
  return db.$queryRaw`
    SELECT r.name, 'relative' AS kind, r.kinship, FALSE AS "byNumber"
    FROM relative r WHERE r.candidate_id = ${candidateId}::uuid AND r.name = ANY(${names})`
}
