import { cycleSetProblems } from '../../criteria/check'
import { activeItems } from '../../criteria/criteria'
import { criteriaOfCycle } from '../../criteria/criteria.store'
import { listCalendarYears } from '../../cycles/calendar/calendar.store'
import type { Cycle } from '../../cycles/cycle'
import { currentCycle, cycleDepartments } from '../../cycles/cycles.store'
import { setUpCounts, type SetUpCounts } from '../../cycles/settings.store'
import type { Tx } from '../../db/client'
import type { Day } from '../../lib/day'
import { nameableDepartments } from '../../organisations/departments/departments-preset'
import type { County } from '../../organisations/organisation'
import { findCounty, listDepartments } from '../../organisations/organisations.store'

export type SetUp = SetUpCounts & {
  county: County | null
  cycle: Cycle | null
  criteria: { name: string; items: number; problems: number } | null
  /** Years whose calendar is missing, this one or the cycle's. */
  missingYears: number[]
  year: number
}

/** How far the set-up is. `today`: whose calendar years are needed. */
export async function setUpOf(db: Tx, today: Day): Promise<SetUp> {
  const cycle = await currentCycle(db)
  const year = Number(today.slice(0, 4))
  const years = await listCalendarYears(db)
  return {
    ...(await setUpCounts(db, cycle?.id ?? null)),
    county: await findCounty(db),
    cycle,
    criteria: cycle && (await criteriaSight(db, cycle)),
    missingYears: neededYears(today).filter((one) => !years.includes(one)),
    year,
  }
}

/** The same until the first round is out, then null: nothing is counted for who has long begun. */
export async function setUpAhead(db: Tx, today: Day): Promise<SetUp | null> {
  const cycle = await currentCycle(db)
  const begun = cycle && (await db.round.findFirst({ where: { cycleId: cycle.id }, select: { id: true } }))
  return begun ? null : setUpOf(db, today)
}

async function criteriaSight(db: Tx, cycle: Cycle): Promise<SetUp['criteria']> {
  const set = await criteriaOfCycle(db, cycle.id)
  if (!set) return null
  const [known, taking] = [await listDepartments(db, 'all'), await cycleDepartments(db, cycle.id)]
  const keysOf = (list: { key: string }[]) => list.map(({ key }) => key)
  const problems = cycleSetProblems(set, keysOf(nameableDepartments(known)), keysOf(taking)).length
  return { name: set.name, items: activeItems(set).length, problems }
}

/** This year's, and in December the next one's too: a round of these days may be due in it. */
function neededYears(today: Day): number[] {
  const year = Number(today.slice(0, 4))
  return today.slice(5, 7) === '12' ? [year, year + 1] : [year]
}
