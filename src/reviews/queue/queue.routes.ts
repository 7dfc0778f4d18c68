import type { Request, Response } from 'express'
import type { Actor } from '../../accounts/actor'
import { signsToday } from '../../accounts/deputies/deputy.policy'
import { sendListWorkbook } from '../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../accounts/own-lists/own-lists.store'
import { departmentRoles } from '../../accounts/role'
import { nearTo } from '../../candidates/structure/nearness.store'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { digestId } from '../../lib/id-digest'
import { readIdNumber } from '../../lib/id-number'
import { listTownships } from '../../organisations/organisations.store'
import { remindersOf } from '../../rounds/reminders/reminders.store'
import { sendPage } from '../../web/pages/page'
import { lastLeaf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { readFilter, readPageNumber } from './queue.form'
import { filterQuery, type QueueFilter } from './queue-filter'
import { figuresOf } from './figures.store'
import { findByNumber, listQueue, openRounds, type QueueOf, type QueueRow } from './queue.store'
import { queueColumns } from './columns.view'
import { pageSize, queuePage } from './queue.view'
import { queueRow } from './row.view'
import { holdingOf } from '../split/held.store'
import { colleaguesOf } from '../split/split.store'

/** 今日工作: what a department has still to look at. */
export function queueRoutes(deps: Deps): Route[] {
  return [
    { method: 'get', path: '/reviews', roles: departmentRoles, handle: (req, res) => list(deps, req, res) },
    {
      method: 'get',
      path: '/reviews/workbook',
      roles: departmentRoles,
      handle: (req, res) => workbook(deps, req, res),
    },
    { method: 'post', path: '/reviews/search', roles: departmentRoles, handle: (req, res) => search(deps, req, res) },
  ]
}

/** The queue that an actor works through; between two cycles it is empty. */
export async function queueOf(db: Deps['db'], actor: Actor): Promise<QueueOf> {
  const cycle = await currentCycle(db)
  const nowhere = '00000000-0000-0000-0000-000000000000'
  return { ...holdingOf(actor), departmentId: actor.departmentId, cycleId: cycle?.id ?? nowhere }
}

async function list(deps: Deps, req: Request, res: Response): Promise<void> {
  await sendQueue(deps, req, res, { filter: readFilter(req.query), pageNumber: readPageNumber(req.query) })
}

/** By POST: an ID number never stands in an address, where logs and histories keep it. */
async function search(deps: Deps, req: Request, res: Response): Promise<void> {
  const typed = (req.body as Record<string, unknown>)['idNumber']
  const read = readIdNumber(typeof typed === 'string' ? typed : '')
  const of = await queueOf(deps.db, req.actor)
  const id = read.ok ? await findByNumber(deps.db, of, digestId(deps.keys, read.number)) : null
  if (id) return res.redirect(303, `/reviews/${id}?show=all`)
  await sendQueue(deps, req, res, { filter: readFilter({}), pageNumber: 1, notFound: true })
}

type Asked = { filter: QueueFilter; pageNumber: number; notFound?: boolean }

async function sendQueue({ db, clock }: Deps, req: Request, res: Response, asked: Asked): Promise<void> {
  const [of, calendar] = await Promise.all([queueOf(db, req.actor), readCalendar(db)])
  const skip = (asked.pageNumber - 1) * pageSize
  const [rounds, reminders, rows, { ready, ...figures }, townships, colleagues, own] = await Promise.all([
    openRounds(db, of),
    remindersOf(db, of),
    listQueue(db, of, asked.filter, { skip, take: pageSize }),
    figuresOf(db, of, asked.filter, { today: clock.today(), calendar }),
    listTownships(db),
    colleaguesOf(db, of.departmentId),
    ownSetUp(db, req.actor.accountId, 'reviews'),
  ])
  const last = lastLeaf(figures.counts[asked.filter.show], pageSize)
  // What was saved or signed has left the last leaf empty.
  if (!rows.length && asked.pageNumber > last)
    return res.redirect(303, `/reviews${filterQuery(asked.filter, last > 1 ? { page: last } : {})}`)
  const toSign = signsToday(req.actor) ? ready : null
  const near = await nearOf(db, of, rows)
  const given = {
    actor: req.actor,
    near,
    rounds,
    reminders,
    rows,
    ...figures,
    townships,
    calendar,
    colleagues,
    own,
    toSign,
    today: clock.today(),
    ...asked,
  }
  sendPage(res, 'reviews/queue', queuePage(req, given), asked.notFound ? 422 : 200)
}

function nearOf(db: Deps['db'], of: QueueOf, rows: QueueRow[]) {
  const ids = rows.map(({ candidateId }) => candidateId)
  return nearTo(db, of.accountId, ids)
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const { db, clock } = deps
  const [of, filter, today] = [await queueOf(db, req.actor), readFilter(req.query), clock.today()]
  await sendListWorkbook(deps, req, res, {
    list: 'reviews',
    title: req.t('reviews:queue.title'),
    columns: queueColumns(req.t, filter),
    rowsOf: async (part) => {
      const rows = await listQueue(db, of, filter, part)
      const given = { filter, actor: req.actor, today, near: await nearOf(db, of, rows) }
      return rows.map((row) => queueRow(req, row, given))
    },
  })
}
