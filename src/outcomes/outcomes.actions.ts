import type { Actor } from '../accounts/actor'
import { recorded, type Acting } from '../audit/recorded'
import { nearTo } from '../candidates/structure/nearness.store'
import type { Tx } from '../db/client'
import { Invalid, NotFound, Refused } from '../lib/errors'
import { message } from '../lib/message'
import { standingOf } from '../standings/standing'
import { standingInputs } from '../standings/standings.actions'
import { lockCandidates } from '../standings/standings.store'
import { groundChoices } from './outcome'
import { endSuperseded } from './notices/answers.actions'
import { mayDecide, mayTakeBack, type OutcomeMeta, type Verdict } from './outcome.policy'
import { approveOutcomes, endProposals, lockOutcomes, supersedeApproved, type LiveOutcome } from './outcomes.store'
import { approvedSnapshot, snapshotDigest, type Snapshot } from './snapshot'

const batchSeconds = 60

/** Approves proposals of which nothing has changed since; earlier outcomes of the same candidates are superseded. */
export async function approveProposals(deps: Acting, actor: Actor, outcomeIds: string[]): Promise<void> {
  await recorded(deps, actor, 'outcome.approved', (tx) => approve(tx, deps, actor, outcomeIds), batchSeconds)
}

/** Sends proposals back to the office, with words. */
export async function refuseProposals(deps: Acting, actor: Actor, outcomeIds: string[], words: string): Promise<void> {
  if (!words) throw new Invalid({ words: message('outcomes:problems.wordsMissing') })
  await recorded(deps, actor, 'outcome.refused', (tx) =>
    end(tx, deps, actor, outcomeIds, 'refused', words, (outcome) => mayDecide(actor, outcome, 'refuse')),
  )
}

/** The office takes back what is not yet approved; the trail stays. */
export async function takeBackProposals(
  deps: Acting,
  actor: Actor,
  outcomeIds: string[],
  words: string,
): Promise<void> {
  await recorded(deps, actor, 'outcome.taken_back', (tx) =>
    end(tx, deps, actor, outcomeIds, 'taken_back', words, (outcome) => mayTakeBack(actor, outcome)),
  )
}

async function approve(tx: Tx, { clock }: Acting, actor: Actor, outcomeIds: string[]) {
  const outcomes = await lockedInOrder(tx, outcomeIds)
  for (const outcome of await withNearness(tx, actor, outcomes)) insist(mayDecide(actor, outcome, 'approve'), outcome)
  await insistUnchanged(tx, outcomes)
  const now = clock.now()
  const approvals = outcomes.map(({ id, snapshot }) => {
    const complete = approvedSnapshot(snapshot, actor, now)
    return { id, snapshot: complete, digest: snapshotDigest(complete) }
  })
  const candidateIds = outcomes.map((outcome) => outcome.candidateId)
  await supersedeApproved(tx, candidateIds)
  await endSuperseded(tx, candidateIds, actor, now, clock.today())
  await approveOutcomes(tx, approvals, actor.accountId, now)
  return { result: undefined, records: approvals.map(({ id, snapshot, digest }) => trail(id, snapshot, digest)) }
}

async function end(
  tx: Tx,
  { clock }: Acting,
  actor: Actor,
  outcomeIds: string[],
  state: 'refused' | 'taken_back',
  words: string,
  may: (outcome: OutcomeMeta & { near: boolean }) => Verdict,
) {
  const outcomes = await lockedInOrder(tx, outcomeIds)
  for (const outcome of await withNearness(tx, actor, outcomes)) insist(may(outcome), outcome)
  await endProposals(tx, outcomeIds, {
    state,
    decidedById: actor.accountId,
    decidedAt: clock.now(),
    decidedWords: words,
  })
  return { result: undefined, records: outcomes.map(({ id, snapshot }) => trail(id, snapshot)) }
}

// Candidates before outcomes, as every act that judges: otherwise two of them could wait for each other.
async function lockedInOrder(tx: Tx, outcomeIds: string[]): Promise<LiveOutcome[]> {
  const known = await tx.outcome.findMany({ where: { id: { in: outcomeIds } }, select: { candidateId: true } })
  await lockCandidates(
    tx,
    known.map((row) => row.candidateId),
  )
  const outcomes = await lockOutcomes(tx, outcomeIds)
  if (!outcomes.length || outcomes.length !== new Set(outcomeIds).size) throw new NotFound()
  return outcomes
}

async function withNearness(tx: Tx, { accountId }: Actor, outcomes: LiveOutcome[]) {
  const ids = outcomes.map(({ candidateId }) => candidateId)
  const near = await nearTo(tx, accountId, ids)
  return outcomes.map((outcome) => ({ ...outcome, near: near.has(outcome.candidateId) }))
}

async function insistUnchanged(tx: Tx, outcomes: LiveOutcome[]): Promise<void> {
  const inputs = await standingInputs(
    tx,
    outcomes.map((outcome) => outcome.candidateId),
  )
  const now = new Map(inputs.map(({ candidate, input }) => [candidate.candidateId, standingOf(input)]))
  const changed = outcomes.some(({ candidateId, standing, snapshot }) => {
    const present = now.get(candidateId)!
    const ground = groundChoices(present)
    return present.standing !== standing || !snapshot.proposal.groundItems.every((code) => ground.includes(code))
  })
  if (changed) throw new Refused(message('outcomes:refusals.standingChanged'), 409)
}

export function insist(verdict: Verdict, outcome?: OutcomeMeta): void {
  if (verdict.allowed) return
  throw new Refused(verdict.reason, outcome && outcome.state !== 'proposed' ? 409 : 403)
}

/** The row of an outcome; an approved one names the digest of its snapshot, which nobody can then exchange unseen. */
export function trail(id: string, { candidateId, standing, proposal }: Snapshot, digest?: string) {
  const details = { candidateId, standing: standing.standing, outcome: proposal.outcome, items: proposal.groundItems }
  return { type: 'outcome', id, details: digest ? { ...details, digest } : details }
}
