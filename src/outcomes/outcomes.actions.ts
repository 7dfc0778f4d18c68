import type { Actor } from '../accounts/actor'
import { recorded, type Acting } from '../audit/recorded'
import type { IdKeys } from '../candidates/id-seal'
import type { Tx } from '../db/client'
import { Invalid, NotFound, Refused } from '../lib/errors'
import { newId } from '../lib/ids'
import { message } from '../lib/message'
import { standingOf, type StandingWord } from '../standings/standing'
import { standingInputs } from '../standings/standings.actions'
import { lockCandidates } from '../standings/standings.store'
import { takeSnapshots } from './certificates/snapshots.actions'
import { offers, proposalProblems, type Proposal } from './outcome'
import { mayDecide, mayPropose, mayTakeBack, type OutcomeMeta, type Verdict } from './outcome.policy'
import {
  approveOutcomes,
  endProposals,
  insertProposals,
  lockOutcomes,
  settledCandidates,
  supersedeApproved,
  type LiveOutcome,
} from './outcomes.store'
import { approvedSnapshot, snapshotDigest, type Snapshot } from './snapshot'

const batchSeconds = 60

/** A proposal keeps the candidate's masked ID number, which has to be opened for it. */
type Proposing = Acting & { keys: IdKeys }

/**
 * Proposes one outcome for candidates who all have the standing that the office saw; refused whole when one of them has
 * another by now, or is already settled. Returns the batch's id.
 */
export async function proposeOutcomes(
  deps: Proposing,
  actor: Actor,
  candidateIds: string[],
  seen: StandingWord,
  proposal: Proposal,
): Promise<string> {
  insist(mayPropose(actor))
  return recorded(
    deps,
    actor,
    'outcome.proposed',
    (tx) => propose(tx, deps, actor, candidateIds, seen, proposal),
    batchSeconds,
  )
}

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

async function propose(
  tx: Tx,
  { clock, keys }: Proposing,
  actor: Actor,
  candidateIds: string[],
  seen: StandingWord,
  proposal: Proposal,
) {
  await lockCandidates(tx, candidateIds)
  const inputs = await standingInputs(tx, candidateIds)
  if (!inputs.length || inputs.length !== candidateIds.length) throw new NotFound()
  if (inputs.length > 1 && !offers[seen].many) throw new Refused(message('outcomes:refusals.oneByOne'))
  if ((await settledCandidates(tx, candidateIds)).size) throw new Refused(message('outcomes:refusals.settled'), 409)
  const now = clock.now()
  const snapshots = await takeSnapshots(tx, keys, inputs, proposal, actor, now)
  for (const { standing } of snapshots) {
    if (standing.standing !== seen) throw new Refused(message('outcomes:refusals.standingChanged'), 409)
    const problems = proposalProblems(proposal, standing, clock.today())
    if (Object.keys(problems).length) throw new Invalid(problems)
  }
  const batch = { id: newId(), proposedById: actor.accountId, proposedAt: now }
  const ground = proposal.outcome === 'ineligible' ? offers[seen].ground : null
  const outcomes = snapshots.map((snapshot) => ({ id: newId(), snapshot, digest: snapshotDigest(snapshot), ground }))
  await insertProposals(tx, batch, proposal, outcomes)
  return { result: batch.id, records: outcomes.map((outcome) => trail(outcome.id, outcome.snapshot)) }
}

async function approve(tx: Tx, { clock }: Acting, actor: Actor, outcomeIds: string[]) {
  const outcomes = await lockedInOrder(tx, outcomeIds)
  for (const outcome of outcomes) insist(mayDecide(actor, outcome, 'approve'), outcome)
  await insistUnchanged(tx, outcomes)
  const now = clock.now()
  const approvals = outcomes.map(({ id, snapshot }) => {
    const complete = approvedSnapshot(snapshot, actor, now)
    return { id, snapshot: complete, digest: snapshotDigest(complete) }
  })
  await supersedeApproved(
    tx,
    outcomes.map((outcome) => outcome.candidateId),
  )
  await approveOutcomes(tx, approvals, actor.accountId, now)
  return { result: undefined, records: approvals.map(({ id, snapshot }) => trail(id, snapshot)) }
}

async function end(
  tx: Tx,
  { clock }: Acting,
  actor: Actor,
  outcomeIds: string[],
  state: 'refused' | 'taken_back',
  words: string,
  may: (outcome: OutcomeMeta) => Verdict,
) {
  const outcomes = await lockedInOrder(tx, outcomeIds)
  for (const outcome of outcomes) insist(may(outcome), outcome)
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

async function insistUnchanged(tx: Tx, outcomes: LiveOutcome[]): Promise<void> {
  const inputs = await standingInputs(
    tx,
    outcomes.map((outcome) => outcome.candidateId),
  )
  const now = new Map(inputs.map(({ candidate, input }) => [candidate.candidateId, standingOf(input).standing]))
  const changed = outcomes.some((outcome) => now.get(outcome.candidateId) !== outcome.standing)
  if (changed) throw new Refused(message('outcomes:refusals.standingChanged'), 409)
}

function insist(verdict: Verdict, outcome?: OutcomeMeta): void {
  if (verdict.allowed) return
  throw new Refused(verdict.reason, outcome && outcome.state !== 'proposed' ? 409 : 403)
}

function trail(id: string, { candidateId, standing, proposal }: Snapshot) {
  const details = { candidateId, standing: standing.standing, outcome: proposal.outcome, items: proposal.groundItems }
  return { type: 'outcome', id, details }
}
