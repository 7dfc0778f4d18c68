import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dayFromDate, type Day } from '../../lib/day'
import type { Language } from '../../locales/catalogues'
import type { Clock } from './clock'
import { clockAsks, isOf } from './clocks.store'
import { lease, type MailState, type ReminderKind } from './reminder'
import { asks, hears } from './reminders.store'

/** A mail that this node has begun to send. `open` is 0 when nothing is owed any more, `to` null when nobody is there. */
export type ClaimedMail = {
  id: string
  accountId: string
  tries: number
  clock: Clock | 'opinions'
  kind: ReminderKind
  dueOn: Day
  open: number
  to: string | null
  language: Language | null
}

/**
 * Takes the mail that has waited longest, if one is due, and keeps it from other nodes for a while: one statement, so that
 * no lock is held while a mail server is spoken to. A node that dies meanwhile leaves the mail to the next one.
 */
export async function claimMail(db: Tx, now: Date): Promise<ClaimedMail | null> {
  const until = new Date(now.getTime() + lease)
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE reminder_mail SET tries = tries + 1, next_try_at = ${until}
    WHERE id = (SELECT id FROM reminder_mail WHERE state = 'queued' AND next_try_at <= ${now}
                ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id::text`
  return rows[0] ? claimed(db, rows[0].id) : null
}

/** False when the mail has left `queued` meanwhile. */
export async function settleMail(
  tx: Tx,
  id: string,
  end: { state: Exclude<MailState, 'queued'>; at: Date; problem: string | null },
): Promise<boolean> {
  const { count } = await tx.reminderMail.updateMany({
    where: { id, state: 'queued' },
    data: { state: end.state, endedAt: end.at, problem: end.problem },
  })
  return count === 1
}

export async function putOffMail(db: Tx, id: string, put: { until: Date; problem: string }): Promise<void> {
  const data = { nextTryAt: put.until, problem: put.problem }
  await db.reminderMail.updateMany({ where: { id, state: 'queued' }, data })
}

/** How mails to an account, or of a reminder, fare: what waits with trouble or was refused. */
export type MailTrouble = { state: MailState; problem: string; tries: number; at: Date }

/** The newest mail to this account, where something stands against it. */
export async function troubleOf(db: Tx, accountId: string): Promise<MailTrouble | null> {
  const rows = await db.$queryRaw<(Omit<MailTrouble, 'problem'> & { problem: string | null })[]>`
    SELECT e.state, e.problem, e.tries, coalesce(e.ended_at, e.next_try_at) AS at
    FROM reminder_mail e JOIN reminder m ON m.id = e.reminder_id
    WHERE e.account_id = ${accountId}::uuid AND e.tries > 0 ORDER BY m.made_at DESC, e.id DESC LIMIT 1`
  const [row] = rows
  return row?.problem ? { ...row, problem: row.problem } : null
}

async function claimed(db: Tx, id: string): Promise<ClaimedMail | null> {
  const rows = await db.$queryRaw<(Omit<ClaimedMail, 'dueOn'> & { dueOn: Date })[]>`
    SELECT e.id, e.account_id AS "accountId", e.tries, m.clock, m.kind, m.due_on AS "dueOn", ${owed} AS open,
           CASE WHEN a.state = 'active' AND ${hears} THEN a.email END AS to, a.language
    FROM reminder_mail e JOIN reminder m ON m.id = e.reminder_id JOIN account a ON a.id = e.account_id
    WHERE e.id = ${id}::uuid`
  return rows[0] ? { ...rows[0], dueOn: dayFromDate(rows[0].dueOn) } : null
}

const owed = Prisma.sql`coalesce(CASE m.clock
  WHEN 'opinions' THEN (SELECT q.open FROM (${asks}) q
    WHERE q.round_id = m.round_id AND q.department_id = m.department_id AND q.due_on = m.due_on)
  ELSE (SELECT q.open FROM (${clockAsks}) q WHERE ${isOf}) END, 0)`
