import type { Request, Response } from 'express'
import { sendListWorkbook } from '../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../accounts/own-lists/own-lists.store'
import { scopeOf } from '../../accounts/scope'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { readSort } from '../../lib/sort'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { overdueDepartments } from '../due/due.store'
import { countDue } from '../holds/holds.store'
import { roundStates } from '../round'
import { countRounds, listRounds } from '../rounds.store'
import { countTriggers } from '../triggers/trigger-lists.store'
import { type RoundsAsked, roundSorts } from './round-list'
import { roundCells, roundColumns, roundsPage } from './round-list.view'

/** 轮次 as a list: by state, in an order, one's own views and columns, a workbook. */
export function roundListRoutes(deps: Deps): Route[] {
  const roles = ['office'] as const
  return [
    { method: 'get', path: '/rounds', roles, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/rounds/workbook', roles, handle: (req, res) => workbook(deps, req, res) },
  ]
}

async function list({ db, clock }: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(db)
  if (!cycle) return sendPage(res, 'rounds/none', { title: req.t('rounds:list.title') })
  const [cycleId, asked, today] = [cycle.id, askedFor(req), clock.today()]
  const total = await countRounds(db, { cycleId, ...asked })
  const leaf = pageOf(req, total)
  const [rounds, overdue, triggers, due, own] = await Promise.all([
    listRounds(db, { cycleId, ...asked }, leaf),
    overdueDepartments(db, today),
    countTriggers(db, scopeOf(req.actor), { cycleId, state: 'open' }),
    countDue(db, { cycleId, today, reminderDays: cycle.holdReminderDays }),
    ownSetUp(db, req.actor.accountId, 'rounds'),
  ])
  const given = { rounds, overdue, triggers, due, own, page: leaf.number, pager: pagerOf(req, leaf, total) }
  sendPage(res, 'rounds/list', roundsPage(req, cycle, { asked, ...given }))
}

async function workbook({ db, clock, ...deps }: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(db)
  if (!cycle) throw new NotFound()
  const asked = askedFor(req)
  const overdue = await overdueDepartments(db, clock.today())
  await sendListWorkbook({ db, clock, ...deps }, req, res, {
    list: 'rounds',
    title: req.t('rounds:list.title'),
    columns: roundColumns(req.t, asked),
    rowsOf: async (part) => {
      const rounds = await listRounds(db, { cycleId: cycle.id, ...asked }, part)
      return rounds.map((round) => roundCells(req.t, round, overdue))
    },
  })
}

function askedFor({ query }: Request): RoundsAsked {
  const state = roundStates.find((one) => one === query['state']) ?? ''
  return { state, sort: readSort(query['sort'], roundSorts) }
}
