import type { Request, Response } from 'express'
import { nearTo } from '../../candidates/structure/nearness.store'
import type { Deps } from '../../deps'
import { minuteInChina } from '../../lib/clock'
import { NotFound } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { Stale } from '../../lib/stale'
import { findStanding } from '../../standings/on-file.store'
import { statusOf, whyOf } from '../../standings/standings.view'
import { flash } from '../../web/pages/flash'
import { submitForm, typedIn, type Again, type Typed } from '../../web/pages/form'
import { isId } from '../../web/ids'
import { type Problem, sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { leftToOthers } from '../proposing/left-out.view'
import { readDecided } from '../outcome.form'
import { proposeOutcomes } from '../proposing/proposing.actions'
import { type AgendaLine, listAgenda } from './agenda.store'
import { decideOn, roomFor } from './decisions.actions'
import { readDecision } from './meeting.form'
import { proposedOf } from './meeting'
import { agendaRow } from './meeting.view'
import { decisionForm } from './decision.view'
import { findMeeting } from './meetings.store'
import { openDecisions } from './open-decisions.store'

const readers = ['office', 'leading_group'] as const

/** One person at the meeting, and what follows from its minutes. */
export function decisionsRoutes(deps: Deps): Route[] {
  const pages = decisionPages(deps)
  return [
    { method: 'get', path: '/meetings/:id/items/:item', roles: readers, handle: (req, res) => pages.show(req, res) },
    { method: 'post', path: '/meetings/:id/items/:item', roles: ['office'], handle: pages.decide },
    {
      method: 'get',
      path: '/meetings/:id/proposals',
      roles: ['office'],
      handle: (req, res) => pages.preview(req, res),
    },
    { method: 'post', path: '/meetings/:id/proposals', roles: ['office'], handle: pages.propose },
  ]
}

function decisionPages(deps: Deps) {
  const { db } = deps
  const crumbs = (req: Request, id: string) => [
    { label: req.t('meetings:title'), href: '/meetings' },
    { label: req.t('meetings:agenda'), href: `/meetings/${id}` },
  ]

  const show = async (req: Request, res: Response, typed?: Typed, again?: Again) => {
    const { meeting, line } = await askedItem(req)
    const file = await findStanding(db, line.candidateId)
    const room = await roomFor(db, meeting.id, line.candidateId)
    sendPage(
      res,
      'meetings/item',
      {
        title: req.t('meetings:decideOn', { name: line.name }),
        lead: `${line.township} · ${line.team}`,
        status: statusOf(line.standing, req.t),
        breadcrumbs: crumbs(req, meeting.id),
        action: `/meetings/${meeting.id}/items/${line.id}`,
        back: `/meetings/${meeting.id}`,
        keeps: req.actor.role === 'office' && meeting.state === 'called',
        row: agendaRow(line, req.t),
        why: file && whyOf({ ...file, standing: standingThen(line, file.standing) }, req.t, req.lang, minuteInChina),
        form: decisionForm(line, room, req.t, typed),
        conflict: again?.newer ? req.t('meetings:conflict', { decision: agendaRow(line, req.t).decision.text }) : '',
        problems: again?.newer ? [] : again?.problems,
      },
      again?.status,
    )
  }

  const decide = (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        const [id, item] = [String(req.params['id']), String(req.params['item'])]
        const { line } = await askedItem(req)
        const result = await decideOn(deps, req.actor, id, item, readDecision(req.body))
        if (!result.saved) throw new Stale(result.line)
        flash(req, message('meetings:notice.decided', { name: line.name }))
        return `/meetings/${id}`
      },
      async (again) => {
        if (again.status === 422) return show(req, res, typedIn(req), again)
        // What was typed stays; the next save is made from what stands now.
        const { line } = await askedItem(req)
        return show(req, res, { ...typedIn(req), version: String(line.version) }, again)
      },
    )

  const preview = async (req: Request, res: Response, problems?: Problem[]) => {
    const id = String(req.params['id'])
    const meeting = isId(id) ? await findMeeting(db, id) : null
    if (meeting?.state !== 'closed') throw new NotFound()
    const all = await openDecisions(db, id)
    const ids = all.map(({ candidateId }) => candidateId)
    const { lines, leftOut } = leftToOthers(all, await nearTo(db, req.actor.accountId, ids), req.t)
    const title = req.t('meetings:proposeTitle', { count: lines.length })
    const rows = lines.map((line) => ({ ...agendaRow(line, req.t), candidateId: line.candidateId }))
    const page = { title, breadcrumbs: crumbs(req, id), id, batchId: newId(), rows, leftOut, problems }
    sendPage(res, 'meetings/proposals', page, problems ? 422 : 200)
  }

  const propose = (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        const { candidateIds, batchId } = readDecided(req.body)
        const agenda = await listAgenda(db, { deliberationId: String(req.params['id']) })
        const lines = agenda.filter((line) => candidateIds.includes(line.candidateId))
        if (lines.length !== candidateIds.length) throw new NotFound()
        const batch = await proposeOutcomes(deps, req.actor, lines.map(proposedOf), batchId)
        flash(req, message('outcomes:notice.proposed', { count: lines.length }))
        return `/outcomes/batches/${batch}`
      },
      ({ problems }) => preview(req, res, problems),
    )

  const askedItem = async (req: Request) => {
    const { id, item } = req.params
    const meeting = isId(id) ? await findMeeting(db, id) : null
    const [line] = meeting && isId(item) ? await listAgenda(db, { deliberationId: meeting.id, ids: [item] }) : []
    if (!meeting || !line) throw new NotFound()
    return { meeting, line }
  }

  return { show, decide, preview, propose }
}

/** The agenda keeps the standing that the meeting looked at. */
function standingThen<S extends object>({ standing, reasons }: AgendaLine, now: S) {
  return { ...now, standing, reasons }
}
