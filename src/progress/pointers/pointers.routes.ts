import type { Request, Response } from 'express'
import { sendListWorkbook } from '../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../accounts/own-lists/own-lists.store'
import { basisOf } from '../../candidates/basis.store'
import { countFailing } from '../../candidates/structure/structure-lists.store'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { countHeld } from '../../evidence/scanning/held.store'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { listTownships } from '../../organisations/organisations.store'
import { backTo } from '../../web/address'
import { flash } from '../../web/pages/flash'
import { submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { markLooked } from './looks.actions'
import { readLook } from './looks.form'
import { kindsFor } from './pointer'
import { sinceLastAct } from '../../audit/since-last-act.store'
import { readNarrowing } from './pointer-list.form'
import { pointerCells, pointerColumns, pointerTools } from './pointer-list.view'
import { countPointers, listPointers } from './pointers.store'
import * as view from './pointers.view'

/** 核对提示: what the program sees and people judge; none of it decides anything. */
export function pointersRoutes(deps: Deps): Route[] {
  const roles = ['office', 'leading_group'] as const
  return [
    { method: 'get', path: '/pointers', roles, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/pointers/workbook', roles, handle: (req, res) => workbook(deps, req, res) },
    { method: 'post', path: '/pointers/looks', roles: ['office'], handle: (req, res) => look(deps, req, res) },
  ]
}

async function list({ db, clock }: Deps, req: Request, res: Response): Promise<void> {
  const basis = await basisOf(db, null, clock.today())
  if (!basis) return sendPage(res, 'progress/empty', { title: req.t('pointers:title') })
  const { asked, counts } = await askedFor(db, req, basis.cycleId)
  const total = counts[asked.kind]![asked.looked ? 'looked' : 'open']
  const leaf = pageOf(req, total)
  const [rows, failing, held, townships, own] = await Promise.all([
    listPointers<never>(db, { ...asked, cycleId: basis.cycleId }, leaf),
    countFailing(db, basis),
    countHeld(db),
    listTownships(db),
    ownSetUp(db, req.actor.accountId, 'pointers'),
  ])
  const page = leaf.number
  sendPage(res, 'progress/pointers', {
    ...view.pointersPage(req, asked, { counts, rows, failing, held, page }),
    ...pointerTools(req.t, { asked, page, townships, own, any: rows.length > 0 }),
    lead: basis.cycle.name,
    pager: pagerOf(req, leaf, total),
  })
}

/** The kind that is shown, all leaves of it. */
async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(deps.db)
  if (!cycle) throw new NotFound()
  const { asked } = await askedFor(deps.db, req, cycle.id)
  await sendListWorkbook(deps, req, res, {
    list: 'pointers',
    title: req.t('pointers:title'),
    columns: pointerColumns(req.t),
    rowsOf: async (part) => {
      const rows = await listPointers<never>(deps.db, { ...asked, cycleId: cycle.id }, part)
      return rows.map((row) => pointerCells(req, asked.kind, row))
    },
  })
}

/** What the address asks for, and how many there are of each kind that it narrows alike. */
async function askedFor(db: Deps['db'], req: Request, cycleId: string) {
  const kinds = kindsFor(req.actor.role)
  const narrowing = readNarrowing(req.query)
  const { township, words } = narrowing
  const counts = await sinceLastAct(db, 'pointers', [cycleId, kinds, township, words], () =>
    countPointers(db, cycleId, kinds, narrowing),
  )
  const kind = view.kindAsked(req.query['kind'], kinds, counts)
  return { asked: { ...narrowing, kind, looked: req.query['looked'] === 'yes' }, counts }
}

async function look(deps: Deps, req: Request, res: Response): Promise<void> {
  const act = async () => {
    const read = readLook(req.body)
    await markLooked(deps, req.actor, read)
    flash(req, message('pointers:look.done'))
    return backTo('/pointers', typedIn(req)['back'])
  }
  await submitForm(res, act, ({ problems, status }) => {
    sendPage(res, 'settings/form-page', view.lookPage(req, typedIn(req), problems), status)
  })
}
