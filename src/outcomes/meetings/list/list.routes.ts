import type { Request, Response } from 'express'
import { sendListWorkbook } from '../../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../../accounts/own-lists/own-lists.store'
import { listing } from '../../../accounts/own-lists/own-lists.view'
import { currentCycle } from '../../../cycles/cycles.store'
import type { Deps } from '../../../deps'
import { NotFound } from '../../../lib/errors'
import { readSort } from '../../../lib/sort'
import { sendPage } from '../../../web/pages/page'
import { pageOf, pagerOf } from '../../../web/pages/paging'
import type { Route } from '../../../web/route'
import { listUnplaced } from '../agenda.store'
import { countMeetings, listMeetings } from '../meetings.store'
import { meetingCells, meetingColumns } from './list.view'
import { meetingsHref, meetingSorts } from './meeting-list'

/** 会商 as a list, and as a workbook. */
export function meetingListRoutes(deps: Deps): Route[] {
  const roles = ['office', 'leading_group'] as const
  return [
    { method: 'get', path: '/meetings', roles, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/meetings/workbook', roles, handle: (req, res) => workbook(deps, req, res) },
  ]
}

async function list({ db }: Deps, req: Request, res: Response): Promise<void> {
  const { t } = req
  const cycle = await currentCycle(db)
  if (!cycle) return sendPage(res, 'progress/empty', { title: t('meetings:title') })
  const sort = readSort(req.query['sort'], meetingSorts)
  const total = await countMeetings(db, cycle.id)
  const leaf = pageOf(req, total)
  const meetings = await listMeetings(db, cycle.id, sort, { skip: leaf.skip, take: leaf.take })
  const waiting = await listUnplaced(db, cycle.id)
  sendPage(res, 'meetings/list', {
    title: t('meetings:title'),
    lead: t('meetings:lead'),
    actions: callLink(req),
    waiting: waiting.length ? t('meetings:waiting', { count: waiting.length }) : '',
    listing: listing(t, {
      list: 'meetings',
      address: meetingsHref({ sort, page: leaf.number }),
      own: await ownSetUp(db, req.actor.accountId, 'meetings'),
      columns: meetingColumns(t, sort),
      rows: meetings.map((meeting) => meetingCells(meeting, t)),
      caption: t('meetings:title'),
      empty: { title: t('meetings:none'), text: t('meetings:noneText') },
      pager: pagerOf(req, leaf, total),
    }),
  })
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await currentCycle(deps.db)
  if (!cycle) throw new NotFound()
  const sort = readSort(req.query['sort'], meetingSorts)
  await sendListWorkbook(deps, req, res, {
    list: 'meetings',
    title: req.t('meetings:title'),
    columns: meetingColumns(req.t, sort),
    rowsOf: async (part) => {
      const meetings = await listMeetings(deps.db, cycle.id, sort, part)
      return meetings.map((meeting) => meetingCells(meeting, req.t))
    },
  })
}

function callLink(req: Request) {
  if (req.actor.role !== 'office') return []
  return [{ label: req.t('meetings:call'), href: '/meetings/new', tone: 'primary' as const }]
}
