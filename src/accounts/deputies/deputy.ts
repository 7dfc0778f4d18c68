import type { Day } from '../../lib/day'
import { addDays } from '../../lib/day'
import { type Message, message } from '../../lib/message'

/** 代签: who signs in whose stead, from the first to the last day, and why. */
export type Deputyship = {
  id: string
  signatoryId: string
  signatory: string
  deputyId: string
  deputy: string
  fromOn: Day
  untilOn: Day
  words: string
  endedAt: Date | null
  endedBy: string | null
}

export type DeputyshipState = 'coming' | 'running' | 'over' | 'ended'
export type DeputyshipAct = 'begin' | 'pass' | 'end'

/** state × act → next: the days begin and pass by themselves, a person ends it before (docs/states.md prints it). */
export const deputyTransitions: Record<DeputyshipState, Partial<Record<DeputyshipAct, DeputyshipState>>> = {
  coming: { begin: 'running', end: 'ended' },
  running: { pass: 'over', end: 'ended' },
  over: {},
  ended: {},
}

export function deputyshipState(
  { fromOn, untilOn, endedAt }: Pick<Deputyship, 'fromOn' | 'untilOn' | 'endedAt'>,
  today: Day,
): DeputyshipState {
  if (endedAt) return 'ended'
  if (today < fromOn) return 'coming'
  return today <= untilOn ? 'running' : 'over'
}

/** Longer absences are for another signatory's account. */
export const mostDays = 60

/** Why these days cannot be named today; by field. */
export function dayProblems({ fromOn, untilOn }: { fromOn: Day; untilOn: Day }, today: Day): Record<string, Message> {
  if (fromOn < today) return { fromOn: message('deputies:problem.past') }
  if (untilOn < fromOn) return { untilOn: message('deputies:problem.order') }
  if (untilOn > addDays(fromOn, mostDays - 1)) return { untilOn: message('deputies:problem.long', { days: mostDays }) }
  return {}
}
