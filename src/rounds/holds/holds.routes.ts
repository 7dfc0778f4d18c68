import type { Request, Response } from 'express'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { countHolds, listHolds } from './holds.store'
import { holdsPage } from './holds.view'

/** 暂缓到期提醒. */
export function holdsRoutes({ db, clock }: Deps): Route[] {
  const list = async (req: Request, res: Response) => {
    const cycle = await currentCycle(db)
    if (!cycle) return sendPage(res, 'rounds/none', { title: req.t('rounds:holds.title') })
    const outcome = req.query['outcome'] === 'rectify' ? 'rectify' : 'held'
    const counts = {
      held: await countHolds(db, { cycleId: cycle.id, outcome: 'held' }),
      rectify: await countHolds(db, { cycleId: cycle.id, outcome: 'rectify' }),
    }
    const leaf = pageOf(req, counts[outcome])
    const lines = await listHolds(db, { cycleId: cycle.id, outcome }, leaf)
    const given = { cycle, outcome, counts, lines, today: clock.today(), pager: pagerOf(req, leaf, counts[outcome]) }
    sendPage(res, 'rounds/holds', holdsPage(req, { ...given, outcome }))
  }
  return [{ method: 'get', path: '/holds', roles: ['office', 'leading_group'], handle: list }]
}
