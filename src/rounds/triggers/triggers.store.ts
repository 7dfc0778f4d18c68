import type { Tx } from '../../db/client'
import { newId } from '../../lib/ids'
import { lockCandidates } from '../../standings/standings.store'
import type { NewTrigger } from './trigger'

/**
 * Raises triggers in one statement and gives how many are new. One that is open with the same person, department, kind,
 * words and source is not doubled, whatever its day: a ledger that is read again raises nothing. Locks the candidates,
 * so that two of the same at once find each other. `by.accountId` is null when the program raises them.
 */
export async function raiseTriggers(
  tx: Tx,
  triggers: readonly NewTrigger[],
  by: { accountId: string | null; at: Date },
): Promise<number> {
  if (triggers.length === 0) return 0
  await lockCandidates(tx, [...new Set(triggers.map(({ candidateId }) => candidateId))])
  const rows = triggers.map((trigger, place) => ({ ...trigger, id: newId(by.at.getTime()), place }))
  return tx.$executeRaw`
    INSERT INTO trigger (id, candidate_id, department_id, kind, words, source, reported_on, recorded_by_id, recorded_at)
    SELECT DISTINCT ON (n."candidateId", n."departmentId", n.kind, n.words, n.source)
           n.id, n."candidateId", n."departmentId", n.kind, n.words, n.source, n."reportedOn",
           ${by.accountId}::uuid, ${by.at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (
      id uuid, place int, "candidateId" uuid, "departmentId" uuid, kind text, words text, source text, "reportedOn" date)
    WHERE NOT EXISTS (
      SELECT FROM trigger o
      WHERE o.candidate_id = n."candidateId" AND o.department_id IS NOT DISTINCT FROM n."departmentId"
        AND o.kind = n.kind AND o.words = n.words AND o.source = n.source
        AND o.round_id IS NULL AND o.set_aside_at IS NULL)
    ORDER BY n."candidateId", n."departmentId", n.kind, n.words, n.source, n.place`
}
