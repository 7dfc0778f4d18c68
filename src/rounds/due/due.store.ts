import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dateFromDay, dayFromDate, type Day } from '../../lib/day'
import type { DepartmentDue } from './due'

/** Every department of a round with its due day, in the round's order. */
export async function departmentDues(db: Tx, roundId: string): Promise<DepartmentDue[]> {
  const rows = await db.$queryRaw<DueRow[]>`
    SELECT d.id AS "departmentId", d.key, d.name, d.name_en AS "nameEn", ${dueOn} AS "dueOn",
           rd.extended_words AS words, rd.extended_at AS at, a.name AS by, rd.chased_at AS "chasedAt", ${open} AS open
    FROM round_department rd
    JOIN round r ON r.id = rd.round_id
    JOIN department d ON d.id = rd.department_id
    LEFT JOIN account a ON a.id = rd.extended_by_id
    WHERE rd.round_id = ${roundId}::uuid ORDER BY rd.position`
  return rows.map(toDue)
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

export async function saveChase(tx: Tx, place: Place, { byId, at }: { byId: string; at: Date }): Promise<void> {
  const data = { chasedById: byId, chasedAt: at }
  await tx.roundDepartment.update({ where: { roundId_departmentId: place }, data })
}

const dueOn = Prisma.sql`coalesce(rd.extended_due_on, r.due_on)`

const open = Prisma.sql`(
  SELECT count(*)::int FROM review v JOIN candidate c ON c.id = v.candidate_id
  WHERE v.round_id = rd.round_id AND v.department_id = rd.department_id AND v.pass = 0 AND c.state <> 'withdrawn'
    AND (v.state = 'unsigned' OR (v.state = 'returned' AND coalesce(c.resubmitted_at > v.returned_at, FALSE))))`

type DueRow = Omit<DepartmentDue, 'dueOn' | 'extended'> & {
  dueOn: Date
  words: string | null
  at: Date | null
  by: string | null
}

function toDue({ dueOn: day, words, at, by, ...row }: DueRow): DepartmentDue {
  return { ...row, dueOn: dayFromDate(day), extended: at && { at, words: words ?? '', by: by ?? '' } }
}
