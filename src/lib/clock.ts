import type { Day } from './day'

/** The time of day, injected everywhere so that tests can fix it. */
export type Clock = {
  now(): Date
  /** The calendar day in China: every deadline and every window counts local days. */
  today(): Day
}

export const systemClock: Clock = clockOf(() => new Date())

/** A clock that stands still at one instant. */
export function fixedClock(at: Date | string): Clock {
  const instant = new Date(at)
  return clockOf(() => new Date(instant))
}

/** A clock over any source of instants. */
export function clockOf(now: () => Date): Clock {
  return { now, today: () => dayInChina(now()) }
}

// China had summer time from 1986 to 1991, so the zone is asked by name instead of adding eight hours.
const chinaDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

const chinaMinute = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' })

/** The minute in China as lists and histories print it: YYYY-MM-DD HH:mm. */
export function minuteInChina(instant: Date): string {
  return `${dayInChina(instant)} ${chinaMinute.format(instant)}`
}

/** The calendar day in China. */
export function dayInChina(instant: Date): Day {
  return chinaDay.format(instant).padStart('YYYY-MM-DD'.length, '0')
}

/** The first instant of a calendar day in China, which since 1991 keeps one time all year. */
export function startOfDay(day: Day): Date {
  return new Date(`${day}T00:00:00+08:00`)
}
