import type { Request, Response } from 'express'
import { sendListWorkbook } from '../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../accounts/own-lists/own-lists.store'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { readSort } from '../../lib/sort'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { type HoldsAsked, holdSorts } from './hold-list'
import { countHolds, listHolds } from './holds.store'
import { holdCells, holdColumns, holdsPage } from './holds.view'

/** 暂缓到期提醒. */
export function holdsRoutes(deps: Deps): Route[] {
  const roles = ['office', 'leading_group'] as const
  return [
    { method: 'get', path: '/holds', roles, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/holds/workbook', roles, handle: (req, res) => workbook(deps, req, res) },
  ]
}

async function list({ db, clock }: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(db)
  if (!cycle) return sendPage(res, 'rounds/none', { title: req.t('rounds:holds.title') })
  const [cycleId, asked] = [cycle.id, askedFor(req)]
  const counts = {
    held: await countHolds(db, { cycleId, outcome: 'held' }),
    rectify: await countHolds(db, { cycleId, outcome: 'rectify' }),
  }
  const leaf = pageOf(req, counts[asked.outcome])
  const lines = await listHolds(db, { cycleId, ...asked }, leaf)
  const own = await ownSetUp(db, req.actor.accountId, 'holds')
  const paged = { page: leaf.number, pager: pagerOf(req, leaf, counts[asked.outcome]) }
  sendPage(res, 'rounds/holds', holdsPage(req, { cycle, asked, counts, lines, own, today: clock.today(), ...paged }))
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(deps.db)
  if (!cycle) throw new NotFound()
  const [asked, today] = [askedFor(req), deps.clock.today()]
  await sendListWorkbook(deps, req, res, {
    list: 'holds',
    title: req.t('rounds:holds.title'),
    columns: holdColumns(req.t, asked),
    rowsOf: async (part) => {
      const lines = await listHolds(deps.db, { cycleId: cycle.id, ...asked }, part)
      return lines.map((line) => holdCells(req.t, line, { cycle, today }))
    },
  })
}

function askedFor({ query }: Request): HoldsAsked {
  return {
    outcome: query['outcome'] === 'rectify' ? 'rectify' : 'held',
    sort: readSort(query['sort'], holdSorts),
  }
}
