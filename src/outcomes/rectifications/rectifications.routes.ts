import type { Request, Response } from 'express'
import { sendListWorkbook } from '../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../accounts/own-lists/own-lists.store'
import { listing } from '../../accounts/own-lists/own-lists.view'
import { scopeOf } from '../../accounts/scope'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { evidenceOf } from '../../evidence/evidence.actions'
import { evidencePart } from '../../evidence/evidence.view'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { readSort } from '../../lib/sort'
import { usualDueDay } from '../../rounds/rounds.view'
import { flash } from '../../web/pages/flash'
import { submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { rectificationEvidence } from './rectification-evidence.actions'
import { readProof, readRecheck } from './rectification.form'
import { rectificationSorts, rectificationsHref } from './rectification-list'
import { rectificationCells, rectificationColumns } from './rectification-list.view'
import { type Again, type Given, rectificationPage } from './rectification.view'
import { recheckRectified, recordProof } from './rectifications.actions'
import { countRectifications, findRectification, listRectifications } from './rectifications.store'

/** 整改: the proof of what was put right, and the recheck of it alone. */
export function rectificationRoutes(deps: Deps): Route[] {
  const township = ['township_clerk', 'township_lead', 'office'] as const
  const readers = [...township, 'leading_group'] as const
  const path = '/outcomes/:id/rectification'
  return [
    { method: 'get', path: '/rectifications', roles: readers, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/rectifications/workbook', roles: readers, handle: (req, res) => workbook(deps, req, res) },
    { method: 'get', path, roles: readers, handle: (req, res) => show(deps, req, res) },
    { method: 'post', path, roles: township, handle: (req, res) => record(deps, req, res) },
    { method: 'post', path: `${path}/recheck`, roles: ['office'], handle: (req, res) => recheck(deps, req, res) },
  ]
}

async function list(deps: Deps, req: Request, res: Response): Promise<void> {
  const { db } = deps
  const title = req.t('rectifications:list')
  const cycle = await currentCycle(db)
  if (!cycle) return sendPage(res, 'progress/empty', { title })
  const sort = readSort(req.query['sort'], rectificationSorts)
  const total = await countRectifications(db, scopeOf(req.actor), cycle.id)
  const leaf = pageOf(req, total)
  sendPage(res, 'rectifications/list', {
    title,
    lead: cycle.name,
    listing: listing(req.t, {
      list: 'rectifications',
      address: rectificationsHref({ sort, page: leaf.number }),
      own: await ownSetUp(db, req.actor.accountId, 'rectifications'),
      columns: rectificationColumns(req, sort),
      rows: await rowsOf(deps, req, cycle.id, leaf),
      caption: title,
      empty: { title: req.t('rectifications:none'), text: req.t('rectifications:noneText') },
      pager: pagerOf(req, leaf, total),
    }),
  })
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(deps.db)
  if (!cycle) throw new NotFound()
  await sendListWorkbook(deps, req, res, {
    list: 'rectifications',
    title: req.t('rectifications:list'),
    columns: rectificationColumns(req, readSort(req.query['sort'], rectificationSorts)),
    rowsOf: (part) => rowsOf(deps, req, cycle.id, part),
  })
}

async function rowsOf({ db, clock }: Deps, req: Request, cycleId: string, part: { skip: number; take: number }) {
  const { t, lang, query } = req
  const sort = readSort(query['sort'], rectificationSorts)
  const files = await listRectifications(db, scopeOf(req.actor), cycleId, sort, part)
  return files.map((file) => rectificationCells(file, { t, lang, today: clock.today() }))
}

async function show(deps: Deps, req: Request, res: Response, again?: Again, status?: number): Promise<void> {
  const { actor, t, lang } = req
  const page = rectificationPage(await given(deps, req), { actor, t, lang, today: deps.clock.today() }, again)
  sendPage(res, 'rectifications/show', page, status)
}

async function record(deps: Deps, req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const act = async () => {
    await recordProof(deps, req.actor, id, readProof(req.body))
    flash(req, message('rectifications:proof.done'))
    return `/outcomes/${id}/rectification`
  }
  await submitForm(res, act, ({ status, ...again }) =>
    show(deps, req, res, { form: 'proof', typed: typedIn(req), ...again }, status),
  )
}

async function recheck(deps: Deps, req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const act = async () => {
    const recheckId = await recheckRectified(deps, req.actor, id, readRecheck(req.body))
    flash(req, message('rectifications:recheck.done'))
    return `/rechecks/${recheckId}`
  }
  await submitForm(res, act, ({ status, ...again }) =>
    show(deps, req, res, { form: 'recheck', typed: typedIn(req), ...again }, status),
  )
}

async function given({ db, clock }: Deps, req: Request): Promise<Given> {
  const file = await findRectification(db, scopeOf(req.actor), String(req.params['id']))
  if (!file) throw new NotFound()
  const on = { recordType: 'rectification', recordId: file.outcomeId } as const
  const evidence = evidencePart(req, on, await evidenceOf(db, req.actor, rectificationEvidence, on))
  const [cycle, calendar] = [await currentCycle(db), await readCalendar(db)]
  return { file, evidence, usualDueOn: cycle ? usualDueDay(clock.today(), cycle, calendar) : '' }
}
