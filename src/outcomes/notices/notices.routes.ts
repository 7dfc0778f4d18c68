import type { Request, Response } from 'express'
import { scopeOf } from '../../accounts/scope'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import { currentCycle, findCycle } from '../../cycles/cycles.store'
import { criteriaOfCycle } from '../../criteria/criteria.store'
import type { Deps } from '../../deps'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { type Again, submitForm, type Typed, typedIn } from '../../web/pages/form'
import { isId } from '../../web/ids'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { desksOf, firstDesk, isDesk } from './desk/desk'
import { countDesks, listDesk } from './desk/desk.store'
import { deskRow, deskTabs } from './desk/desk.view'
import { issueNotice } from './issue/issue.actions'
import { issuePage } from './issue/issue.view'
import { readIssue } from './notice.form'
import { mayIssue } from './notice.policy'
import { findTellable, lastWayToReply } from './notices.store'

/** 告知与复核: who is still to be told, whose time runs, what waits for a re-review or an answer. */
export function noticesRoutes(deps: Deps): Route[] {
  const readers = ['office', 'leading_group', 'township_clerk', 'township_lead'] as const
  return [
    { method: 'get', path: '/notices', roles: readers, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/notices/new', roles: ['office'], handle: (req, res) => ask(deps, req, res) },
    { method: 'post', path: '/notices', roles: ['office'], handle: (req, res) => issue(deps, req, res) },
  ]
}

async function list(deps: Deps, req: Request, res: Response): Promise<void> {
  const { db, clock } = deps
  const { t, lang, actor } = req
  const id = req.query['cycle']
  const cycle = id === undefined ? await currentCycle(db) : isId(id) ? await findCycle(db, id) : null
  if (!cycle && id !== undefined) throw new NotFound()
  if (!cycle) return sendPage(res, 'progress/empty', { title: t('notices:title') })
  const [scope, asked] = [scopeOf(actor), { cycleId: cycle.id, today: clock.today() }]
  const counts = await countDesks(db, scope, asked)
  const desk = req.query['desk'] === undefined ? firstDesk(actor.role, counts) : req.query['desk']
  if (!isDesk(desk)) throw new NotFound()
  const total = counts.get(desk) ?? 0
  const leaf = pageOf(req, total)
  const lines = await listDesk(db, scope, { ...asked, desk }, leaf)
  const calendar = await readCalendar(db)
  const words = { t, lang, today: asked.today, calendar, mayIssue: actor.role === 'office' }
  sendPage(res, 'notices/list', {
    title: t('notices:title'),
    lead: cycle.name,
    tabs: deskTabs(desk, counts, t),
    help: t(`notices:deskHelp.${desk}`),
    mine: desksOf[actor.role]?.includes(desk) ?? false,
    rows: lines.map((line) => deskRow(line, words)),
    pager: pagerOf(req, leaf, total),
  })
}

async function ask(deps: Deps, req: Request, res: Response): Promise<void> {
  const id = req.query['outcome']
  if (!isId(id)) throw new NotFound()
  await sendForm(deps, req, res, id)
}

function issue(deps: Deps, req: Request, res: Response): Promise<void> {
  const typed = typedIn(req)
  return submitForm(
    res,
    async () => {
      const id = await issueNotice(deps, req.actor, readIssue(req.body))
      flash(req, message('notices:done.issue'))
      return `/notices/${id}`
    },
    (again) => sendForm(deps, req, res, typed['outcomeId'] ?? '', typed, again),
  )
}

async function sendForm(
  { db }: Deps,
  req: Request,
  res: Response,
  outcomeId: string,
  typed: Typed = {},
  again?: Again,
): Promise<void> {
  const outcome = isId(outcomeId) ? await findTellable(db, outcomeId) : null
  if (!outcome) throw new NotFound()
  const judged = mayIssue(req.actor, outcome)
  if (!judged.allowed) throw new Refused(judged.reason, judged.status)
  const criteria = (await criteriaOfCycle(db, outcome.cycleId))!
  const wayToReply = await lastWayToReply(db, outcome.cycleId)
  const page = issuePage({ outcome, criteria, wayToReply, typed, again, t: req.t, lang: req.lang })
  sendPage(res, 'settings/form-page', page, again?.status)
}
