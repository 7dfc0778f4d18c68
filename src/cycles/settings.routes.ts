import type { Request, Response } from 'express'
import { cycleSetProblems } from '../criteria/check'
import { activeItems } from '../criteria/criteria'
import { criteriaOfCycle } from '../criteria/criteria.store'
import type { Deps } from '../deps'
import type { Day } from '../lib/day'
import { nameableDepartments } from '../organisations/departments/departments-preset'
import { findCounty, listDepartments } from '../organisations/organisations.store'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { listCalendarYears } from './calendar/calendar.store'
import type { Cycle } from './cycle'
import { currentCycle, cycleDepartments } from './cycles.store'
import { setUpCounts } from './settings.store'
import { settingsPage, type SetUp } from './settings.view'

/** 启用向导: where the office and the system administrator start on the first day; the office comes back to change something. */
export function settingsRoutes(deps: Deps): Route[] {
  const handle = async (req: Request, res: Response) => {
    sendPage(res, 'settings/index', settingsPage(req.t, await setUpOf(deps), req.actor.role))
  }
  return [{ method: 'get', path: '/settings', roles: ['office', 'system_admin'], handle }]
}

async function setUpOf(deps: Deps): Promise<SetUp> {
  const { db } = deps
  const cycle = await currentCycle(db)
  const year = Number(deps.clock.today().slice(0, 4))
  const years = await listCalendarYears(db)
  return {
    ...(await setUpCounts(db, cycle?.id ?? null)),
    county: await findCounty(db),
    cycle,
    criteria: cycle && (await criteriaSight(deps, cycle)),
    missingYears: neededYears(deps.clock.today()).filter((one) => !years.includes(one)),
    year,
  }
}

async function criteriaSight({ db }: Deps, cycle: Cycle): Promise<SetUp['criteria']> {
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
