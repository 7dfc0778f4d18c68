import type { Actor } from '../../accounts/actor'
import { openId, type IdKeys } from '../../candidates/id-seal'
import type { Tx } from '../../db/client'
import { maskIdNumber } from '../../lib/id-number'
import { ruleVersion, standingOf } from '../../standings/standing'
import type { standingInputs } from '../../standings/standings.actions'
import type { Proposal } from '../outcome'
import type { FullSnapshot, Person, Signature } from '../snapshot'
import { candidatesNamed, meetingNamed, roundsNamed, signaturesUntil, type CandidateNamed } from './snapshots.store'

type Given = Awaited<ReturnType<typeof standingInputs>>[number]

/**
 * What a proposal for these candidates rests on, one snapshot each in the order given: list, answers, names and all.
 * Call it inside the act that proposes, after `lockCandidates`.
 */
export async function takeSnapshots(
  tx: Tx,
  keys: IdKeys,
  inputs: Given[],
  proposalOf: (candidateId: string) => Proposal,
  by: Pick<Actor, 'accountId' | 'name'>,
  now: Date,
): Promise<FullSnapshot[]> {
  const ids = inputs.map(({ candidate }) => candidate.candidateId)
  const people = await candidatesNamed(tx, ids)
  const rounds = await roundsNamed(tx, [...new Set(inputs.map(({ candidate }) => candidate.roundId))])
  const signatures = await signaturesUntil(tx, ids, now)
  const meeting = await meetingNamed(tx, ids[0] ? proposalOf(ids[0]).deliberationId : null)
  return inputs.map(({ candidate: { candidateId, roundId }, input: { criteria, ...input }, criteriaDigest }) => ({
    format: 2,
    ruleVersion,
    candidateId,
    roundId,
    criteria: { ...criteria, digest: criteriaDigest },
    candidate: personOf(people.get(candidateId)!, keys),
    round: rounds.get(roundId)!.number,
    departments: rounds.get(roundId)!.departments,
    signatures: countedSignatures(input, signatures.get(candidateId) ?? []),
    meeting,
    input,
    standing: standingOf({ ...input, criteria }),
    proposal: proposalOf(candidateId),
    proposedBy: by.accountId,
    proposer: by.name,
    proposedAt: now.toISOString(),
    approvedBy: null,
    approver: null,
    approvedAt: null,
  }))
}

/** The candidate with the ID number masked: an outcome is read by more people than a file. */
export function personOf({ id, idCipher, name, township, team, post }: CandidateNamed, keys: IdKeys): Person {
  return { name, township, team, post, maskedId: maskIdNumber(openId(keys, idCipher, id)) }
}

/** Only of reviews whose answers the rule was given: one that was returned since has its earlier signature no more. */
export function countedSignatures({ reviews }: Pick<Given['input'], 'reviews'>, known: Signature[]): Signature[] {
  const signed = reviews.filter((review) => review.state === 'signed').map((review) => review.department)
  return known.filter(({ department }) => signed.includes(department))
}
