import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dayFromDate, type Day } from '../../lib/day'
import { newId } from '../../lib/ids'
import { lookedAtAgain } from '../holds/holds.store'
import { type Audience, type Clock, hearersOf } from './clock'
import type { ClockKind } from './reminder'

/** What one audience waits for by one day; `ahead`: days before the end of a hold on which its cycle reminds. */
export type ClockAsk = {
  cycleId: string
  clock: Clock
  audience: Audience
  townshipId: string | null
  dueOn: Day
  open: number
  ahead: number
}
export type NewClockReminder = ClockAsk & { kind: ClockKind; day: Day }

/** Everything that runs or waits in cycles that are not closed; of people who withdrew nothing does. */
export async function openClocks(db: Tx): Promise<ClockAsk[]> {
  const rows = await db.$queryRaw<(Omit<ClockAsk, 'dueOn'> & { dueOn: Date })[]>`
    SELECT q.cycle_id AS "cycleId", q.clock, q.audience, q.township_id AS "townshipId", q.due_on AS "dueOn", q.open,
           y.hold_reminder_days AS ahead
    FROM (${clockAsks}) q JOIN cycle y ON y.id = q.cycle_id WHERE y.state <> 'closed'
    ORDER BY q.due_on, q.clock, q.audience, q.township_id`
  return rows.map((row) => ({ ...row, dueOn: dayFromDate(row.dueOn) }))
}

/** Writes those that are not there yet, whoever else does so at the same time; gives the new ones. */
export async function insertClockReminders(
  tx: Tx,
  reminders: NewClockReminder[],
  at: Date,
): Promise<(NewClockReminder & { id: string })[]> {
  const rows = reminders.map((reminder) => ({ ...reminder, id: newId(at.getTime()) }))
  const made = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO reminder (id, cycle_id, clock, audience, township_id, kind, day, due_on, made_at)
    SELECT n.id, n."cycleId", n.clock, n.audience, n."townshipId", n.kind, n.day, n."dueOn", ${at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (id uuid, "cycleId" uuid, clock text, audience text,
      "townshipId" uuid, kind text, day date, "dueOn" date)
    ON CONFLICT DO NOTHING RETURNING id::text`
  const ids = new Set(made.map(({ id }) => id))
  return rows.filter(({ id }) => ids.has(id))
}

/** A clock as its audience reads it. */
export type ToldClock = Pick<ClockAsk, 'clock' | 'dueOn' | 'open'>
export type Hearer = { cycleId: string; audience: Audience; townshipId: string | null }

/** What this audience was told of and is still open, the earliest day first. */
export async function clocksToldTo(db: Tx, { cycleId, audience, townshipId }: Hearer): Promise<ToldClock[]> {
  const rows = await db.$queryRaw<(Omit<ToldClock, 'dueOn'> & { dueOn: Date })[]>`
    SELECT q.clock, q.due_on AS "dueOn", q.open FROM (${clockAsks}) q
    WHERE q.cycle_id = ${cycleId}::uuid AND q.audience = ${audience}
      AND q.township_id IS NOT DISTINCT FROM ${townshipId}::uuid AND EXISTS (SELECT FROM reminder m WHERE ${isOf})
    ORDER BY q.due_on, q.clock`
  return rows.map((row) => ({ ...row, dueOn: dayFromDate(row.dueOn) }))
}

/** The reminder `m` tells of the line `q` of `clockAsks`. */
export const isOf = Prisma.sql`
  m.cycle_id = q.cycle_id AND m.clock = q.clock AND m.audience = q.audience AND m.due_on = q.due_on
  AND m.township_id IS NOT DISTINCT FROM q.township_id`

const hearers = JSON.stringify(
  Object.entries(hearersOf).flatMap(([clock, all]) => all.map((audience) => ({ clock, audience }))),
)

const inForce = Prisma.sql`o.state = 'approved' AND o.stale_at IS NULL`
const china = (at: Prisma.Sql) => Prisma.sql`(${at} AT TIME ZONE 'Asia/Shanghai')::date`

/** The day of the reply that counts: what came late counts from its acceptance. */
const repliedOn = Prisma.sql`
  (SELECT max(s.day) FROM notice_step s WHERE s.notice_id = n.id AND s.kind IN ('reply', 'accept'))`

/**
 * Who waits for how much by which day. Holds and what is to be put right: as the office's list of them has it. Notices:
 * as the desks of src/outcomes/notices/desk have them, an outcome that was overtaken being on its way to another one.
 */
export const clockAsks = Prisma.sql`
  SELECT c.cycle_id, x.clock, h.audience, CASE h.audience WHEN 'township' THEN c.township_id END AS township_id,
         x.due_on, count(*)::int AS open
  FROM (
    SELECT o.candidate_id, 'hold' AS clock, o.until AS due_on
    FROM outcome o WHERE o.state = 'approved' AND o.outcome = 'held' AND NOT EXISTS (${lookedAtAgain})
    UNION ALL
    SELECT o.candidate_id, CASE WHEN x.outcome_id IS NULL THEN 'rectify' ELSE 'proof' END,
           coalesce(x.handed_in_on, o.until)
    FROM outcome o LEFT JOIN rectification x ON x.outcome_id = o.id LEFT JOIN recheck k ON k.id = x.recheck_id
    WHERE o.state = 'approved' AND o.outcome = 'rectify' AND NOT EXISTS (${lookedAtAgain})
      AND coalesce(k.state, 'cancelled') = 'cancelled'
    UNION ALL
    SELECT n.candidate_id, CASE n.state WHEN 'issued' THEN 'serve' ELSE 'reply' END,
           CASE n.state WHEN 'issued' THEN ${china(Prisma.sql`n.issued_at`)} ELSE n.reply_due_on END
    FROM notice n JOIN outcome o ON o.id = n.outcome_id WHERE n.state IN ('issued', 'served') AND ${inForce}
    UNION ALL
    SELECT n.candidate_id, 'rereview', ${repliedOn}
    FROM notice n JOIN outcome o ON o.id = n.outcome_id LEFT JOIN recheck k ON k.id = n.recheck_id
    WHERE ${inForce} AND (n.state = 'replied' OR n.state = 'rereview' AND k.state = 'cancelled')
    UNION ALL
    SELECT n.candidate_id, 'answer', coalesce(${china(Prisma.sql`k.closed_at`)}, ${repliedOn})
    FROM notice n JOIN outcome o ON o.id = n.outcome_id LEFT JOIN recheck k ON k.id = n.recheck_id
    WHERE n.state IN ('replied', 'rereview') AND k.state IS DISTINCT FROM 'open'
      AND (o.state = 'superseded' OR k.state = 'answered' AND ${inForce})
  ) x
  JOIN candidate c ON c.id = x.candidate_id AND c.state <> 'withdrawn'
  JOIN jsonb_to_recordset(${hearers}::jsonb) AS h (clock text, audience text) ON h.clock = x.clock
  WHERE x.due_on IS NOT NULL
  GROUP BY c.cycle_id, x.clock, h.audience, CASE h.audience WHEN 'township' THEN c.township_id END, x.due_on`
