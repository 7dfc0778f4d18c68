import { publicYears } from '../../../src/cycles/calendar/public-holidays'
import {
  addWorkingDays,
  CalendarMissing,
  isWeekend,
  workingDaysBetween,
  type Calendar,
} from '../../../src/cycles/calendar/working-days'
import { isDay } from '../../../src/lib/day'

const calendar: Calendar = {
  years: new Set(publicYears().map(({ year }) => year)),
  days: new Map(publicYears().flatMap(({ days }) => days.map(({ day, kind }) => [day, kind] as const))),
}

describe('working days', () => {
  test.each([
    ['2026-01-05', 3, '2026-01-08', 'an ordinary week'],
    ['2026-01-09', 1, '2026-01-12', 'over a weekend'],
    ['2026-02-13', 2, '2026-02-24', 'Saturday 14 February works, then the Spring Festival until the 23rd'],
    ['2026-02-27', 1, '2026-02-28', 'a Saturday that works'],
    ['2026-09-30', 1, '2026-10-08', 'over the National Day'],
    ['2025-12-31', 1, '2026-01-04', 'into a Sunday of the next year that works'],
    ['2026-05-02', 0, '2026-05-02', 'none at all'],
  ])('from %s, %i on, is %s: %s', (from, n, reached) => {
    expect(addWorkingDays(from, n, calendar)).toBe(reached)
  })

  test('count back what was added', () => {
    expect(workingDaysBetween('2026-02-13', '2026-02-24', calendar)).toBe(2)
    expect(workingDaysBetween('2026-02-24', '2026-02-13', calendar)).toBe(-2)
    expect(workingDaysBetween('2026-02-13', '2026-02-13', calendar)).toBe(0)
  })

  test('are never guessed for a year without a calendar', () => {
    expect(() => addWorkingDays('2026-12-31', 1, calendar)).toThrow(CalendarMissing)
    expect(() => workingDaysBetween('2026-12-30', '2027-01-04', calendar)).toThrow(
      expect.objectContaining({ year: 2027, reason: { key: 'cycles:calendarMissing', values: { year: 2027 } } }),
    )
  })
})

describe('the State Council’s holidays', () => {
  test.each([
    [2025, 28, 5],
    [2026, 33, 6],
  ])('%i: %i days off and %i weekend days of work', (year, off, work) => {
    const { days } = publicYears().find((one) => one.year === year)!
    expect(days.filter(({ kind }) => kind === 'holiday')).toHaveLength(off)
    expect(days.filter(({ kind }) => kind === 'workday')).toHaveLength(work)
  })

  test('name real days of their own year, working days only at weekends', () => {
    for (const { year, days } of publicYears()) {
      expect(days.every(({ day }) => isDay(day) && day.startsWith(String(year)))).toBe(true)
      expect(days.filter(({ day, kind }) => kind === 'workday' && !isWeekend(day))).toEqual([])
      expect(new Set(days.map(({ day }) => day)).size).toBe(days.length)
    }
  })
})
