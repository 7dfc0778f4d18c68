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
import { countOvertaken, listOvertaken } from './stale.actions'
import { type StaleAsked, staleSorts } from './stale-list'
import { departmentNames } from './stale.store'
import { staleCells, staleColumns, stalePage } from './stale.view'

/** 情况有变: outcomes whose standing would now be another, with what changed. The office decides what follows. */
export function staleRoutes(deps: Deps): Route[] {
  const roles = ['office', 'leading_group'] as const
  return [
    { method: 'get', path: '/outcomes/stale', roles, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/outcomes/stale/workbook', roles, handle: (req, res) => workbook(deps, req, res) },
  ]
}

async function list({ db }: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(db)
  if (!cycle) return sendPage(res, 'progress/empty', { title: req.t('certificates:stale.title') })
  const [asked, total] = [askedFor(req), await countOvertaken(db, cycle.id)]
  const leaf = pageOf(req, total)
  const overtaken = await listOvertaken(db, { ...asked, cycleId: cycle.id }, leaf)
  const own = await ownSetUp(db, req.actor.accountId, 'stale')
  const words = { t: req.t, lang: req.lang, departments: await departmentNames(db) }
  const paged = { total, page: leaf.number, pager: pagerOf(req, leaf, total) }
  sendPage(res, 'outcomes/stale', stalePage(words, { overtaken, asked, own, ...paged }))
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(deps.db)
  if (!cycle) throw new NotFound()
  const asked = askedFor(req)
  const words = { t: req.t, lang: req.lang, departments: await departmentNames(deps.db) }
  await sendListWorkbook(deps, req, res, {
    list: 'stale',
    title: req.t('certificates:stale.title'),
    columns: staleColumns(req.t, asked),
    rowsOf: async (part) => {
      const overtaken = await listOvertaken(deps.db, { ...asked, cycleId: cycle.id }, part)
      return overtaken.map((one) => staleCells(one, words))
    },
  })
}

function askedFor({ query }: Request): StaleAsked {
  return { sort: readSort(query['sort'], staleSorts) }
}
