import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dayFromDate, type Day } from '../../lib/day'
import { newId } from '../../lib/ids'
import type { ReminderKind } from './reminder'

/** What a department owes by one day in one round, of its own reviews and of rechecks. */
export type Ask = { roundId: string; departmentId: string; key: string; dueOn: Day; open: number }
export type NewReminder = Pick<Ask, 'roundId' | 'departmentId' | 'dueOn'> & { kind: ReminderKind; day: Day }

/** Everything that is out and not signed, by round, department and due day; people who withdrew do not count. */
export async function openAsks(db: Tx): Promise<Ask[]> {
  const rows = await db.$queryRaw<(Omit<Ask, 'dueOn'> & { dueOn: Date })[]>`
    SELECT q.round_id AS "roundId", q.department_id AS "departmentId", d.key, q.due_on AS "dueOn", q.open
    FROM (${asks}) q JOIN department d ON d.id = q.department_id ORDER BY q.due_on, d.position, q.round_id`
  return rows.map((row) => ({ ...row, dueOn: dayFromDate(row.dueOn) }))
}

/** Writes those that are not there yet, whoever else does so at the same time; gives the ids of the new ones. */
export async function insertReminders(
  tx: Tx,
  reminders: NewReminder[],
  at: Date,
): Promise<(NewReminder & { id: string })[]> {
  const rows = reminders.map((reminder) => ({ ...reminder, id: newId(at.getTime()) }))
  const made = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO reminder (id, round_id, department_id, kind, day, due_on, made_at)
    SELECT n.id, n."roundId", n."departmentId", n.kind, n.day, n."dueOn", ${at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS n (id uuid, "roundId" uuid, "departmentId" uuid, kind text, day date, "dueOn" date)
    ON CONFLICT (round_id, department_id, kind, day) DO NOTHING RETURNING id::text`
  const ids = new Set(made.map(({ id }) => id))
  return rows.filter(({ id }) => ids.has(id))
}

/** One mail for every account of its audience that has an address; gives how many, by reminder. */
export async function queueMails(tx: Tx, reminderIds: string[], at: Date): Promise<Map<string, number>> {
  const people = await tx.$queryRaw<{ reminderId: string; accountId: string }[]>`
    SELECT m.id AS "reminderId", a.id AS "accountId" FROM reminder m JOIN account a ON ${hears}
    WHERE m.id = ANY(${reminderIds}::uuid[]) AND a.state = 'active' AND a.email IS NOT NULL ORDER BY m.id, a.id`
  await tx.reminderMail.createMany({
    data: people.map((person) => ({ id: newId(at.getTime()), ...person, nextTryAt: at })),
  })
  const counts = new Map<string, number>()
  for (const { reminderId } of people) counts.set(reminderId, (counts.get(reminderId) ?? 0) + 1)
  return counts
}

/** The account `a` belongs to the audience of the reminder `m`. */
export const hears = Prisma.sql`
  CASE m.audience WHEN 'department' THEN a.department_id = m.department_id
                  WHEN 'township' THEN a.township_id = m.township_id ELSE a.role = m.audience END`

/** A reminder as its department reads it. */
export type Told = { kind: ReminderKind; number: number; dueOn: Day; at: Date; open: number }

/** The newest of each round and due day, as long as the day is still the one and something is owed by it. */
export async function remindersOf(db: Tx, of: { departmentId: string | null; cycleId: string }): Promise<Told[]> {
  const rows = await db.$queryRaw<(Omit<Told, 'dueOn'> & { dueOn: Date })[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (m.round_id, m.due_on) m.kind, r.number, m.due_on AS "dueOn", m.made_at AS at, q.open
      FROM (${asks}) q
      JOIN reminder m ON m.round_id = q.round_id AND m.department_id = q.department_id AND m.due_on = q.due_on
      JOIN round r ON r.id = m.round_id
      WHERE q.department_id = ${of.departmentId}::uuid AND r.cycle_id = ${of.cycleId}::uuid
      ORDER BY m.round_id, m.due_on, m.made_at DESC) t
    ORDER BY "dueOn", number`
  return rows.map((row) => ({ ...row, dueOn: dayFromDate(row.dueOn) }))
}

/** A withdrawn person's opinions are not owed, nor those that wait for the township. */
export const asks = Prisma.sql`
  SELECT v.round_id, v.department_id, coalesce(k.due_on, rd.extended_due_on, r.due_on) AS due_on, count(*)::int AS open
  FROM review v
  JOIN candidate c ON c.id = v.candidate_id
  JOIN round r ON r.id = v.round_id
  LEFT JOIN round_department rd ON rd.round_id = v.round_id AND rd.department_id = v.department_id
  LEFT JOIN recheck k ON k.id = v.recheck_id
  WHERE c.state <> 'withdrawn' AND CASE WHEN k.id IS NULL THEN r.state = 'issued' ELSE k.state = 'open' END
    AND (v.state = 'unsigned' OR (v.state = 'returned' AND coalesce(c.resubmitted_at > v.returned_at, FALSE)))
  GROUP BY v.round_id, v.department_id, coalesce(k.due_on, rd.extended_due_on, r.due_on)`
