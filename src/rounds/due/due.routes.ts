import type { Request, Response } from 'express'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { departmentName } from '../../organisations/organisation'
import { flash } from '../../web/pages/flash'
import { type Again, submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { findRound } from '../rounds.store'
import { chase, chaseAll, extendDue, extendedDay } from './due.actions'
import { readExtension } from './due.form'
import { departmentDues, lateInRechecks, overdueDepartments } from './due.store'
import { extensionPage } from './due.view'
import { overduePage } from './overdue.view'

/** 延期和催办: the office gives a department more time, and reminds those who are overdue. */
export function dueRoutes(deps: Deps): Route[] {
  const path = '/rounds/:id/departments/:department'
  const roles = ['office'] as const
  return [
    { method: 'get', path: '/rounds/overdue', roles, handle: (req, res) => overdue(deps, req, res) },
    { method: 'post', path: '/rounds/overdue/reminders', roles, handle: (req, res) => remindAll(deps, req, res) },
    { method: 'get', path: `${path}/extension`, roles, handle: (req, res) => form(deps, req, res) },
    { method: 'post', path: `${path}/extension`, roles, handle: (req, res) => extend(deps, req, res) },
    { method: 'post', path: `${path}/reminder`, roles, handle: (req, res) => remind(deps, req, res) },
  ]
}

async function form({ db }: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const { round, due } = await placeIn(db, req)
  const given = { round, due, day: await extendedDay(db, round, due) }
  const page = extensionPage(req, given, { typed: again ? typedIn(req) : {}, problems: again?.problems ?? [] })
  sendPage(res, 'settings/form-page', page, again?.status ?? 200)
}

async function extend(deps: Deps, req: Request, res: Response): Promise<void> {
  const { round, due } = await placeIn(deps.db, req)
  const act = async () => {
    const place = { roundId: round.id, departmentId: due.departmentId }
    const day = await extendDue(deps, req.actor, place, readExtension(req.body).words)
    flash(req, message('rounds:due.extendedTo', { name: departmentName(due, req.lang), day }))
    return `/rounds/${round.id}`
  }
  await submitForm(res, act, (again) => form(deps, req, res, again))
}

async function remind(deps: Deps, req: Request, res: Response): Promise<void> {
  const { round, due } = await placeIn(deps.db, req)
  await chase(deps, req.actor, { roundId: round.id, departmentId: due.departmentId })
  flash(req, message('rounds:due.chased', { name: departmentName(due, req.lang) }))
  res.redirect(303, typedIn(req)['from'] === 'overdue' ? '/rounds/overdue' : `/rounds/${round.id}`)
}

async function remindAll(deps: Deps, req: Request, res: Response): Promise<void> {
  flash(req, message('rounds:overdue.chased', { count: await chaseAll(deps, req.actor) }))
  res.redirect(303, '/rounds/overdue')
}

async function overdue({ db, clock, config }: Deps, req: Request, res: Response): Promise<void> {
  const [late, calendar] = [await overdueDepartments(db, clock.today()), await readCalendar(db)]
  const rechecks = await lateInRechecks(db, clock.today())
  const given = { late, rechecks, today: clock.today(), calendar, byMail: config.mail !== null }
  sendPage(res, 'rounds/overdue', overduePage(req, given))
}

async function placeIn(db: Deps['db'], req: Request) {
  const round = await findRound(db, String(req.params['id']))
  const dues = round ? await departmentDues(db, round.id) : []
  const due = dues.find(({ departmentId }) => departmentId === req.params['department'])
  if (!round || !due) throw new NotFound()
  return { round, due }
}
