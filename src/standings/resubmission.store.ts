import type { Tx } from '../db/client'

/**
 * Notes that the file was handed in again and opens its returned reviews in rounds that are still open; gives how many.
 * Who returned it, when and with which words stays in the row; the answers drafted before stay too.
 */
export async function reopenReturned(tx: Tx, candidateId: string, now: Date): Promise<number> {
  await tx.$executeRaw`
    UPDATE candidate SET resubmitted_at = ${now}, updated_at = ${now}, version = version + 1
    WHERE id = ${candidateId}::uuid`
  return tx.$executeRaw`
    UPDATE review v SET state = 'unsigned', return_reason = NULL, version = v.version + 1
    FROM round r
    WHERE r.id = v.round_id AND r.state = 'issued' AND v.candidate_id = ${candidateId}::uuid AND v.state = 'returned'`
}
