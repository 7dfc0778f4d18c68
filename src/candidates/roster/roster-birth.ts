import { addYears, type Day } from '../../lib/day'
import type { LooseDate } from '../../lib/loose-date'

/** A date without its day, and a sheet's own date on the first (which is what 1975-3 becomes), stand for the month. */
export function sameBirth(date: LooseDate, birth: Day): boolean {
  const month = birth.slice(0, 7)
  if (date.alsoOctober && month === `${date.day.slice(0, 4)}-10`) return true
  const wholeMonth = date.monthOnly || (date.counted && date.day.endsWith('-01'))
  return wholeMonth ? date.day.slice(0, 7) === month : date.day === birth
}

/** Whether somebody was younger than `years` on a day, or in a month (YYYY-MM): then even on its last day. */
export function isBeforeAge(years: number, given: string, birth: Day): boolean {
  return given < addYears(birth, years).slice(0, given.length)
}
