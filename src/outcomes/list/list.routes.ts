import type { Request, Response } from 'express'
import { sendListWorkbook } from '../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../accounts/own-lists/own-lists.store'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { listTownships } from '../../organisations/organisations.store'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { mostInBatch, readChosen } from '../outcome.form'
import { countOutcomeLines, countProposable, listOutcomeLines } from '../outcome-lists.store'
import { waitingCards } from '../outcomes.view'
import { countOvertaken } from '../stale/stale.actions'
import type { ListFilter } from './list-filter'
import { readOutcomeFilter, readWhich } from './list.form'
import type { OutcomeFilter } from './order.store'
import { outcomeCells, outcomeColumns, outcomesList } from './list.view'

/** 结论 as a list: tabs by state, filters, order, one's own views and columns, a workbook. */
export function outcomeListRoutes(deps: Deps): Route[] {
  const roles = ['office', 'leading_group'] as const
  return [
    { method: 'get', path: '/outcomes', roles, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/outcomes/workbook', roles, handle: (req, res) => workbook(deps, req, res) },
  ]
}

/** Whom the form names: the ticked, or all that its filter shows, at most as many as one batch holds. */
export async function chosenOutcomes({ db }: Deps, req: Request, cycleId: string): Promise<string[]> {
  const { which, filter } = readWhich(req.body)
  if (which === 'ticked') return readChosen(req.body).outcomeIds
  const asked = readOutcomeFilter(Object.fromEntries(new URLSearchParams(filter.split('?')[1] ?? '')))
  if (asked?.tab !== 'proposed') throw new NotFound()
  const lines = await listOutcomeLines(db, filterOf(cycleId, asked), { skip: 0, take: mostInBatch })
  return lines.map(({ id }) => id)
}

async function list({ db }: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(db)
  if (!cycle) return sendPage(res, 'progress/empty', { title: req.t('outcomes:title') })
  const filter = askedFor(req)
  const total = await countOutcomeLines(db, filterOf(cycle.id, filter))
  const leaf = pageOf(req, total)
  const { accountId, role } = req.actor
  const [lines, townships, overtaken, own, proposable] = await Promise.all([
    listOutcomeLines(db, filterOf(cycle.id, filter), leaf),
    listTownships(db),
    countOvertaken(db, cycle.id),
    ownSetUp(db, accountId, 'outcomes'),
    role === 'office' ? countProposable(db, cycle.id) : null,
  ])
  const paged = { page: leaf.number, pager: pagerOf(req, leaf, total), most: mostInBatch }
  const given = { actor: req.actor, filter, lines, total, townships, overtaken, own, ...paged }
  sendPage(res, 'outcomes/list', {
    title: req.t('outcomes:title'),
    lead: cycle.name,
    actions: [{ label: req.t('meetings:title'), href: '/meetings' }],
    waiting: proposable ? waitingCards(proposable, req.t) : [],
    ...outcomesList({ ...given, t: req.t, lang: req.lang }),
  })
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(deps.db)
  if (!cycle) throw new NotFound()
  const filter = askedFor(req)
  await sendListWorkbook(deps, req, res, {
    list: 'outcomes',
    title: req.t('outcomes:title'),
    columns: outcomeColumns(filter, req.t),
    rowsOf: async (part) => {
      const lines = await listOutcomeLines(deps.db, filterOf(cycle.id, filter), part)
      return lines.map((line) => outcomeCells(line, req.t, req.lang))
    },
  })
}

function askedFor(req: Request): ListFilter {
  const filter = readOutcomeFilter(req.query)
  if (!filter) throw new NotFound()
  return filter
}

function filterOf(cycleId: string, { tab, township, outcome, sort }: ListFilter): OutcomeFilter {
  return { cycleId, state: tab, townshipId: township ?? undefined, outcome: outcome ?? undefined, sort }
}
