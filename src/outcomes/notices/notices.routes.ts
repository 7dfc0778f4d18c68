import type { Request, Response } from 'express'
import { sendListWorkbook } from '../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../accounts/own-lists/own-lists.store'
import { listing } from '../../accounts/own-lists/own-lists.view'
import { scopeOf } from '../../accounts/scope'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import { currentCycle, findCycle } from '../../cycles/cycles.store'
import { criteriaOfCycle } from '../../criteria/criteria.store'
import type { Deps } from '../../deps'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { readSort } from '../../lib/sort'
import { flash } from '../../web/pages/flash'
import { type Again, submitForm, type Typed, typedIn } from '../../web/pages/form'
import { isId } from '../../web/ids'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { type Desk, type DeskAsked, deskHref, deskSorts, firstDesk, isDesk } from './desk/desk'
import { countDesks, listDesk } from './desk/desk.store'
import { deskColumns, deskRow, deskTabs } from './desk/desk.view'
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
    { method: 'get', path: '/notices/workbook', roles: readers, handle: (req, res) => workbook(deps, req, res) },
    { method: 'get', path: '/notices/new', roles: ['office'], handle: (req, res) => ask(deps, req, res) },
    { method: 'post', path: '/notices', roles: ['office'], handle: (req, res) => issue(deps, req, res) },
  ]
}

async function list(deps: Deps, req: Request, res: Response): Promise<void> {
  const { db } = deps
  const { t, actor } = req
  const cycle = await cycleAsked(deps, req)
  if (!cycle) return sendPage(res, 'progress/empty', { title: t('notices:title') })
  const counts = await countDesks(db, scopeOf(actor), { cycleId: cycle.id, today: deps.clock.today() })
  const asked = deskAsked(req, counts)
  const total = counts.get(asked.desk) ?? 0
  const leaf = pageOf(req, total)
  const help = t(`notices:deskHelp.${asked.desk}`)
  sendPage(res, 'notices/list', {
    title: t('notices:title'),
    lead: cycle.name,
    tabs: deskTabs(asked, counts, t),
    help,
    listing: listing(t, {
      list: 'notices',
      address: deskHref({ ...asked, page: leaf.number }),
      own: await ownSetUp(db, actor.accountId, 'notices'),
      columns: deskColumns(t, asked),
      rows: await deskRows(deps, req, { cycleId: cycle.id, asked, mayIssue: actor.role === 'office' }, leaf),
      caption: help,
      empty: { title: t('notices:none'), text: t('notices:noneText') },
      pager: pagerOf(req, leaf, total),
    }),
  })
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await cycleAsked(deps, req)
  if (!cycle) throw new NotFound()
  const asked = deskAsked(req, new Map())
  await sendListWorkbook(deps, req, res, {
    list: 'notices',
    title: req.t('notices:title'),
    columns: deskColumns(req.t, asked),
    rowsOf: (part) => deskRows(deps, req, { cycleId: cycle.id, asked, mayIssue: false }, part),
  })
}

async function deskRows({ db, clock }: Deps, req: Request, among: Among, part: Part) {
  const { t, lang } = req
  const { asked, cycleId, mayIssue } = among
  const today = clock.today()
  const lines = await listDesk(db, scopeOf(req.actor), { ...asked, cycleId, today }, part)
  const words = { t, lang, today, calendar: await readCalendar(db), mayIssue }
  return lines.map((line) => deskRow(line, words))
}

/** The cycle of the address, else the current one; null between two. */
async function cycleAsked({ db }: Deps, { query }: Request) {
  if (query['cycle'] === undefined) return currentCycle(db)
  const cycle = isId(query['cycle']) ? await findCycle(db, query['cycle']) : null
  if (!cycle) throw new NotFound()
  return cycle
}

/** Which desk and in which order; without a word, where something waits for this role. */
function deskAsked({ query, actor }: Request, counts: ReadonlyMap<Desk, number>): DeskAsked {
  const desk = query['desk'] === undefined ? firstDesk(actor.role, counts) : query['desk']
  if (!isDesk(desk)) throw new NotFound()
  const cycle = isId(query['cycle']) ? query['cycle'] : null
  return { desk, sort: readSort(query['sort'], deskSorts), cycle }
}

type Part = { skip: number; take: number }
/** `mayIssue`: the way to a new notice stands where its number will; no workbook needs it. */
type Among = { cycleId: string; asked: DeskAsked; mayIssue: boolean }

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
