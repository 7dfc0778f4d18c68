import type { Request, Response } from 'express'
import { townshipRoles } from '../accounts/role'
import { currentCycle } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { sendPage } from '../web/page'
import type { Route } from '../web/route'
import { countFiles } from './progress.store'
import { townshipTiles } from './township.view'

/** Where a township's people start: what waits for them. */
export function townshipRoutes(deps: Deps): Route[] {
  return [{ method: 'get', path: '/township', roles: townshipRoles, handle: (req, res) => start(deps, req, res) }]
}

async function start({ db }: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(db)
  const title = req.t('shell:home.title', { name: req.actor.name })
  if (!cycle) return sendPage(res, 'candidates/no-cycle', { title })
  const counts = await countFiles(db, cycle.id, req.actor.townshipId!)
  const isClerk = req.actor.role === 'township_clerk'
  sendPage(res, 'progress/township', {
    title,
    lead: cycle.name,
    actions: isClerk
      ? [{ label: req.t('candidates:list.import'), href: '/candidates/import', tone: 'primary' as const }]
      : [],
    ...townshipTiles(counts, req.actor.role, req.t),
    empty: counts.length === 0,
    emptyText: req.t(isClerk ? 'progress:township.emptyClerk' : 'progress:township.emptyLead'),
  })
}
