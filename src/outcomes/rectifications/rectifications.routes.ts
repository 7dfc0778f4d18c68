import type { Request, Response } from 'express'
import { scopeOf } from '../../accounts/scope'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { evidenceOf } from '../../evidence/evidence.actions'
import { evidencePart } from '../../evidence/evidence.view'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { usualDueDay } from '../../rounds/rounds.view'
import { flash } from '../../web/pages/flash'
import { submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { rectificationEvidence } from './rectification-evidence.actions'
import { readProof, readRecheck } from './rectification.form'
import { type Again, type Given, rectificationPage, rectificationRow } from './rectification.view'
import { recheckRectified, recordProof } from './rectifications.actions'
import { countRectifications, findRectification, listRectifications } from './rectifications.store'

/** 整改: the proof of what was put right, and the recheck of it alone. */
export function rectificationRoutes(deps: Deps): Route[] {
  const township = ['township_clerk', 'township_lead', 'office'] as const
  const readers = [...township, 'leading_group'] as const
  const path = '/outcomes/:id/rectification'
  return [
    { method: 'get', path: '/rectifications', roles: readers, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path, roles: readers, handle: (req, res) => show(deps, req, res) },
    { method: 'post', path, roles: township, handle: (req, res) => record(deps, req, res) },
    { method: 'post', path: `${path}/recheck`, roles: ['office'], handle: (req, res) => recheck(deps, req, res) },
  ]
}

async function list({ db, clock }: Deps, req: Request, res: Response): Promise<void> {
  const { t, lang } = req
  const title = t('rectifications:list')
  const cycle = await currentCycle(db)
  if (!cycle) return sendPage(res, 'progress/empty', { title })
  const total = await countRectifications(db, scopeOf(req.actor), cycle.id)
  const leaf = pageOf(req, total)
  const files = await listRectifications(db, scopeOf(req.actor), cycle.id, leaf)
  const rows = files.map((file) => rectificationRow(file, { t, lang, today: clock.today() }))
  sendPage(res, 'rectifications/list', { title, lead: cycle.name, rows, pager: pagerOf(req, leaf, total) })
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
