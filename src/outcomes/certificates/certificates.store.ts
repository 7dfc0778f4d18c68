import type { CriteriaSet } from '../../criteria/criteria'
import type { Tx } from '../../db/client'
import type { OutcomeState } from '../transitions'
import type { Snapshot } from '../snapshot'

/** An outcome that was approved, with all that a snapshot of the first release leaves to be looked up. */
export type CertifiedOutcome = {
  id: string
  candidateId: string
  state: OutcomeState
  staleStanding: string | null
  digest: string
  snapshot: Snapshot
  deliberationId: string | null
  proposer: string
  approver: string
  criteria: CriteriaSet
}

/** Null when there is none, or when it was never approved: such an outcome has no certificate. */
export async function findCertified(db: Tx, id: string): Promise<CertifiedOutcome | null> {
  const rows = await db.$queryRaw<(Omit<CertifiedOutcome, 'criteria'> & CriteriaSet)[]>`
    SELECT o.id, o.candidate_id AS "candidateId", o.state, o.stale_standing AS "staleStanding", o.digest, o.snapshot,
           o.deliberation_id AS "deliberationId", p.name AS proposer, d.name AS approver,
           l.key, l.version, l.name, l.items, l.sanctions
    FROM outcome o
    JOIN account p ON p.id = o.proposed_by_id
    JOIN account d ON d.id = o.decided_by_id
    JOIN round r ON r.id = o.round_id
    JOIN criteria_set l ON l.id = r.criteria_set_id
    WHERE o.id = ${id}::uuid AND o.state IN ('approved', 'superseded')`
  return (
    rows.map(({ key, version, name, items, sanctions, ...outcome }) => ({
      ...outcome,
      criteria: { key, version, name, items, sanctions },
    }))[0] ?? null
  )
}
