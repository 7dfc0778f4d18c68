import type { Actor } from '../accounts/actor'
import { type Message, message } from '../lib/message'
import { isSentInAgain, type Judged } from './review'
import { type ReviewAct, reviewTransitions } from './transitions'

/** Why not; null when the actor may. The button, the refusal and the test share it. */
export type Reason =
  | 'department'
  | 'role'
  | 'recused'
  | 'near'
  | 'filled_by_near'
  | 'closed'
  | 'recheck_over'
  | 'withdrawn'
  | 'signed'
  | 'returned'
  | 'carried'
  | 'earlier_hand'
  | 'own_draft'
  | 'stead'
  | 'identified_since'
  | 'incomplete'
  | 'sent_back'
  | 'unfinished'
  | 'state'

/** To open a review at all: the own department's, and not one that the actor keeps away from. */
export function mayOpen(actor: Actor, review: Judged): Reason | null {
  if (actor.departmentId !== review.departmentId) return 'department'
  return review.recused.includes(actor.accountId) ? 'recused' : null
}

/** Draft, return or recuse: any reviewer or signatory of the department while the round, or the recheck, is open. */
export function mayAct(actor: Actor, act: ReviewAct, review: Judged): Reason | null {
  const barred = mayOpen(actor, review)
  if (barred) return barred
  if (!review.roundOpen) return review.recheckKind ? 'recheck_over' : 'closed'
  if (review.withdrawn) return 'withdrawn'
  const transition = reviewTransitions[review.state][act]
  if (!transition) return review.state === 'unsigned' ? 'state' : review.state
  if (!transition.who.includes(actor.role) && !(actor.standsInFor && transition.who.includes('signatory')))
    return 'role'
  if (act !== 'recuse' && review.near.includes(actor.accountId)) return 'near'
  if (review.state === 'returned' && act === 'draft' && !isSentInAgain(review)) return 'returned'
  if (isEarlierHand(actor, act, review)) return 'earlier_hand'
  if (act === 'send_back') return sendingBackReason(review)
  return act === 'sign' ? signingReason(actor, review) : null
}

/**
 * A dispute goes to other reviewers than before; in a re-review the drafter has taken no part at all, neither drafted nor
 * signed (domain §3.5). Whoever signed before may sign again: a department has few who may.
 */
export function isEarlierHand(
  actor: Pick<Actor, 'accountId'>,
  act: ReviewAct,
  review: Pick<Judged, 'recheckKind' | 'earlierDrafters' | 'earlierSigners'>,
): boolean {
  if (act === 'recuse' || (review.recheckKind !== 'dispute' && review.recheckKind !== 'rereview')) return false
  if (review.earlierDrafters.includes(actor.accountId)) return true
  const signs = act === 'sign' || act === 'send_back'
  return review.recheckKind === 'rereview' && !signs && review.earlierSigners.includes(actor.accountId)
}

export function reasonMessage(reason: Reason): Message {
  return message(`reviews:refused.${reason}`)
}

/** Four eyes: who drafted the answers never signs them, nor has them signed in their stead. */
function signingReason(actor: Actor, review: Judged): Reason | null {
  if (review.draftedById === actor.accountId) return 'own_draft'
  if (actor.role !== 'signatory' && isBarred(actor.standsInFor?.accountId, review)) return 'stead'
  if (review.sentBack !== null) return 'sent_back'
  if (review.identifiedSince) return 'identified_since'
  return review.complete ? null : 'incomplete'
}

/** Nobody is stood in for where they could not sign themselves: their own draft, and people whom they keep away from. */
function isBarred(signatoryId: string | undefined, { draftedById, near, recused }: Judged): boolean {
  return signatoryId !== undefined && [draftedById, ...near, ...recused].includes(signatoryId)
}

/** Only what waits for a signature goes back, and once until it is saved again. */
function sendingBackReason({ complete, sentBack }: Judged): Reason | null {
  if (sentBack !== null) return 'sent_back'
  return complete ? null : 'unfinished'
}
