import type { Request, Response } from 'express'
import { sendListWorkbook } from '../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../accounts/own-lists/own-lists.store'
import { cycleDepartments } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { readSort } from '../../lib/sort'
import { listTownships } from '../../organisations/organisations.store'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { findRound } from '../rounds.store'
import { carriedSorts } from './carried-list'
import { countCarried, listCarried } from './carried.store'
import { carriedCells, carriedColumns, carriedPage } from './carried.view'

/** 沿用的意见: what a round does not ask anew. */
export function carriedRoutes(deps: Deps): Route[] {
  const roles = ['office'] as const
  return [
    { method: 'get', path: '/rounds/:id/carried', roles, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/rounds/:id/carried/workbook', roles, handle: (req, res) => workbook(deps, req, res) },
  ]
}

async function list(deps: Deps, req: Request, res: Response): Promise<void> {
  const { round, asked, filter, ...choices } = await askedFor(deps, req)
  const total = await countCarried(deps.db, filter)
  const leaf = pageOf(req, total)
  const lines = await listCarried(deps.db, filter, leaf)
  const own = await ownSetUp(deps.db, req.actor.accountId, 'carried')
  const given = { lines, ...choices, asked, own, page: leaf.number, pager: pagerOf(req, leaf, total) }
  sendPage(res, 'rounds/carried', carriedPage(req, round, given))
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const { round, asked, filter } = await askedFor(deps, req)
  await sendListWorkbook(deps, req, res, {
    list: 'carried',
    title: req.t('rounds:carried.title', { number: round.number }),
    columns: carriedColumns(req.t, asked),
    rowsOf: async (part) => (await listCarried(deps.db, filter, part)).map((line) => carriedCells(req, line)),
  })
}

async function askedFor({ db }: Deps, req: Request) {
  const round = await findRound(db, String(req.params['id']))
  if (!round) throw new NotFound()
  const departments = await cycleDepartments(db, round.cycleId)
  const departmentId = departments.find(({ id }) => id === req.query['department'])?.id
  const townships = await listTownships(db)
  const townshipId = townships.find(({ id }) => id === req.query['township'])?.id
  const sort = readSort(req.query['sort'], carriedSorts)
  const asked = { roundId: round.id, township: townshipId ?? '', department: departmentId ?? '', sort }
  return { round, departments, townships, asked, filter: { roundId: round.id, townshipId, departmentId, sort } }
}
