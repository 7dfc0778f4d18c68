import type { Calendar } from '../../cycles/calendar/working-days'
import { counted } from '../../db/counted'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { Day } from '../../lib/day'
import { readyFigures, type ReadyCounts } from '../signing/signing.store'
import { todayFigures, type Waiting, type WaitingRow, waitingOf, workFigures } from '../today/today.store'
import { isWork, joins, matching, mine, type QueueOf, sentBack, shown } from './queue.store'
import type { QueueFilter, QueueShow } from './queue-filter'

export type QueueCounts = Record<QueueShow, number>

/** `rechecks`: asked in a recheck that is open and not signed; `recheckDueOn` is the first day by which one is due. */
export type QueueProgress = {
  total: number
  answered: number
  signed: number
  rechecks: number
  recheckDueOn: Day | null
}

/** How many each filter shows, for the same search and township. */
export async function countQueue(db: Tx, of: QueueOf, filter: QueueFilter): Promise<QueueCounts> {
  const rows = await db.$queryRaw<{ counts: QueueCounts }[]>`
    SELECT ${shownFigures(filter, of)} AS counts FROM review v ${joins} WHERE ${mine(of)}`
  return rows[0]!.counts
}

/** How far the department is in what is out; what a round carries is no work. */
export async function progressOf(db: Tx, of: QueueOf): Promise<QueueProgress> {
  const rows = await db.$queryRaw<{ progress: QueueProgress }[]>`
    SELECT ${progressFigures} AS progress FROM review v ${joins} WHERE ${mine(of)}`
  return rows[0]!.progress
}

/** Everything that the queue's page counts, in one pass over what is out to the department. */
export type QueueFigures = { counts: QueueCounts; progress: QueueProgress; ready: ReadyCounts; waiting: Waiting }

export async function figuresOf(
  db: Tx,
  of: QueueOf,
  filter: QueueFilter,
  { today, calendar }: { today: Day; calendar: Calendar },
): Promise<QueueFigures> {
  const rows = await db.$queryRaw<(Omit<QueueFigures, 'waiting'> & WaitingRow)[]>`
    SELECT ${shownFigures(filter, of)} AS counts, ${progressFigures} AS progress, ${readyFigures(of)} AS ready,
           ${todayFigures(of, today, calendar)} AS today, ${workFigures} AS work
    FROM review v ${joins} WHERE ${mine(of)}`
  const { counts, progress, ready, ...row } = rows[0]!
  return { counts, progress, ready, waiting: waitingOf(row, today, calendar) }
}

function shownFigures(filter: QueueFilter, of: QueueOf): Prisma.Sql {
  const searched = matching(filter, of)
  const each = Object.entries(shown).map(([show, condition]) => [show, Prisma.sql`${searched} AND ${condition}`])
  return counted(Object.fromEntries(each) as Record<QueueShow, Prisma.Sql>)
}

const progressFigures = Prisma.sql`${counted({
  total: isWork,
  answered: Prisma.sql`${isWork} AND ((v.complete AND NOT ${sentBack}) OR v.state <> 'unsigned')`,
  signed: Prisma.sql`${isWork} AND v.state = 'signed'`,
  rechecks: Prisma.sql`${isWork} AND ${shown.recheck}`,
})} || jsonb_build_object('recheckDueOn', min(k.due_on) FILTER (WHERE ${isWork} AND ${shown.recheck}))`
