import type { Tx } from '../../db/client'

/**
 * Voting members at a meeting who are near to this candidate: the same ID number or a declared relative's, a declared
 * relative's name, or the candidate's own village (src/candidates/nearness.ts has the words).
 */
export async function nearNames(db: Tx, deliberationId: string, candidateId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT n.name
    FROM attendance n
    JOIN candidate c ON c.id = ${candidateId}::uuid
    LEFT JOIN account a ON a.id = n.account_id
    WHERE n.deliberation_id = ${deliberationId}::uuid AND n.votes
      AND (a.id_digest = c.id_digest OR a.team_id = c.team_id
           OR EXISTS (SELECT FROM relative r WHERE r.candidate_id = c.id
                      AND (r.name = n.name OR r.id_digest = a.id_digest)))
    ORDER BY n.name`
  return rows.map(({ name }) => name)
}
