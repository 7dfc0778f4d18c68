import type { Request, Response } from 'express'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { countOvertaken, listOvertaken } from './stale.actions'
import { departmentNames } from './stale.store'
import { staleRow } from './stale.view'

/** 情况有变: outcomes whose standing would now be another, with what changed. The office decides what follows. */
export function staleRoutes({ db }: Deps): Route[] {
  const list = async (req: Request, res: Response) => {
    const cycle = await currentCycle(db)
    if (!cycle) return sendPage(res, 'progress/empty', { title: req.t('certificates:stale.title') })
    const total = await countOvertaken(db, cycle.id)
    const page = pageOf(req, total)
    const overtaken = await listOvertaken(db, cycle.id, page)
    const words = { t: req.t, lang: req.lang, departments: await departmentNames(db) }
    sendPage(res, 'outcomes/stale', {
      title: req.t('certificates:stale.title'),
      lead: req.t('certificates:stale.lead', { count: total }),
      breadcrumbs: [{ label: req.t('outcomes:title'), href: '/outcomes' }],
      rows: overtaken.map((one) => staleRow(one, words)),
      pager: pagerOf(req, page, total),
    })
  }

  return [{ method: 'get', path: '/outcomes/stale', roles: ['office', 'leading_group'], handle: list }]
}
