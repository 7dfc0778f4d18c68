import type { Actor } from '../accounts/actor'
import { message, type Message } from '../lib/message'
import { nextOutcomeState, type OutcomeAct, type OutcomeState } from './transitions'

export type Verdict = { allowed: true } | { allowed: false; reason: Message }

/** What a policy needs to know of an outcome. */
export type OutcomeMeta = { state: OutcomeState; proposedById: string }

const allowed: Verdict = { allowed: true }

/** `near`: the actor is near, in whatever way, to one of the people. */
export function mayPropose(actor: Actor, near = false): Verdict {
  if (actor.role !== 'office') return refused('onlyOffice')
  return near ? refused('nearPropose') : allowed
}

/**
 * The program proposes nothing by itself and the proposer never approves (domain §2, 个人信息保护法 art. 24). Nobody
 * decides on someone they are near to, in whatever way: another member does.
 */
export function mayDecide(actor: Actor, outcome: OutcomeMeta & { near: boolean }, act: 'approve' | 'refuse'): Verdict {
  if (actor.role !== 'leading_group') return refused('onlyLeadingGroup')
  if (outcome.proposedById === actor.accountId) return refused('ownProposal')
  if (outcome.near) return refused('near')
  return inState(outcome, act)
}

export function mayTakeBack(actor: Actor, outcome: OutcomeMeta): Verdict {
  if (actor.role !== 'office') return refused('onlyOffice')
  return inState(outcome, 'take_back')
}

function inState(outcome: OutcomeMeta, act: OutcomeAct): Verdict {
  return nextOutcomeState(outcome.state, act) ? allowed : refused(`already.${outcome.state}`)
}

function refused(key: string): Verdict {
  return { allowed: false, reason: message(`outcomes:refusals.${key}`) }
}
