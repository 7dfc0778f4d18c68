import type { Cycle } from '../cycles/cycle'
import { currentCycle, findCycle } from '../cycles/cycles.store'
import type { Tx } from '../db/client'
import type { Day } from '../lib/day'
import type { ListBasis } from './list/list'
import { referenceDayOf } from './structure/structure.store'

/** The cycle that is asked for, else the current one, with the day on which ages count; null when there is none. */
export async function basisOf(
  db: Tx,
  cycleId: string | null,
  today: Day,
): Promise<(ListBasis & { cycle: Cycle }) | null> {
  const cycle = cycleId ? await findCycle(db, cycleId) : await currentCycle(db)
  if (!cycle) return null
  const day = (await referenceDayOf(db, cycle.id)) ?? today
  return { cycle, cycleId: cycle.id, conditions: cycle, day }
}
