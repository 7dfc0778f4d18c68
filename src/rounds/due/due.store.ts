import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dateFromDay, dayFromDate, type Day } from '../../lib/day'
import type { DepartmentDue } from './due'

/** Every department of a round with its due day, in the round's order. */
export async function departmentDues(db: Tx, roundId: string): Promise<DepartmentDue[]> {
  const rows = await db.$queryRaw<DueRow[]>`
    SELECT ${dueColumns} FROM round_department rd ${dueJoins}
    WHERE rd.round_id = ${roundId}::uuid ORDER BY rd.position`
  return rows.map(toDue)
}

/** A department that is late in a round that is out, and what was done about it. */
export type Overdue = DepartmentDue & {
  round: { id: string; number: number }
  /** When the clock reminded it last. */
  remindedAt: Date | null
  /** E-mails about this round: gone out, still to be tried, and addresses that the mail server refused. */
  mails: { sent: number; waiting: number; refused: number }
}

/** Who is late, over every round that is out: the longest first. */
export async function overdueDepartments(db: Tx, today: Day): Promise<Overdue[]> {
  const rows = await db.$queryRaw<
    (DueRow & { roundId: string; number: number } & Pick<Overdue, 'remindedAt' | 'mails'>)[]
  >`
    SELECT * FROM (
      SELECT ${dueColumns}, r.id AS "roundId", r.number, d.position,
             (SELECT max(m.made_at) FROM reminder m
              WHERE m.round_id = r.id AND m.department_id = d.id AND m.kind <> 'chase') AS "remindedAt",
             (SELECT jsonb_build_object('sent', count(*) FILTER (WHERE e.state = 'sent'),
                       'waiting', count(*) FILTER (WHERE e.state = 'queued'),
                       'refused', count(DISTINCT e.account_id) FILTER (WHERE e.state = 'refused'))
              FROM reminder m JOIN reminder_mail e ON e.reminder_id = m.id
              WHERE m.round_id = r.id AND m.department_id = d.id) AS mails
      FROM round_department rd ${dueJoins}
      WHERE r.state = 'issued' AND ${dueOn} < ${dateFromDay(today)}::date) o
    WHERE o.open > 0 ORDER BY o."dueOn", o.number, o.position, o.key`
  return rows.map(({ roundId, number, remindedAt, mails, ...row }) => ({
    ...toDue(row),
    round: { id: roundId, number },
    remindedAt,
    mails,
  }))
}

/** Departments that have not signed a recheck whose day is over: they are on the list of rechecks. */
export async function lateInRechecks(db: Tx, today: Day): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT v.department_id)::int AS count FROM recheck k
    JOIN review v ON v.recheck_id = k.id JOIN candidate c ON c.id = k.candidate_id
    WHERE k.state = 'open' AND k.due_on < ${dateFromDay(today)}::date AND c.state <> 'withdrawn' AND v.state = 'unsigned'`
  return rows[0]!.count
}

type Place = { roundId: string; departmentId: string }

export async function saveExtension(
  tx: Tx,
  place: Place,
  { dueOn: day, words, byId, at }: { dueOn: Day; words: string; byId: string; at: Date },
): Promise<void> {
  const data = { extendedDueOn: dateFromDay(day), extendedWords: words, extendedById: byId, extendedAt: at }
  await tx.roundDepartment.update({ where: { roundId_departmentId: place }, data })
}

/** Locks every round that is out, in id order: chases and extensions are judged one after the other. */
export async function lockIssuedRounds(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT id FROM round WHERE state = 'issued' ORDER BY id FOR UPDATE`
}

export async function saveChases(tx: Tx, places: Place[], { byId, at }: { byId: string; at: Date }): Promise<void> {
  await tx.$executeRaw`
    UPDATE round_department rd SET chased_by_id = ${byId}::uuid, chased_at = ${at}
    FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS n ("roundId" uuid, "departmentId" uuid)
    WHERE rd.round_id = n."roundId" AND rd.department_id = n."departmentId"`
}

const dueOn = Prisma.sql`coalesce(rd.extended_due_on, r.due_on)`

const owed = Prisma.sql`
  SELECT v.round_id, v.department_id, count(*)::int AS open, (count(*) FILTER (WHERE NOT v.complete))::int AS unanswered
  FROM review v JOIN candidate c ON c.id = v.candidate_id
  WHERE v.pass = 0 AND c.state <> 'withdrawn'
    AND (v.state = 'unsigned' OR (v.state = 'returned' AND coalesce(c.resubmitted_at > v.returned_at, FALSE)))
  GROUP BY v.round_id, v.department_id`

const dueColumns = Prisma.sql`
  d.id AS "departmentId", d.key, d.name, d.name_en AS "nameEn", ${dueOn} AS "dueOn",
  rd.extended_words AS words, rd.extended_at AS at, a.name AS by, rd.chased_at AS "chasedAt",
  coalesce(q.open, 0) AS open, coalesce(q.unanswered, 0) AS unanswered`

const dueJoins = Prisma.sql`
  JOIN round r ON r.id = rd.round_id
  JOIN department d ON d.id = rd.department_id
  LEFT JOIN account a ON a.id = rd.extended_by_id
  LEFT JOIN (${owed}) q ON q.round_id = rd.round_id AND q.department_id = rd.department_id`

type DueRow = Omit<DepartmentDue, 'dueOn' | 'extended'> & {
  dueOn: Date
  words: string | null
  at: Date | null
  by: string | null
}

function toDue({ dueOn: day, words, at, by, ...row }: DueRow): DepartmentDue {
  return { ...row, dueOn: dayFromDate(day), extended: at && { at, words: words ?? '', by: by ?? '' } }
}
