import type { Tx } from '../../db/client'
import { dateFromDay, dayFromDate, type Day } from '../../lib/day'
import type { Calendar, CalendarDay, DayKind } from './working-days'

/** Every year and day that the county has entered: a few dozen rows a year. */
export async function readCalendar(db: Tx): Promise<Calendar> {
  const rows = await db.$queryRaw<{ years: number[]; days: Record<Day, DayKind> }[]>`
    SELECT ARRAY(SELECT year FROM calendar_year) AS years,
           (SELECT coalesce(jsonb_object_agg(day, kind), '{}') FROM calendar_day) AS days`
  const { years, days } = rows[0]!
  return { years: new Set(years), days: new Map(Object.entries(days)) }
}

export async function listCalendarYears(db: Tx): Promise<number[]> {
  const rows = await db.calendarYear.findMany({ orderBy: { year: 'asc' } })
  return rows.map((row) => row.year)
}

export async function listCalendarDays(db: Tx, year: number): Promise<CalendarDay[]> {
  const rows = await db.calendarDay.findMany({ where: { day: daysOf(year) }, orderBy: { day: 'asc' } })
  return rows.map((row) => ({ ...row, day: dayFromDate(row.day), kind: row.kind as DayKind }))
}

/** Puts a whole year's days in place of what was there. */
export async function saveCalendarYear(tx: Tx, year: number, days: CalendarDay[]): Promise<void> {
  await tx.calendarYear.upsert({ where: { year }, create: { year }, update: {} })
  await tx.calendarDay.deleteMany({ where: { day: daysOf(year) } })
  await tx.calendarDay.createMany({ data: days.map((one) => ({ ...one, day: dateFromDay(one.day) })) })
}

export async function saveCalendarDay(tx: Tx, { day, kind, name }: CalendarDay): Promise<void> {
  const at = dateFromDay(day)
  await tx.calendarDay.upsert({ where: { day: at }, create: { day: at, kind, name }, update: { kind, name } })
}

export async function deleteCalendarDay(tx: Tx, day: Day): Promise<boolean> {
  const { count } = await tx.calendarDay.deleteMany({ where: { day: dateFromDay(day) } })
  return count > 0
}

function daysOf(year: number) {
  return { gte: dateFromDay(`${year}-01-01`), lte: dateFromDay(`${year}-12-31`) }
}
