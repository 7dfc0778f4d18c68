import type { Tx } from '../db/client'

/** An account as it is at this moment. */
export type Present = { state: string; role: string; townshipId: string | null; departmentId: string | null }

/** The account by id, which nobody may disable or move until the transaction ends; null when there is none. */
export async function holdDoer(tx: Tx, accountId: string): Promise<Present | null> {
  const rows = await tx.$queryRaw<Present[]>`
    SELECT state, role, township_id AS "townshipId", department_id AS "departmentId"
    FROM account WHERE id = ${accountId}::uuid FOR SHARE`
  return rows[0] ?? null
}
