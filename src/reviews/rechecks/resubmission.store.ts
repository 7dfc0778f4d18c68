import type { Tx } from '../../db/client'

/**
 * Notes that the file was handed in again and opens its returned reviews, of rounds that are out and of rechecks that are
 * open; gives how many. Who returned it, when and with which words stays in the row; the answers drafted before stay too.
 */
export async function reopenReturned(tx: Tx, candidateId: string, now: Date): Promise<number> {
  await tx.$executeRaw`
    UPDATE candidate SET resubmitted_at = ${now}, updated_at = ${now}, version = version + 1
    WHERE id = ${candidateId}::uuid`
  return tx.$executeRaw`
    UPDATE review v SET state = 'unsigned', return_reason = NULL, version = v.version + 1
    FROM round r
    WHERE r.id = v.round_id AND v.candidate_id = ${candidateId}::uuid AND v.state = 'returned'
      AND CASE WHEN v.recheck_id IS NULL THEN r.state = 'issued'
               ELSE EXISTS (SELECT FROM recheck k WHERE k.id = v.recheck_id AND k.state = 'open') END`
}

/** From here on, what was signed before is about somebody else (latestReviews leaves it out). */
export async function markIdentified(tx: Tx, candidateId: string, now: Date): Promise<void> {
  await tx.$executeRaw`UPDATE candidate SET identified_at = ${now} WHERE id = ${candidateId}::uuid`
}

/** The latest round's departments that have signed and are not asked by the round itself at present. */
export async function departmentsToAskAnew(tx: Tx, candidateId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT rd.department_id AS id FROM round_department rd
    JOIN round r ON r.id = rd.round_id
    WHERE rd.round_id = (SELECT rc.round_id FROM round_candidate rc JOIN round n ON n.id = rc.round_id
                         WHERE rc.candidate_id = ${candidateId}::uuid ORDER BY n.number DESC LIMIT 1)
      AND EXISTS (SELECT FROM review v WHERE v.candidate_id = ${candidateId}::uuid
                    AND v.department_id = rd.department_id AND v.state = 'signed')
      AND NOT EXISTS (SELECT FROM review v WHERE v.candidate_id = ${candidateId}::uuid
                        AND v.department_id = rd.department_id AND v.round_id = rd.round_id AND v.pass = 0
                        AND v.state = 'unsigned' AND r.state = 'issued')
    ORDER BY rd.position`
  return rows.map((row) => row.id)
}
