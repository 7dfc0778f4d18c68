import type { Tx } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import { dateFromDay, dayFromDate, type Day } from '../../lib/day'
import { sortMeant } from '../../lib/sort'
import { newId } from '../../lib/ids'
import type { Attendance, Meeting } from './meeting'
import { type MeetingSort, meetingSorts } from './list/meeting-list'

export type ListedMeeting = Meeting & { people: number; open: number }

/** A cycle's meetings in the order asked for, newest first unless told; `open` counts people on the agenda who are not decided on. */
export async function listMeetings(
  db: Tx,
  cycleId: string,
  sort: MeetingSort,
  page: { skip: number; take: number },
): Promise<ListedMeeting[]> {
  const { key, order } = sortMeant(sort, meetingSorts)
  const way = order === 'ascending' ? 'asc' : 'desc'
  const rows = await db.deliberation.findMany({
    where: { cycleId },
    include: { agenda: { select: { decision: true } } },
    orderBy: [orders[key](way), { metOn: 'desc' }, { id: 'desc' }],
    ...page,
  })
  return rows.map(({ agenda, ...row }) => ({
    ...toMeeting(row),
    people: agenda.length,
    open: agenda.filter(({ decision }) => decision === null).length,
  }))
}

type Way = 'asc' | 'desc'

const orders: Record<keyof typeof meetingSorts, (way: Way) => Prisma.DeliberationOrderByWithRelationInput> = {
  day: (way) => ({ metOn: way }),
  number: (way) => ({ documentNumber: way }),
  state: (way) => ({ state: way }),
  people: (way) => ({ agenda: { _count: way } }),
}

export async function countMeetings(db: Tx, cycleId: string): Promise<number> {
  return db.deliberation.count({ where: { cycleId } })
}

export async function findMeeting(db: Tx, id: string): Promise<Meeting | null> {
  const row = await db.deliberation.findUnique({ where: { id } })
  return row && toMeeting(row)
}

export async function lockMeeting(tx: Tx, id: string): Promise<Meeting | null> {
  await tx.$queryRaw`SELECT id FROM deliberation WHERE id = ${id}::uuid FOR UPDATE`
  return findMeeting(tx, id)
}

/** A meeting that has been called: nobody present, nothing decided. */
export async function insertMeeting(
  tx: Tx,
  meeting: Pick<Meeting, 'id' | 'cycleId' | 'metOn' | 'place' | 'documentNumber'>,
  by: { createdById: string; createdAt: Date },
): Promise<void> {
  const nothing = { votesFor: 0, votesAgainst: 0, votesAbstained: 0, reasons: '', present: [], recused: [] }
  const metOn = dateFromDay(meeting.metOn)
  await tx.deliberation.create({ data: { ...meeting, ...nothing, metOn, state: 'called', ...by } })
}

/** Freezes the minutes: from here on nothing updates them. `present` and `recused` are the names as printed. */
export async function closeMinutes(
  tx: Tx,
  id: string,
  minutes: { documentNumber: string; metOn: Day; reasons: string; present: string[]; recused: string[] },
  by: { closedById: string; closedAt: Date },
): Promise<void> {
  const metOn = dateFromDay(minutes.metOn)
  await tx.deliberation.update({ where: { id }, data: { ...minutes, metOn, state: 'closed', ...by } })
}

export async function attendancesOf(db: Tx, deliberationId: string): Promise<Attendance[]> {
  const rows = await db.attendance.findMany({ where: { deliberationId }, orderBy: { position: 'asc' } })
  return rows.map(({ id, accountId, name, votes }) => ({ id, accountId, name, votes }))
}

/** Who is there: members with their accounts, guests by name. */
export async function saveAttendances(
  tx: Tx,
  deliberationId: string,
  present: Omit<Attendance, 'id'>[],
): Promise<void> {
  await tx.attendance.deleteMany({ where: { deliberationId } })
  await tx.attendance.createMany({
    data: present.map((one, place) => ({ ...one, id: newId(), deliberationId, position: place + 1 })),
  })
}

/** The leading group's accounts that may be present. */
export async function membersOf(db: Tx): Promise<{ id: string; name: string }[]> {
  return db.account.findMany({
    where: { role: 'leading_group', state: 'active' },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
}

type MeetingRow = Omit<Meeting, 'metOn' | 'state'> & { metOn: Date; state: string }

function toMeeting(row: MeetingRow): Meeting {
  const { id, cycleId, place, documentNumber, reasons, closedAt } = row
  return {
    id,
    cycleId,
    place,
    documentNumber,
    reasons,
    closedAt,
    metOn: dayFromDate(row.metOn),
    state: row.state === 'called' ? 'called' : 'closed',
  }
}
