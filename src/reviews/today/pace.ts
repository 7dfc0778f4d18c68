import {
  addWorkingDays,
  type Calendar,
  CalendarMissing,
  isWorkingDay,
  workingDaysBetween,
} from '../../cycles/calendar/working-days'
import { addDays, type Day } from '../../lib/day'

/** People answered since the first of them was (`since`), and people still to be answered. */
export type Work = { since: Day | null; done: number; left: number }

/** People a working day, and the day on which the last will be answered at this pace. */
export type Forecast = { perDay: number; finishesOn: Day }

/**
 * Today counts as a whole day of the pace so far, and the rest begins on the next working day. Null when nothing is left,
 * nothing has been done yet, it would take more than a year, or the county's calendar does not reach so far: no guesses.
 */
export function forecastOf({ since, done, left }: Work, today: Day, calendar: Calendar): Forecast | null {
  if (!since || done <= 0 || left <= 0) return null
  try {
    const days = daysSince(since, today, calendar)
    const needed = Math.ceil((left * days) / done)
    if (needed > mostDays) return null
    return { perDay: Math.max(1, Math.round(done / days)), finishesOn: addWorkingDays(today, needed, calendar) }
  } catch (error) {
    if (error instanceof CalendarMissing) return null
    throw error
  }
}

/** The next working day; where the calendar does not say, the next day. */
export function nextWorkingDay(today: Day, calendar: Calendar): Day {
  try {
    return addWorkingDays(today, 1, calendar)
  } catch (error) {
    if (error instanceof CalendarMissing) return addDays(today, 1)
    throw error
  }
}

/** Working days of a year. */
const mostDays = 250

/** Both counted; work done on free days alone is one day's. */
function daysSince(since: Day, today: Day, calendar: Calendar): number {
  const first = isWorkingDay(since, calendar) ? 1 : 0
  return Math.max(1, first + workingDaysBetween(since, today, calendar))
}
