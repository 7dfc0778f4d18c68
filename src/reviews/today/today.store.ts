import { counted } from '../../db/counted'
import { Prisma } from '../../db/generated/client'
import { addDays, dateFromDay, type Day } from '../../lib/day'
import { dayInChina } from '../../lib/clock'
import type { Calendar } from '../../cycles/calendar/working-days'
import { type Forecast, forecastOf, nextWorkingDay } from './pace'

/** What waits for the reader, in their own part of the queue; `overdue` are among `due`. */
export type TodayCounts = { overdue: number; due: number; sentBack: number; again: number; rechecks: number }

/** `yesterday` and `soon` bound what is overdue and what is due; `finish` is null where nothing can be said. */
export type Waiting = TodayCounts & {
  yesterday: Day
  soon: Day
  left: number
  finish: Forecast | null
  lastDay: Day | null
}

/** What `todayFigures` and `workFigures` give. */
export type WaitingRow = {
  today: TodayCounts
  work: { since: string | null; done: number; left: number; lastDay: Day | null }
}

export function waitingOf({ today: counts, work }: WaitingRow, today: Day, calendar: Calendar): Waiting {
  const { lastDay, since, ...rest } = work
  const finish = forecastOf({ ...rest, since: since && dayInChina(new Date(since)) }, today, calendar)
  const bounds = { yesterday: addDays(today, -1), soon: nextWorkingDay(today, calendar) }
  return { ...counts, ...bounds, left: work.left, finish, lastDay }
}

/** Of `queue`, the reader's own part; what must be answered by the next working day counts as due. */
export function todayFigures(today: Day, calendar: Calendar): Prisma.Sql {
  const soon = nextWorkingDay(today, calendar)
  return counted({
    overdue: Prisma.sql`own AND open AND due_on < ${dateFromDay(today)}::date`,
    due: Prisma.sql`own AND open AND due_on <= ${dateFromDay(soon)}::date`,
    sentBack: Prisma.sql`own AND sent_back`,
    again: Prisma.sql`own AND again`,
    rechecks: Prisma.sql`own AND recheck`,
  })
}

const left = Prisma.sql`work AND NOT complete AND open`

/**
 * Of `queue`: how the department's own answering has gone; a review that was carried is no work. A recheck's own day is not
 * the others': it counts only where nothing else is left.
 */
export const workFigures = Prisma.sql`${counted({ done: Prisma.sql`work AND complete`, left })}
  || jsonb_build_object('since', min(drafted_at) FILTER (WHERE work AND complete),
                        'lastDay', coalesce(max(due_on) FILTER (WHERE ${left} AND NOT recheck),
                                            max(due_on) FILTER (WHERE ${left})))`
