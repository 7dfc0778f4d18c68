import reference from './announced-holidays.json'
import type { CalendarDay } from './working-days'

/** A year of public holidays as the State Council announced them; `source` names the notice. */
export type PublicYear = { year: number; source: string; days: CalendarDay[] }

// The compiler reads JSON texts as plain strings; tests/rules/cycles proves every day and kind.
const years = reference.years as PublicYear[]

/** Years that come along. Each year's notice appears in the autumn before: later years are typed in, never guessed. */
export function publicYears(): readonly PublicYear[] {
  return years
}

export function findPublicYear(year: number): PublicYear | undefined {
  return years.find((one) => one.year === year)
}
