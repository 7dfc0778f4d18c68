import type { Day } from '../lib/day'
import type { Message } from '../lib/message'
import { message } from '../lib/message'

const cycleStates = ['preparing', 'open', 'closed'] as const
export type CycleState = (typeof cycleStates)[number]

/** R2 (domain §4): shown to the office, deciding nothing. `minEducation` is a GB/T 4658 code. */
export type PositiveConditions = {
  minAge: number | null
  maxAge: number | null
  partyPostsNeedMembership: boolean
  minEducation: string | null
}

/** 换届周期. `startsOn` is what window `cycle` counts from, `lastTermStart` what `terms` counts from. */
export type Cycle = PositiveConditions & {
  id: string
  name: string
  startsOn: Day
  lastTermStart: Day
  state: CycleState
  /** Working days a department has to answer. */
  dueWorkingDays: number
  /** A signed review younger than this many days may be carried into a later round. */
  reuseDays: number
  /** Working days by which a department's time may be extended, once. */
  extensionWorkingDays: number
  /** Working days in which a reply to a notice may be handed in. */
  replyWorkingDays: number
  /** Days before the end of a hold on which the office is reminded. */
  holdReminderDays: number
  /** Members of the leading group who must be present for a meeting to decide. */
  quorum: number
} & CycleNumbers

/** Terms of the later steps of a case: days before or after something, and how many make a meeting. */
export type CycleNumbers = {
  /** Working days by which a department's time may be extended, once. */
  extensionWorkingDays: number
  /** Working days in which a reply to a notice may be handed in. */
  replyWorkingDays: number
  /** Days before the end of a hold on which the office is reminded. */
  holdReminderDays: number
  /** Voting members that a meeting needs to decide. */
  quorum: number
}

export type CycleAct = 'open' | 'close'

/** State × act → next; what is not here is refused. Only the office acts. */
export const cycleTransitions: Record<CycleState, Partial<Record<CycleAct, CycleState>>> = {
  preparing: { open: 'open' },
  open: { close: 'closed' },
  closed: {},
}

/** What must be there before a cycle opens: its negative list, and who reviews. */
export type CycleParts = { departments: number; hasCriteria: boolean; openRounds: number; openRechecks: number }

export type Allowed<T> = { ok: true; next: T } | { ok: false; reason: Message }

/** The state after an act, or why the act may not happen now. */
export function nextCycleState(state: CycleState, act: CycleAct, parts: CycleParts): Allowed<CycleState> {
  const next = cycleTransitions[state][act]
  if (!next) return { ok: false, reason: message(`cycles:refused.${state}`) }
  if (act === 'open' && parts.departments === 0) return { ok: false, reason: message('cycles:refused.noDepartments') }
  if (act === 'open' && !parts.hasCriteria) return { ok: false, reason: message('cycles:refused.noCriteria') }
  if (act === 'close' && parts.openRounds > 0)
    return { ok: false, reason: message('cycles:refused.openRounds', { count: parts.openRounds }) }
  if (act === 'close' && parts.openRechecks > 0)
    return { ok: false, reason: message('cycles:refused.openRechecks', { count: parts.openRechecks }) }
  return { ok: true, next }
}

/** What a cycle may still change: its two days are what windows count from, so they stand once answers rest on the list. */
export type CycleEditing = 'all' | 'not_days' | 'nothing'

export function cycleEditing(state: CycleState, criteriaFrozen: boolean): CycleEditing {
  if (state === 'closed') return 'nothing'
  return criteriaFrozen ? 'not_days' : 'all'
}

/** GB/T 4658-2006 codes that a lowest education may name, highest first. */
export const educationCodes = ['10', '20', '30', '40', '60', '70', '80'] as const
