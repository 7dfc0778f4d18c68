import { addDays, dateFromDay, type Day } from '../../lib/day'
import { Refused } from '../../lib/errors'
import { message } from '../../lib/message'

export type DayKind = 'holiday' | 'workday'

/** A day that differs from its weekday, and why: 春节, 国庆节调休上班. */
export type CalendarDay = { day: Day; kind: DayKind; name: string }

/** Public holidays of whole years: `days` holds only days that differ from their weekday. */
export type Calendar = { years: Set<number>; days: Map<Day, DayKind> }

/** A year whose holidays nobody has entered: counting on would be a guess. */
export class CalendarMissing extends Refused {
  override name = 'CalendarMissing'
  constructor(readonly year: number) {
    super(message('cycles:calendarMissing', { year }), 409)
  }
}

/** Throws CalendarMissing for a day of a year that has no calendar. */
export function isWorkingDay(day: Day, calendar: Calendar): boolean {
  const year = Number(day.slice(0, 4))
  if (!calendar.years.has(year)) throw new CalendarMissing(year)
  const kind = calendar.days.get(day)
  return kind ? kind === 'workday' : !isWeekend(day)
}

/** The n-th working day after `day`, which itself is not counted (n ≥ 0; 0 is `day`). Throws CalendarMissing. */
export function addWorkingDays(day: Day, n: number, calendar: Calendar): Day {
  let reached = day
  for (let left = n; left > 0;) {
    reached = addDays(reached, 1)
    if (isWorkingDay(reached, calendar)) left -= 1
  }
  return reached
}

/** Working days after `from` up to and including `to`; negative when `to` is earlier. Throws CalendarMissing. */
export function workingDaysBetween(from: Day, to: Day, calendar: Calendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar)
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count += 1
  return count
}

export function isWeekend(day: Day): boolean {
  return [0, 6].includes(dateFromDay(day).getUTCDay())
}
