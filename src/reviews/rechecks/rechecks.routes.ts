import type { Request, Response } from 'express'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { type Again, submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { countRechecks, findRecheck, listRechecks } from './list.store'
import { type ListedShow, type RecheckShow, recheckShows } from './recheck'
import { recheckPage, rechecksPage } from './rechecks.view'
import { withdrawRecheck } from './sending/sending.actions'
import { mostAtOnce, readCancellation } from './sending/sending.form'
import { countWaiting, handsLeft, waitingPeople } from './sending/waiting.store'

/** 复查: what waits to be sent back, what is out, overdue, answered. */
export function rechecksRoutes(deps: Deps): Route[] {
  const readers = ['office', 'leading_group'] as const
  return [
    { method: 'get', path: '/rechecks', roles: readers, handle: (req, res) => list(deps, req, res) },
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
  const [counts, today] = [await countRechecks(db, cycle.id, clock.today()), clock.today()]
  const waiting = {
    disputes: await countWaiting(db, cycle.id, 'disputed'),
    gaps: await countWaiting(db, cycle.id, 'gap'),
  }
  const asked = recheckShows.find((one) => one === req.query['show'])
  const shown = asked ?? (waiting.disputes + waiting.gaps ? 'waiting' : 'open')
  const given = { show: shown, counts, waiting, today, acts: req.actor.role === 'office' }
  sendPage(
    res,
    'rechecks/list',
    rechecksPage(req, { ...given, ...(await rowsOf(db, req, cycle.id, shown, counts, today)) }),
  )
}

/** The rows of one tab; the others stay empty. */
async function rowsOf(
  db: Deps['db'],
  req: Request,
  cycleId: string,
  show: RecheckShow,
  counts: Record<ListedShow, number>,
  today: string,
) {
  if (show === 'waiting') {
    const first = { skip: 0, take: mostAtOnce }
    const disputes = await waitingPeople(db, { cycleId, standing: 'disputed' }, first)
    return { disputes, gaps: await waitingPeople(db, { cycleId, standing: 'gap' }, first), rows: [], pager: null }
  }
  const leaf = pageOf(req, counts[show])
  const rows = await listRechecks(db, { cycleId, show, today }, leaf)
  return { disputes: [], gaps: [], rows, pager: pagerOf(req, leaf, counts[show]) }
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
