import type { Request, Response } from 'express'
import { townshipRoles } from '../accounts/role'
import { scopeOf } from '../accounts/scope'
import { currentCycle } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { type Desk, desksOf } from '../outcomes/notices/desk/desk'
import { countDesks } from '../outcomes/notices/desk/desk.store'
import { deskTiles } from '../outcomes/notices/desk/desk.view'
import { rectificationsTable } from '../outcomes/rectifications/rectification-list.view'
import { listRectifications } from '../outcomes/rectifications/rectifications.store'
import { clocksToldTo } from '../rounds/reminders/clocks.store'
import { clockLines } from '../rounds/reminders/reminders.view'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { homeFor } from './home/home.routes'
import { countByTeam } from './map/township-map.store'
import { townshipMap } from './map/township-map.view'
import { townshipTiles } from './township.view'

/** More are on the list of their own. */
const mostShown = 20

/** Where a township's people start: what waits for them. */
export function townshipRoutes(deps: Deps): Route[] {
  return [{ method: 'get', path: '/township', roles: townshipRoles, handle: (req, res) => start(deps, req, res) }]
}

async function start(deps: Deps, req: Request, res: Response): Promise<void> {
  const { db, clock } = deps
  const cycle = await currentCycle(db)
  const title = req.t('shell:home.title', { name: req.actor.name })
  if (!cycle) return sendPage(res, 'candidates/no-cycle', { title })
  const [scope, today] = [scopeOf(req.actor), clock.today()]
  const desksCounted = countDesks(db, scope, { cycleId: cycle.id, today })
  const [counts, files, told, desks, home] = await Promise.all([
    countByTeam(db, cycle.id, req.actor.townshipId!),
    listRectifications(db, scope, cycle.id, 'until', { skip: 0, take: mostShown }),
    clocksToldTo(db, { cycleId: cycle.id, audience: 'township', townshipId: req.actor.townshipId }),
    desksCounted,
    homeFor(
      deps,
      req,
      cycle,
      desksCounted.then((desks) => ({ desks })),
    ),
  ])
  const isClerk = req.actor.role === 'township_clerk'
  sendPage(res, 'progress/township', {
    title,
    lead: cycle.name,
    actions: isClerk
      ? [{ label: req.t('candidates:list.import'), href: '/candidates/import', tone: 'primary' as const }]
      : [],
    reminders: clockLines(req, told, today),
    mine: [...townshipTiles(counts, req.actor.role, req.t), ...noticeTiles(req, desks)],
    home,
    map: townshipMap(counts, req.t),
    rectifications: rectificationsTable(files, { t: req.t, lang: req.lang, today }),
    empty: counts.every(({ people }) => people === 0),
    emptyText: req.t(isClerk ? 'progress:township.emptyClerk' : 'progress:township.emptyLead'),
  })
}

/** Notices to hand over, and those whose time to reply runs. */
function noticeTiles(req: Request, counts: Map<Desk, number>) {
  const mine = new Map([...counts].filter(([desk]) => desksOf[req.actor.role]?.includes(desk)))
  return deskTiles(mine, req.actor.role, req.t)
}
