import type { Actor } from '../../accounts/actor'
import { type Message, message } from '../../lib/message'
import { type TriggerAct, triggerState, triggerTransitions } from './transitions'

type Judged = { roundId: string | null; setAsideAt: Date | null }

/** Why this actor may not do this to a trigger now; null when they may. */
export function triggerProblem(actor: Pick<Actor, 'role'>, act: TriggerAct, trigger: Judged): Message | null {
  const state = triggerState(trigger)
  const transition = triggerTransitions[state][act]
  if (!transition) return message(`triggers:refused.${state}`)
  return transition.who.includes(actor.role) ? null : message('triggers:refused.role')
}

/** Asked anew are the carried reviews of the person's round that is out, of the departments that the trigger means. */
export function askingProblem(asked: { roundOut: boolean; carried: number }): Message | null {
  if (!asked.roundOut) return message('triggers:refused.noRound')
  return asked.carried ? null : message('triggers:refused.nothingCarried')
}

/** A department asks to look again only at somebody about whom it has signed. */
export function requestProblem(review: { state: string; withdrawn: boolean; asked: boolean }): Message | null {
  if (review.withdrawn) return recordingProblem('withdrawn')
  if (review.asked) return message('triggers:refused.asked')
  const signed = review.state === 'signed' || review.state === 'carried'
  return signed ? null : message('triggers:refused.notSigned')
}

/** Who has withdrawn is looked at by nobody any more. `state`: the candidate's. */
export function recordingProblem(state: string): Message | null {
  return state === 'withdrawn' ? message('triggers:refused.withdrawn') : null
}
