import type { Actor } from '../../accounts/actor'
import { scopeOf } from '../../accounts/scope'
import { type Acting, recorded } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { NotFound, Refused } from '../../lib/errors'
import type { Message } from '../../lib/message'
import { recomputeStandings } from '../../standings/standings.actions'
import { lockCandidates } from '../../standings/standings.store'
import type { NewTrigger } from './trigger'
import { askingProblem, recordingProblem, requestProblem, triggerProblem } from './trigger.policy'
import { findTrigger, type TriggerLine } from './trigger-lists.store'
import {
  askAnew,
  candidateState,
  carriedFor,
  markSetAside,
  markTakenUp,
  raiseTriggers,
  reviewOfDepartment,
  signedBefore,
} from './triggers.store'

/** The office records an objection or a reported sanction; the same one again changes nothing. Gives how many are new. */
export async function recordTrigger(acting: Acting, actor: Actor, trigger: NewTrigger): Promise<number> {
  return recorded(acting, actor, 'trigger.recorded', async (tx) => {
    await lockCandidates(tx, [trigger.candidateId])
    const state = await candidateState(tx, trigger.candidateId)
    if (!state) throw new NotFound()
    refuse(recordingProblem(state))
    const raised = await raiseTriggers(tx, [trigger], { accountId: actor.accountId, at: acting.clock.now() })
    return { result: raised, records: raised ? [recordOf(trigger)] : [] }
  })
}

/** 本单位申请复查: for a person about whom the department has signed. @throws Refused when it has not. */
export async function requestReview(acting: Acting, actor: Actor, reviewId: string, words: string): Promise<number> {
  return recorded(acting, actor, 'trigger.recorded', async (tx) => {
    const found = await reviewOfDepartment(tx, actor.departmentId, reviewId)
    if (!found) throw new NotFound()
    await lockCandidates(tx, [found.candidateId])
    refuse(requestProblem((await reviewOfDepartment(tx, actor.departmentId, reviewId))!))
    const trigger: NewTrigger = {
      candidateId: found.candidateId,
      departmentId: actor.departmentId,
      kind: 'request',
      words,
      source: '',
      reportedOn: acting.clock.today(),
    }
    const raised = await raiseTriggers(tx, [trigger], { accountId: actor.accountId, at: acting.clock.now() })
    return { result: raised, records: raised ? [recordOf(trigger)] : [] }
  })
}

/** Nobody is asked because of it. @throws Refused 409 when a round has taken it up, or somebody set it aside before. */
export async function setAsideTrigger(acting: Acting, actor: Actor, id: string, words: string): Promise<void> {
  await recorded(acting, actor, 'trigger.set_aside', async (tx) => {
    await lockedTrigger(tx, actor, id, 'set_aside')
    await markSetAside(tx, id, { by: actor.accountId, at: acting.clock.now(), words })
    return { result: undefined, record: { type: 'trigger', id } }
  })
}

/**
 * 重新征询: the reviews that were carried into the person's round that is out are asked anew, and the trigger is taken up
 * by that round. Gives how many departments are asked.
 * @throws Refused 409 when no round is out, nothing was carried, the trigger is not open any more, or the person has
 * withdrawn.
 */
export async function takeUpTrigger(acting: Acting, actor: Actor, id: string): Promise<number> {
  return recorded(acting, actor, 'trigger.taken_up', async (tx) => {
    const trigger = await lockedTrigger(tx, actor, id, 'take_up')
    refuse(recordingProblem((await candidateState(tx, trigger.candidateId))!))
    const { roundId, reviewIds } = await carriedFor(tx, trigger)
    refuse(askingProblem({ roundOut: roundId !== null, carried: reviewIds.length }))
    await askAnew(tx, reviewIds)
    await markTakenUp(tx, id, roundId!)
    await leaveForNextRound(tx, trigger, roundId!)
    await recomputeStandings(tx, [trigger.candidateId], acting.clock.now())
    const details = { round: roundId, reviews: reviewIds.length }
    const records = reviewIds.map((reviewId) => ({ type: 'review', id: reviewId, details: { trigger: id } }))
    return { result: reviewIds.length, records: [{ type: 'trigger', id, details }, ...records] }
  })
}

/** Who had signed in this round before it became known is not asked again there: for them it stays open. */
async function leaveForNextRound(tx: Tx, trigger: TriggerLine, roundId: string): Promise<void> {
  const signed = await signedBefore(tx, { ...trigger, roundId })
  const { candidateId, kind, words, source, reportedOn, recordedById, recordedAt } = trigger
  const rest = signed.map((departmentId) => ({ candidateId, departmentId, kind, words, source, reportedOn }))
  await raiseTriggers(tx, rest, { accountId: recordedById, at: recordedAt })
}

async function lockedTrigger(
  tx: Tx,
  actor: Actor,
  id: string,
  act: Parameters<typeof triggerProblem>[1],
): Promise<TriggerLine> {
  const found = await findTrigger(tx, scopeOf(actor), id)
  if (!found) throw new NotFound()
  await lockCandidates(tx, [found.candidateId])
  const trigger = (await findTrigger(tx, scopeOf(actor), id))!
  refuse(triggerProblem(actor, act, trigger))
  return trigger
}

function refuse(problem: Message | null): void {
  if (problem) throw new Refused(problem, 409)
}

function recordOf({ candidateId, kind, departmentId }: NewTrigger) {
  return { type: 'candidate', id: candidateId, details: { trigger: kind, department: departmentId ?? 'all' } }
}
