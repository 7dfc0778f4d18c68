import type { Actor } from '../accounts/actor'
import { type Message, message } from '../lib/message'
import { isSentInAgain, type Judged } from './review'
import { type ReviewAct, reviewTransitions } from './transitions'

/** Why not; null when the actor may. The button, the refusal and the test share it. */
export type Reason =
  | 'department'
  | 'role'
  | 'recused'
  | 'closed'
  | 'withdrawn'
  | 'signed'
  | 'returned'
  | 'own_draft'
  | 'incomplete'
  | 'state'

/** To open a review at all: the own department's, and not one that the actor keeps away from. */
export function mayOpen(actor: Actor, review: Judged): Reason | null {
  if (actor.departmentId !== review.departmentId) return 'department'
  return review.recused.includes(actor.accountId) ? 'recused' : null
}

/** Draft, return or recuse: any reviewer or signatory of the department while the round is open. */
export function mayAct(actor: Actor, act: ReviewAct, review: Judged): Reason | null {
  const barred = mayOpen(actor, review)
  if (barred) return barred
  if (!review.roundOpen) return 'closed'
  if (review.withdrawn) return 'withdrawn'
  const transition = reviewTransitions[review.state][act]
  if (!transition) return review.state === 'unsigned' ? 'state' : review.state
  if (!transition.who.includes(actor.role)) return 'role'
  if (review.state === 'returned' && act === 'draft' && !isSentInAgain(review)) return 'returned'
  return act === 'sign' ? signingReason(actor, review) : null
}

export function reasonMessage(reason: Reason): Message {
  return message(`reviews:refused.${reason}`)
}

/** Four eyes: who drafted the answers never signs them. */
function signingReason(actor: Actor, review: Judged): Reason | null {
  if (review.draftedById === actor.accountId) return 'own_draft'
  return review.complete ? null : 'incomplete'
}
