import type { Request, Response } from 'express'
import { cycleDepartments } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { findRound } from '../rounds.store'
import { countCarried, listCarried } from './carried.store'
import { carriedPage } from './carried.view'

/** 沿用的意见: what a round does not ask anew. */
export function carriedRoutes({ db }: Deps): Route[] {
  const list = async (req: Request, res: Response) => {
    const round = await findRound(db, String(req.params['id']))
    if (!round) throw new NotFound()
    const departments = await cycleDepartments(db, round.cycleId)
    const departmentId = departments.find(({ id }) => id === req.query['department'])?.id ?? ''
    const filter = { roundId: round.id, ...(departmentId ? { departmentId } : {}) }
    const total = await countCarried(db, filter)
    const leaf = pageOf(req, total)
    const lines = await listCarried(db, filter, leaf)
    const given = { lines, departments, departmentId, pager: pagerOf(req, leaf, total) }
    sendPage(res, 'rounds/carried', carriedPage(req, round, given))
  }
  return [{ method: 'get', path: '/rounds/:id/carried', roles: ['office'], handle: list }]
}
