import type { Tx } from '../../db/client'
import { dayFromDate, type Day } from '../../lib/day'
import { groupBy } from '../../lib/group'
import type { FullSnapshot, Signature } from '../snapshot'

/** What a snapshot calls a candidate, with the ID number still sealed. */
export type CandidateNamed = {
  id: string
  name: string
  township: string
  team: string
  post: string
  idCipher: Uint8Array
}

export async function candidatesNamed(tx: Tx, candidateIds: string[]): Promise<Map<string, CandidateNamed>> {
  const rows = await tx.$queryRaw<CandidateNamed[]>`
    SELECT c.id, c.name, t.name AS township, m.name AS team, c.position AS post, c.id_cipher AS "idCipher"
    FROM candidate c
    JOIN township t ON t.id = c.township_id
    JOIN team m ON m.id = c.team_id
    WHERE c.id = ANY(${candidateIds}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Per candidate, who drafted and signed each department's latest signed review (by round, then by pass), as
 * `latestReviews` of the standings counts them: nothing that was signed before the identity was corrected.
 * `until` leaves out what was signed after that instant.
 */
export async function signaturesUntil(tx: Tx, candidateIds: string[], until: Date): Promise<Map<string, Signature[]>> {
  const rows = await tx.$queryRaw<SignatureRow[]>`
    SELECT DISTINCT ON (v.candidate_id, d.key)
           v.candidate_id AS "candidateId", d.key AS department, v.id AS "reviewId", r.number AS round,
           v.drafted_by_id AS "drafterId", a.name AS drafter, v.signed_by_id AS "signerId", s.name AS signer,
           v.signed_for_id AS "signedForId", f.name AS "signedFor", v.signed_at AS "signedAt"
    FROM review v
    JOIN department d ON d.id = v.department_id
    JOIN round r ON r.id = v.round_id
    JOIN candidate c ON c.id = v.candidate_id
    JOIN account s ON s.id = v.signed_by_id
    LEFT JOIN account f ON f.id = v.signed_for_id
    LEFT JOIN account a ON a.id = v.drafted_by_id
    WHERE v.candidate_id = ANY(${candidateIds}::uuid[]) AND v.state = 'signed' AND v.signed_at <= ${until}
      AND (c.identified_at IS NULL OR v.signed_at > c.identified_at)
    ORDER BY v.candidate_id, d.key, r.number DESC, v.pass DESC`
  const signatures = rows.map(({ signedForId, signedFor, ...row }) => ({
    ...row,
    ...(signedForId && signedFor && { signedForId, signedFor }),
    signedAt: row.signedAt.toISOString(),
  }))
  return new Map([...groupBy(signatures, (row) => row.candidateId)].map(([id, own]) => [id, own.map(withoutCandidate)]))
}

type RoundNamed = { number: number; departments: FullSnapshot['departments'] }

/** Each round's number and the departments that take part, in order. */
export async function roundsNamed(tx: Tx, roundIds: string[]): Promise<Map<string, RoundNamed>> {
  const rows = await tx.round.findMany({
    where: { id: { in: roundIds } },
    select: {
      id: true,
      number: true,
      departments: {
        orderBy: { position: 'asc' },
        select: { department: { select: { key: true, name: true, nameEn: true } } },
      },
    },
  })
  const named = ({ number, departments }: (typeof rows)[number]) => ({
    number,
    departments: departments.map(({ department }) => department),
  })
  return new Map(rows.map((row) => [row.id, named(row)]))
}

export async function meetingNamed(
  tx: Tx,
  deliberationId: string | null,
): Promise<{ metOn: Day; documentNumber: string } | null> {
  if (!deliberationId) return null
  const row = await tx.deliberation.findUnique({ where: { id: deliberationId } })
  return row && { metOn: dayFromDate(row.metOn), documentNumber: row.documentNumber }
}

type SignatureRow = Omit<Signature, 'signedAt' | 'signedForId' | 'signedFor'> & {
  candidateId: string
  signedAt: Date
  signedForId: string | null
  signedFor: string | null
}

function withoutCandidate({ candidateId: _, ...signature }: Signature & { candidateId: string }): Signature {
  return signature
}
