import type { Message } from '../../lib/message'
import { message } from '../../lib/message'
import type { Actor } from '../actor'
import type { Day } from '../../lib/day'
import { type Deputyship, deputyshipState, deputyTransitions } from './deputy'

/** Who signs today: a signatory, or whoever stands in for one. */
export function signsToday(actor: Pick<Actor, 'role' | 'standsInFor'>): boolean {
  return actor.role === 'signatory' || !!actor.standsInFor
}

/** Why this actor does not end it; null where they do: the signatory their own, the security administrator any. */
export function endProblem(
  actor: Pick<Actor, 'accountId' | 'role'>,
  deputyship: Pick<Deputyship, 'signatoryId' | 'fromOn' | 'untilOn' | 'endedAt'>,
  today: Day,
): Message | null {
  if (actor.role !== 'security_admin' && actor.accountId !== deputyship.signatoryId)
    return message('deputies:refused.others')
  const state = deputyshipState(deputyship, today)
  return deputyTransitions[state].end ? null : message(`deputies:refused.${state}`)
}
