import type { Calendar } from '../../cycles/calendar/working-days'
import { counted } from '../../db/counted'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { Day } from '../../lib/day'
import { isReady } from '../signatory/sections.store'
import { holder, isHeld } from '../split/held.store'
import { type HeldCount, heldFigures } from '../split/split.store'
import { todayFigures, type Waiting, type WaitingRow, waitingOf, workFigures } from '../today/today.store'
import { dueOn, isWork, joins, matching, mine, type QueueOf, shown } from './queue.store'
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
    WITH ${queue(of, filter)} SELECT ${shownFigures} AS counts FROM queue`
  return rows[0]!.counts
}

/** How far the department is in what is out; what a round carries is no work. */
export async function progressOf(db: Tx, of: QueueOf, filter: QueueFilter): Promise<QueueProgress> {
  const rows = await db.$queryRaw<{ progress: QueueProgress }[]>`
    WITH ${queue(of, filter)} SELECT ${progressFigures} AS progress FROM queue`
  return rows[0]!.progress
}

/** Everything that the queue's page counts, in one pass over what is out to the department. */
export type QueueFigures = {
  counts: QueueCounts
  progress: QueueProgress
  waiting: Waiting
  held: HeldCount[]
  /** Finished drafts that wait for a signature. */
  ready: number
}

export async function figuresOf(
  db: Tx,
  of: QueueOf,
  filter: QueueFilter,
  { today, calendar }: { today: Day; calendar: Calendar },
): Promise<QueueFigures> {
  const rows = await db.$queryRaw<(Omit<QueueFigures, 'waiting'> & WaitingRow)[]>`
    WITH ${queue(of, filter)}
    SELECT ${shownFigures} AS counts, ${progressFigures} AS progress, (count(*) FILTER (WHERE ready))::int AS ready,
           ${todayFigures(today, calendar)} AS today, ${workFigures} AS work, ${heldFigures} AS held
    FROM queue`
  const { today: counted, work, ...figures } = rows[0]!
  return { ...figures, waiting: waitingOf({ today: counted, work }, today, calendar) }
}

/** What is out to the department and the reader may see, every question about a review answered once. */
function queue(of: QueueOf, filter: QueueFilter): Prisma.Sql {
  const flags = Object.entries(shown).map(([show, condition]) => Prisma.sql`${condition} AS ${Prisma.raw(`"${show}"`)}`)
  return Prisma.sql`queue AS MATERIALIZED (
    SELECT v.state, v.complete, v.drafted_at, k.due_on AS recheck_due_on, ${dueOn} AS due_on, ${holder} AS holder_id,
           ${matching(filter, of)} AS searched, ${isHeld('', of)} AS own, ${isWork} AS work,
           ${isReady} AND c.state <> 'withdrawn' AS ready, ${Prisma.join(flags)}
    FROM review v ${joins} WHERE ${mine(of)})`
}

const shownFigures = counted(
  Object.fromEntries(Object.keys(shown).map((show) => [show, Prisma.sql`searched AND ${Prisma.raw(`"${show}"`)}`])),
)

const progressFigures = Prisma.sql`${counted({
  total: Prisma.sql`work`,
  answered: Prisma.sql`work AND (complete AND NOT sent_back OR state <> 'unsigned')`,
  signed: Prisma.sql`work AND state = 'signed'`,
  rechecks: Prisma.sql`work AND recheck`,
})} || jsonb_build_object('recheckDueOn', min(recheck_due_on) FILTER (WHERE work AND recheck))`
