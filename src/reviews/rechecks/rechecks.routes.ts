import type { Request, Response } from 'express'
import { listing } from '../../accounts/own-lists/own-lists.view'
import { sendListWorkbook } from '../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../accounts/own-lists/own-lists.store'
import { criteriaOfCycle } from '../../criteria/criteria.store'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import type { Day } from '../../lib/day'
import { message } from '../../lib/message'
import { readSort } from '../../lib/sort'
import { flash } from '../../web/pages/flash'
import { type Again, submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { countRechecks, findRecheck, listRechecks } from './list.store'
import { type ListedShow, recheckShows } from './recheck'
import { plainOrder, type RechecksAsked, rechecksHref, recheckSorts } from './recheck-list'
import { recheckCells, recheckColumns } from './recheck-list.view'
import { recheckPage, rechecksPage } from './rechecks.view'
import { withdrawRecheck } from './sending/sending.actions'
import { mostAtOnce, readCancellation } from './sending/sending.form'
import { countWaiting, handsLeft, waitingPeople } from './sending/waiting.store'

/** 复查: what waits to be sent back, what is out, overdue, answered. */
export function rechecksRoutes(deps: Deps): Route[] {
  const readers = ['office', 'leading_group'] as const
  return [
    { method: 'get', path: '/rechecks', roles: readers, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/rechecks/workbook', roles: readers, handle: (req, res) => workbook(deps, req, res) },
    { method: 'get', path: '/rechecks/:id', roles: readers, handle: (req, res) => show(deps, req, res) },
    {
      method: 'post',
      path: '/rechecks/:id/cancellation',
      roles: ['office'],
      handle: (req, res) => cancel(deps, req, res),
    },
  ]
}

async function list({ db, clock }: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(db)
  if (!cycle) return sendPage(res, 'progress/empty', { title: req.t('rechecks:list.title') })
  const today = clock.today()
  const [counts, { disputed: disputes, gap: gaps }] = await Promise.all([
    countRechecks(db, cycle.id, today),
    countWaiting(db, cycle.id),
  ])
  const waiting = { disputes, gaps }
  const asked = recheckShows.find((one) => one === req.query['show'])
  const shown = asked ?? (waiting.disputes + waiting.gaps ? 'waiting' : 'open')
  const given = { show: shown, counts, waiting, acts: req.actor.role === 'office' }
  const rows = shown === 'waiting' ? await waitingRows(db, cycle.id) : { disputes: [], gaps: [], items: [] }
  const listed =
    shown === 'waiting' ? null : await listedRows(db, req, { cycleId: cycle.id, today }, shown, counts[shown])
  sendPage(res, 'rechecks/list', rechecksPage(req, { ...given, ...rows, listing: listed }))
}

async function waitingRows(db: Deps['db'], cycleId: string) {
  const first = { skip: 0, take: mostAtOnce }
  const [disputes, gaps, criteria] = await Promise.all([
    waitingPeople(db, { cycleId, standing: 'disputed' }, first),
    waitingPeople(db, { cycleId, standing: 'gap' }, first),
    criteriaOfCycle(db, cycleId),
  ])
  return { disputes, gaps, items: criteria?.items ?? [] }
}

type Among = { cycleId: string; today: Day }

async function listedRows(db: Deps['db'], req: Request, among: Among, show: ListedShow, total: number) {
  const { t, actor } = req
  const asked = askedFor(req, show)
  const leaf = pageOf(req, total)
  const rows = await listRechecks(db, { ...among, ...asked }, leaf)
  return listing(t, {
    list: 'rechecks',
    address: rechecksHref({ ...asked, page: leaf.number }),
    own: await ownSetUp(db, actor.accountId, 'rechecks'),
    columns: recheckColumns(t, asked),
    rows: rows.map((line) => recheckCells(t, line, among.today)),
    caption: t('rechecks:list.title'),
    empty: { title: t('rechecks:list.none'), text: t('rechecks:list.noneText') },
    pager: pagerOf(req, leaf, total),
  })
}

function askedFor({ query }: Request, show: ListedShow): RechecksAsked {
  return { show, sort: query['sort'] === undefined ? plainOrder(show) : readSort(query['sort'], recheckSorts) }
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const { db, clock } = deps
  const cycle = await currentCycle(db)
  const show = recheckShows.find((one) => one === req.query['show']) ?? 'open'
  if (!cycle || show === 'waiting') throw new NotFound()
  const [asked, among] = [askedFor(req, show), { cycleId: cycle.id, today: clock.today() }]
  await sendListWorkbook(deps, req, res, {
    list: 'rechecks',
    title: req.t('rechecks:list.title'),
    columns: recheckColumns(req.t, asked),
    rowsOf: async (part) => {
      const rows = await listRechecks(db, { ...among, ...asked }, part)
      return rows.map((line) => recheckCells(req.t, line, among.today))
    },
  })
}

async function show(deps: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const { db, clock } = deps
  const recheck = await findRecheck(db, String(req.params['id']))
  if (!recheck) throw new NotFound()
  const { candidateId, kind } = recheck
  const pairs = recheck.reviews.map(({ departmentId }) => ({ candidateId, departmentId }))
  const hands = new Map((await handsLeft(db, pairs, kind)).map((left) => [left.departmentId, left]))
  const acts = req.actor.role === 'office'
  const given = { recheck, hands, today: clock.today(), acts, typed: again && typedIn(req)['words'] }
  sendPage(res, 'rechecks/show', recheckPage(req, given, again?.problems), again?.status)
}

async function cancel(deps: Deps, req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const act = async () => {
    await withdrawRecheck(deps, req.actor, id, readCancellation(req.body).words)
    flash(req, message('rechecks:cancelled'))
    return `/rechecks/${id}`
  }
  await submitForm(res, act, (again) => show(deps, req, res, again))
}
