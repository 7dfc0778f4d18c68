import type { Tx } from '../db/client'

/** A step of the case beside the file's own events. `unit` is a department, for the county's eyes only. */
export type Milestone = {
  kind: 'issued' | 'signed' | 'approved'
  at: Date
  round: number | null
  unit: string | null
  unitEn: string | null
  person: string | null
  outcome: string | null
}

/** Rounds that the candidate went out in, opinions signed, outcomes approved; newest first. */
export async function milestonesOf(db: Tx, candidateId: string): Promise<Milestone[]> {
  return db.$queryRaw<Milestone[]>`
    SELECT 'issued' AS kind, r.issued_at AS at, r.number AS round, NULL AS unit, NULL AS "unitEn", a.name AS person, NULL AS outcome
    FROM round_candidate rc JOIN round r ON r.id = rc.round_id JOIN account a ON a.id = r.issued_by_id
    WHERE rc.candidate_id = ${candidateId}::uuid
    UNION ALL
    SELECT 'signed', v.signed_at, r.number, d.name, d.name_en, a.name, NULL
    FROM review v JOIN round r ON r.id = v.round_id JOIN department d ON d.id = v.department_id
    JOIN account a ON a.id = v.signed_by_id
    WHERE v.candidate_id = ${candidateId}::uuid AND v.state = 'signed'
    UNION ALL
    SELECT 'approved', o.decided_at, NULL, NULL, NULL, a.name, o.outcome
    FROM outcome o JOIN account a ON a.id = o.decided_by_id
    WHERE o.candidate_id = ${candidateId}::uuid AND o.state IN ('approved', 'superseded')
    ORDER BY at DESC LIMIT 200`
}
