import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import type { IdKeys } from '../../candidates/id-seal'
import type { Tx } from '../../db/client'
import type { FirstSnapshot, FullSnapshot } from '../snapshot'
import { certificateOf, type Certificate } from './certificate'
import { findCertified, type CertifiedOutcome } from './certificates.store'
import { countedSignatures, personOf } from './snapshots.actions'
import { candidatesNamed, meetingNamed, roundsNamed, signaturesUntil } from './snapshots.store'

/** The certificate of an approved outcome; null when there is none. The same outcome always gives the same one. */
export async function findCertificate(
  db: Tx,
  keys: IdKeys,
  id: string,
): Promise<{ certificate: Certificate; outcome: CertifiedOutcome } | null> {
  const outcome = await findCertified(db, id)
  if (!outcome) return null
  const { snapshot, digest } = outcome
  const full = snapshot.format === 2 ? snapshot : await completed(db, keys, outcome, snapshot)
  return { certificate: certificateOf(id, full, digest), outcome }
}

/** Records that a certificate left the screen, with its digest, by which a copy can be compared years later. */
export async function exportedCertificate(deps: Acting, actor: Actor, certificate: Certificate): Promise<void> {
  const { outcomeId: id, digest } = certificate
  const record = { type: 'outcome', id, details: { digest } }
  await recorded(deps, actor, 'certificate.exported', async () => ({ result: undefined, record }))
}

/** A snapshot of the first release with what it leaves out: names as they are now, signatures as of the proposal. */
async function completed(
  db: Tx,
  keys: IdKeys,
  { candidateId, deliberationId, proposer, approver, criteria }: CertifiedOutcome,
  snapshot: FirstSnapshot,
): Promise<FullSnapshot> {
  const people = await candidatesNamed(db, [candidateId])
  const rounds = await roundsNamed(db, [snapshot.roundId])
  const signatures = await signaturesUntil(db, [candidateId], new Date(snapshot.proposedAt))
  const { number: round, departments } = rounds.get(snapshot.roundId)!
  return {
    ...snapshot,
    format: 2,
    criteria: { ...criteria, digest: snapshot.criteria.digest },
    candidate: personOf(people.get(candidateId)!, keys),
    round,
    departments,
    signatures: countedSignatures(snapshot.input, signatures.get(candidateId) ?? []),
    meeting: await meetingNamed(db, deliberationId),
    proposer,
    approver,
  }
}
