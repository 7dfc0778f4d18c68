/** A calendar day 'YYYY-MM-DD' (proleptic Gregorian, years 1000–9999): no time of day, no time zone. Days sort as strings. */
export type Day = string

const pattern = /^([1-9]\d{3})-(\d{2})-(\d{2})$/
const millisecondsPerDay = 86_400_000
const lastDay: Day = '9999-12-31'

/** Whether the text is a day that exists, written strictly as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const match = pattern.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/**
 * The same day of the month, n months on; where that month is shorter, its last day (rules §2: 31 Jan + 1 = 28/29 Feb).
 * A result after year 9999 stays at 9999-12-31, so that days keep sorting as strings.
 */
export function addMonths(day: Day, n: number): Day {
  const [year, month, dayOfMonth] = parts(day)
  const months = year * 12 + (month - 1) + n
  const [newYear, newMonth] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1]
  if (newYear > 9999) return lastDay
  return written(newYear, newMonth, Math.min(dayOfMonth, daysInMonth(newYear, newMonth)))
}

/** The same calendar day n years on; 29 Feb becomes 28 Feb where there is none. */
export function addYears(day: Day, n: number): Day {
  return addMonths(day, 12 * n)
}

export function addDays(day: Day, n: number): Day {
  return dayFromDate(new Date(dateFromDay(day).getTime() + n * millisecondsPerDay))
}

/** Days from the first to the second; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((dateFromDay(to).getTime() - dateFromDay(from).getTime()) / millisecondsPerDay)
}

/** Whole years of age (周岁) on a day. Who was born on 29 Feb has the birthday on 28 Feb in common years, as `addYears`. */
export function ageOn(birth: Day, day: Day): number {
  const years = parts(day)[0] - parts(birth)[0]
  return addYears(birth, years) > day ? years - 1 : years
}

/** Order for sort: earlier first. */
export function compareDays(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The later of the days; null when there are none. */
export function latestDay(days: readonly Day[]): Day | null {
  return days.reduce<Day | null>((latest, day) => (latest === null || day > latest ? day : latest), null)
}

/** From a `@db.Date` column, which Prisma gives as UTC midnight. */
export function dayFromDate(date: Date): Day {
  return date.toISOString().slice(0, 10)
}

/** UTC midnight, for a `@db.Date` column. */
export function dateFromDay(day: Day): Date {
  return new Date(`${day}T00:00:00.000Z`)
}

function parts(day: Day): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function written(year: number, month: number, day: number): Day {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}
