import { type Calendar, isWorkingDay } from '../../cycles/calendar/working-days'
import { addDays, type Day } from '../../lib/day'

/** Days on which the clock stands still, both ends included; `to` is null while it does. */
export type Stop = { from: Day; to: Day | null }

/**
 * The last day for a reply: the n-th working day after the notice was handed over (default 3, domain §3.5). Days of a
 * stop do not count; null when the count runs into a stop that has not ended.
 * @throws CalendarMissing where it runs into a year without a calendar.
 */
export function replyDueOn(servedOn: Day, workingDays: number, stops: readonly Stop[], calendar: Calendar): Day | null {
  let reached = servedOn
  for (let left = workingDays; left > 0;) {
    reached = addDays(reached, 1)
    const stop = stops.find(({ from, to }) => from <= reached && (to === null || reached <= to))
    if (stop && stop.to === null) return null
    if (!stop && isWorkingDay(reached, calendar)) left -= 1
  }
  return reached
}

/** Whether the clock stands still now. */
export function isStopped(stops: readonly Stop[]): boolean {
  return stops.some(({ to }) => to === null)
}

/** How the clock of a notice that waits for a reply stands. `due`: today is the last day. */
export type ClockWord = 'stopped' | 'running' | 'due' | 'over'

export function clockOf(dueOn: Day | null, today: Day): ClockWord {
  if (dueOn === null) return 'stopped'
  if (dueOn === today) return 'due'
  return dueOn < today ? 'over' : 'running'
}
