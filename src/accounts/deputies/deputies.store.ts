import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dayInChina } from '../../lib/clock'
import { dateFromDay, dayFromDate, type Day } from '../../lib/day'
import type { StandsInFor } from '../actor'
import type { Deputyship } from './deputy'

/** Whom this account stands in for on this day; the row is held until the transaction ends. Null outside the dates. */
export async function holdStandIn(tx: Tx, accountId: string, today: Day): Promise<StandsInFor | null> {
  const rows = await tx.$queryRaw<StandsInFor[]>`
    SELECT s.id AS "accountId", s.name, to_char(y.until_on, 'YYYY-MM-DD') AS until
    FROM deputyship y JOIN account s ON s.id = y.signatory_id JOIN account a ON a.id = y.deputy_id
    WHERE a.id = ${accountId}::uuid AND ${inForce(dateFromDay(today))}
    ORDER BY y.id LIMIT 1 FOR SHARE OF y, s`
  return rows[0] ?? null
}

/** `deputyship y` of signatory s and deputy a counts on this day: their accounts are still what they were. */
export function inForce(today: Date): Prisma.Sql {
  return Prisma.sql`(y.ended_at IS NULL AND y.from_on <= ${today}::date AND y.until_on >= ${today}::date
    AND a.state = 'active' AND a.role = 'reviewer' AND a.department_id = y.department_id
    AND s.state = 'active' AND s.role = 'signatory' AND s.department_id = y.department_id)`
}

/** Newest first: a signatory's own, or (null) everybody's that still runs or will. */
export async function listDeputyships(db: Tx, signatoryId: string | null, today: Day): Promise<Deputyship[]> {
  const which = signatoryId
    ? Prisma.sql`y.signatory_id = ${signatoryId}::uuid`
    : Prisma.sql`y.ended_at IS NULL AND y.until_on >= ${dateFromDay(today)}::date`
  const rows = await db.$queryRaw<Row[]>`${selected} WHERE ${which} ORDER BY y.from_on DESC, y.id DESC LIMIT 200`
  return rows.map(toDeputyship)
}

export async function lockDeputyship(tx: Tx, id: string): Promise<Deputyship | null> {
  await tx.$queryRaw`SELECT id FROM deputyship WHERE id = ${id}::uuid FOR UPDATE`
  const rows = await tx.$queryRaw<Row[]>`${selected} WHERE y.id = ${id}::uuid`
  return rows[0] ? toDeputyship(rows[0]) : null
}

/** Active reviewers of a department: another signatory signs anyway. */
export async function possibleDeputies(db: Tx, departmentId: string | null): Promise<{ id: string; name: string }[]> {
  if (!departmentId) return []
  const where = { departmentId, role: 'reviewer', state: 'active' }
  return db.account.findMany({ where, select: { id: true, name: true }, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
}

/** Namings of a department are judged one after the other. */
export async function lockNamings(tx: Tx, departmentId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM department WHERE id = ${departmentId}::uuid FOR UPDATE`
}

/** Whose days overlap these: the signatory has a deputy then, or the deputy stands in for somebody. */
export async function overlapping(
  tx: Tx,
  { signatoryId, deputyId, fromOn, untilOn }: { signatoryId: string; deputyId: string; fromOn: Day; untilOn: Day },
): Promise<'signatory' | 'deputy' | null> {
  const rows = await tx.$queryRaw<{ own: boolean }[]>`
    SELECT signatory_id = ${signatoryId}::uuid AS own FROM deputyship
    WHERE ended_at IS NULL AND (signatory_id = ${signatoryId}::uuid OR deputy_id = ${deputyId}::uuid)
      AND from_on <= ${dateFromDay(untilOn)}::date AND until_on >= ${dateFromDay(fromOn)}::date
    ORDER BY own DESC LIMIT 1`
  const [first] = rows
  return first ? (first.own ? 'signatory' : 'deputy') : null
}

export type NewDeputyship = Pick<Deputyship, 'id' | 'signatoryId' | 'deputyId' | 'fromOn' | 'untilOn' | 'words'> & {
  departmentId: string
  madeAt: Date
}

export async function insertDeputyship(tx: Tx, { fromOn, untilOn, ...rest }: NewDeputyship): Promise<void> {
  await tx.deputyship.create({ data: { ...rest, fromOn: dateFromDay(fromOn), untilOn: dateFromDay(untilOn) } })
}

export async function markEnded(tx: Tx, id: string, by: { endedById: string; endedAt: Date }): Promise<void> {
  await tx.deputyship.update({ where: { id }, data: by })
}

/** Ends all that an account has a part in and that is not over; gives how many. */
export async function endDeputyshipsOf(
  tx: Tx,
  accountId: string,
  by: { endedById: string; endedAt: Date },
): Promise<number> {
  const people = { OR: [{ signatoryId: accountId }, { deputyId: accountId }] }
  const untilOn = { gte: dateFromDay(dayInChina(by.endedAt)) }
  const { count } = await tx.deputyship.updateMany({ where: { ...people, endedAt: null, untilOn }, data: by })
  return count
}

const selected = Prisma.sql`
  SELECT y.id, y.signatory_id AS "signatoryId", s.name AS signatory, y.deputy_id AS "deputyId", a.name AS deputy,
         y.from_on AS "fromOn", y.until_on AS "untilOn", y.words, y.ended_at AS "endedAt", e.name AS "endedBy"
  FROM deputyship y JOIN account s ON s.id = y.signatory_id JOIN account a ON a.id = y.deputy_id
  LEFT JOIN account e ON e.id = y.ended_by_id`

type Row = Omit<Deputyship, 'fromOn' | 'untilOn'> & { fromOn: Date; untilOn: Date }

function toDeputyship({ fromOn, untilOn, ...row }: Row): Deputyship {
  return { ...row, fromOn: dayFromDate(fromOn), untilOn: dayFromDate(untilOn) }
}
