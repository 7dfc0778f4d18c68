import { dayInChina } from '../../lib/clock'
import type { Day } from '../../lib/day'
import { type Message, message } from '../../lib/message'
import type { RoundState } from '../round'

/** 截止日 of one department in a round: the round's, or the one that it was extended to, once. */
export type DepartmentDue = {
  departmentId: string
  key: string
  name: string
  nameEn: string
  dueOn: Day
  extended: Extension | null
  chasedAt: Date | null
  /** Opinions of the round's own that the department still owes; not those of people who withdrew. */
  open: number
  /** Of these, those that nobody has answered to the end; the others wait for a signature. */
  unanswered: number
}

/** 延期: to which day, why, by whom and when. */
export type Extension = { words: string; by: string; at: Date }

/** Why a department's time is not extended by so many working days; null where it may be. */
export function extensionProblem(
  round: { state: RoundState },
  due: Pick<DepartmentDue, 'dueOn' | 'extended' | 'open'>,
  workingDays: number,
): Message | null {
  if (round.state === 'closed') return message('rounds:problem.closed')
  if (due.extended) return message('rounds:due.refused.twice', { day: due.dueOn })
  if (due.open === 0) return message('rounds:due.refused.done')
  return workingDays === 0 ? message('rounds:due.refused.none') : null
}

/** Why a department is not chased; null where it may be: it is overdue, and nobody has chased it today. */
export function chaseProblem(
  round: { state: RoundState },
  due: Pick<DepartmentDue, 'dueOn' | 'open' | 'chasedAt'>,
  today: Day,
): Message | null {
  if (round.state === 'closed') return message('rounds:problem.closed')
  if (due.open === 0) return message('rounds:due.refused.done')
  if (due.dueOn >= today) return message('rounds:due.refused.notYet', { day: due.dueOn })
  return due.chasedAt && dayInChina(due.chasedAt) === today ? message('rounds:due.refused.chased') : null
}

/** Of departments that are late in rounds that are out, those that may be chased today. */
export function chaseable<D extends Pick<DepartmentDue, 'dueOn' | 'open' | 'chasedAt'>>(late: D[], today: Day): D[] {
  return late.filter((due) => chaseProblem({ state: 'issued' }, due, today) === null)
}
