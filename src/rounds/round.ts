import { type CriteriaSet, type Item, findItem } from '../criteria/criteria'
import type { Day } from '../lib/day'
import { type Message, message } from '../lib/message'
import { ownersInOrder, roundProblems } from '../standings/owners'
import type { RoundReason } from './reason'

/** Out with the departments · 已结束 */
export const roundStates = ['issued', 'closed'] as const
export type RoundState = (typeof roundStates)[number]
export type RoundAct = 'close'

/** state × act → next; what is not here cannot happen (docs/states.md prints it). Issuing makes the round. */
export const roundTransitions: Record<RoundState, Partial<Record<RoundAct, RoundState>>> = {
  issued: { close: 'closed' },
  closed: {},
}

/** 轮: candidates sent to the departments, judged on the reference date. */
export type Round = {
  id: string
  cycleId: string
  number: number
  /** The reasons for which people were taken in; those of rounds before there were reasons: 'new' or 'passed'. */
  which: string[]
  criteriaSetId: string
  referenceDate: Day
  dueOn: Day
  state: RoundState
  issuedAt: Date
  closedAt: Date | null
}

/** A round as the office plans it; `number` is the one it will have, which a second click finds taken. */
export type RoundPlan = {
  number: number
  /** The reasons for which people are taken in, of one township or (null) of the county. */
  which: RoundReason[]
  townshipId: string | null
  referenceDate: Day
  dueOn: Day
  departmentIds: string[]
}

/** Items whose lead takes no part: with any of them a round may not open (rules §1). */
export function unledItems(criteria: CriteriaSet, departmentKeys: readonly string[]): Item[] {
  return roundProblems(criteria, departmentKeys).map((code) => findItem(criteria, code)!)
}

/** Departments that take part and own an item: one review of every candidate each. */
export function reviewingDepartments(criteria: CriteriaSet, departmentKeys: readonly string[]): string[] {
  return ownersInOrder(criteria, departmentKeys).filter((key) => departmentKeys.includes(key))
}

/** Why this plan cannot be issued as it stands, by field; empty when it can. */
export function planProblems(
  plan: Pick<RoundPlan, 'referenceDate' | 'dueOn'>,
  given: { today: Day; people: number; departments: number },
): Record<string, Message> {
  const problems: Record<string, Message> = {}
  if (plan.dueOn < given.today) problems['dueOn'] = message('rounds:problem.duePast', { day: plan.dueOn })
  if (given.departments === 0) problems['department'] = message('rounds:problem.noDepartments')
  if (given.people === 0) problems['which'] = message('rounds:problem.nobody')
  return problems
}

/** A round that is over is not closed twice. */
export function closingProblem(round: Pick<Round, 'state'>): Message | null {
  return roundTransitions[round.state].close ? null : message('rounds:problem.closed')
}
