import type { Request, Response } from 'express'
import { basisOf } from '../../candidates/basis.store'
import { countFailing } from '../../candidates/structure/structure-lists.store'
import type { Deps } from '../../deps'
import { countHeld } from '../../evidence/scanning/held.store'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { markLooked } from './looks.actions'
import { readLook } from './looks.form'
import { kindsFor } from './pointer'
import { sinceLastAct } from '../../audit/since-last-act.store'
import { countPointers, listPointers } from './pointers.store'
import * as view from './pointers.view'

/** 核对提示: what the program sees and people judge; none of it decides anything. */
export function pointersRoutes(deps: Deps): Route[] {
  const roles = ['office', 'leading_group'] as const
  return [
    { method: 'get', path: '/pointers', roles, handle: (req, res) => list(deps, req, res) },
    { method: 'post', path: '/pointers/looks', roles: ['office'], handle: (req, res) => look(deps, req, res) },
  ]
}

async function list({ db, clock }: Deps, req: Request, res: Response): Promise<void> {
  const basis = await basisOf(db, null, clock.today())
  if (!basis) return sendPage(res, 'progress/empty', { title: req.t('pointers:title') })
  const kinds = kindsFor(req.actor.role)
  const counts = await sinceLastAct(db, 'pointers', [basis.cycleId, kinds], () =>
    countPointers(db, basis.cycleId, kinds),
  )
  const kind = view.kindAsked(req.query['kind'], kinds, counts)
  const looked = req.query['looked'] === 'yes'
  const total = counts[kind]![looked ? 'looked' : 'open']
  const leaf = pageOf(req, total)
  const rows = await listPointers<never>(db, { cycleId: basis.cycleId, kind, looked }, leaf)
  const [failing, held] = [await countFailing(db, basis), await countHeld(db)]
  const page = view.pointersPage(req, { kind, looked }, { counts, rows, failing, held })
  sendPage(res, 'progress/pointers', { ...page, lead: basis.cycle.name, pager: pagerOf(req, leaf, total) })
}

async function look(deps: Deps, req: Request, res: Response): Promise<void> {
  const act = async () => {
    const read = readLook(req.body)
    await markLooked(deps, req.actor, read)
    flash(req, message('pointers:look.done'))
    return view.hrefOf({ kind: read.kind, looked: false })
  }
  await submitForm(res, act, ({ problems, status }) => {
    sendPage(res, 'settings/form-page', view.lookPage(req, typedIn(req), problems), status)
  })
}
