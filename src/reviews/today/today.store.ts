import type { Tx } from '../../db/client'
import { addDays, dateFromDay, dayFromDate, type Day } from '../../lib/day'
import { dayInChina } from '../../lib/clock'
import { dueOn, joins, mine, type QueueOf, showing, stillOpen } from '../queue/queue.store'
import { isHeld } from '../split/held.store'
import type { Calendar } from '../../cycles/calendar/working-days'
import { type Forecast, forecastOf, nextWorkingDay, type Work } from './pace'

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

export async function waitingFor(db: Tx, of: QueueOf, today: Day, calendar: Calendar): Promise<Waiting> {
  const soon = nextWorkingDay(today, calendar)
  const [counts, { lastDay, ...work }] = [await todayCounts(db, of, today, soon), await workOf(db, of)]
  const finish = forecastOf(work, today, calendar)
  return { ...counts, yesterday: addDays(today, -1), soon, left: work.left, finish, lastDay }
}

/** `soon`: what must be answered by this day counts as due. */
async function todayCounts(db: Tx, of: QueueOf, today: Day, soon: Day): Promise<TodayCounts> {
  const rows = await db.$queryRaw<TodayCounts[]>`
    SELECT (count(*) FILTER (WHERE ${stillOpen} AND ${dueOn} < ${dateFromDay(today)}::date))::int AS overdue,
           (count(*) FILTER (WHERE ${stillOpen} AND ${dueOn} <= ${dateFromDay(soon)}::date))::int AS due,
           (count(*) FILTER (WHERE ${showing('sent_back')}))::int AS "sentBack",
           (count(*) FILTER (WHERE ${showing('again')}))::int AS again,
           (count(*) FILTER (WHERE ${showing('recheck')}))::int AS rechecks
    FROM review v ${joins} WHERE ${mine(of)} AND ${isHeld('', of)}`
  return rows[0]!
}

/** How the department's own answering has gone in what is out; a review that was carried is no work. */
async function workOf(db: Tx, of: QueueOf): Promise<Work & { lastDay: Day | null }> {
  const rows = await db.$queryRaw<{ since: Date | null; done: number; left: number; lastDay: Date | null }[]>`
    SELECT min(v.drafted_at) FILTER (WHERE v.complete) AS since,
           (count(*) FILTER (WHERE v.complete))::int AS done,
           (count(*) FILTER (WHERE NOT v.complete AND ${stillOpen}))::int AS left,
           max(${dueOn}) FILTER (WHERE NOT v.complete AND ${stillOpen}) AS "lastDay"
    FROM review v ${joins} WHERE ${mine(of)} AND c.state <> 'withdrawn' AND v.state <> 'carried'`
  const { since, lastDay, ...counts } = rows[0]!
  return { ...counts, since: since && dayInChina(since), lastDay: lastDay && dayFromDate(lastDay) }
}
