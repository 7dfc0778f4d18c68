import type { Tx } from '../db/client'
import { dayFromDate } from '../lib/day'
import type { Department } from '../organisations/organisation'
import type { Cycle, CycleParts, CycleState } from './cycle'

/** The newest cycle that is not closed; null before the first one and between two. */
export async function currentCycle(db: Tx): Promise<Cycle | null> {
  const row = await db.cycle.findFirst({
    where: { state: { not: 'closed' } },
    orderBy: [{ startsOn: 'desc' }, { createdAt: 'desc' }],
  })
  return row && toCycle(row)
}

export async function findCycle(db: Tx, id: string): Promise<Cycle | null> {
  const row = await db.cycle.findUnique({ where: { id } })
  return row && toCycle(row)
}

/** The cycle, locked until the transaction ends. */
export async function lockCycle(tx: Tx, id: string): Promise<Cycle | null> {
  await tx.$queryRaw`SELECT id FROM cycle WHERE id = ${id}::uuid FOR UPDATE`
  return findCycle(tx, id)
}

/** Newest first: a county has few. */
export async function listCycles(db: Tx): Promise<Cycle[]> {
  const rows = await db.cycle.findMany({ orderBy: [{ startsOn: 'desc' }, { createdAt: 'desc' }] })
  return rows.map(toCycle)
}

/** Departments taking part, in the cycle's order. */
export async function cycleDepartments(db: Tx, cycleId: string): Promise<Department[]> {
  const rows = await db.cycleDepartment.findMany({
    where: { cycleId },
    orderBy: { position: 'asc' },
    include: { department: true },
  })
  return rows.map((row) => row.department)
}

/** What opening and closing ask about. */
export async function cycleParts(db: Tx, cycleId: string): Promise<CycleParts & { frozen: boolean }> {
  // One after the other: a transaction is one connection, which answers one question at a time.
  const departments = await db.cycleDepartment.count({ where: { cycleId } })
  const criteria = await db.criteriaSet.findMany({ where: { cycleId }, select: { state: true } })
  const openRounds = await db.round.count({ where: { cycleId, state: 'issued' } })
  // A recheck outlives its round; one of somebody who withdrew is over.
  const openRechecks = await db.recheck.count({
    where: { state: 'open', round: { cycleId }, candidate: { state: { not: 'withdrawn' } } },
  })
  const frozen = criteria.some((set) => set.state === 'frozen')
  return { departments, hasCriteria: criteria.length > 0, openRounds, openRechecks, frozen }
}

type CycleRow = Omit<Cycle, 'startsOn' | 'lastTermStart' | 'state'> & {
  startsOn: Date
  lastTermStart: Date
  state: string
  createdAt: Date
}

// cycle_state_check keeps the column to the three words.
function toCycle({ createdAt: _, ...row }: CycleRow): Cycle {
  return {
    ...row,
    startsOn: dayFromDate(row.startsOn),
    lastTermStart: dayFromDate(row.lastTermStart),
    state: row.state as CycleState,
  }
}
