import type { Tx } from '../../db/client'

/** Whether a department was asked about this candidate, and this account of it does not keep away from them. */
export async function isReviewing(
  db: Tx,
  { departmentId, accountId }: { departmentId: string | null; accountId: string },
  candidateId: string,
): Promise<boolean> {
  const rows = await db.$queryRaw<{ reviewing: boolean }[]>`
    SELECT count(*) > 0 AND count(r.account_id) = 0 AS reviewing
    FROM review v LEFT JOIN recusal r ON r.review_id = v.id AND r.account_id = ${accountId}::uuid
    WHERE v.candidate_id = ${candidateId}::uuid AND v.department_id = ${departmentId}::uuid`
  return rows[0]?.reviewing ?? false
}
