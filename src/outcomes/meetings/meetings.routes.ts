import type { Request, Response } from 'express'
import { currentCycle, findCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { evidenceOf } from '../../evidence/evidence.actions'
import { evidencePart } from '../../evidence/evidence.view'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { submitForm, typedIn, type Again, type Typed } from '../../web/pages/form'
import { isId } from '../../web/ids'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { listAgenda } from './agenda.store'
import { meetingListRoutes } from './list/list.routes'
import { meetingEvidence } from './meeting-evidence.actions'
import { readAttendance, readCall, readClosing } from './meeting.form'
import { agendaRow, attendanceForm, minutesPart, nextSteps } from './meeting.view'
import { callMeeting, closeMeeting, recordAttendance, refillAgenda } from './meetings.actions'
import { openDecisions, openRechecks } from './open-decisions.store'
import { attendancesOf, findMeeting, membersOf } from './meetings.store'

const readers = ['office', 'leading_group'] as const

/** 会商: called, held, closed; the office keeps it, the leading group reads it. */
export function meetingsRoutes(deps: Deps): Route[] {
  const pages = meetingPages(deps)
  return [
    ...meetingListRoutes(deps),
    { method: 'get', path: '/meetings/new', roles: ['office'], handle: (req, res) => pages.callForm(req, res) },
    { method: 'post', path: '/meetings', roles: ['office'], handle: pages.call },
    { method: 'get', path: '/meetings/:id', roles: readers, handle: (req, res) => pages.show(req, res) },
    { method: 'post', path: '/meetings/:id/agenda', roles: ['office'], handle: pages.refill },
    { method: 'post', path: '/meetings/:id/attendance', roles: ['office'], handle: pages.attend },
    { method: 'get', path: '/meetings/:id/closing', roles: ['office'], handle: (req, res) => pages.closing(req, res) },
    { method: 'post', path: '/meetings/:id/closing', roles: ['office'], handle: pages.close },
    { method: 'get', path: '/meetings/:id/minutes', roles: readers, handle: pages.minutes },
  ]
}

function meetingPages(deps: Deps) {
  const { db, clock } = deps
  const crumbs = (req: Request, id?: string) => [
    { label: req.t('meetings:title'), href: '/meetings' },
    ...(id ? [{ label: req.t('meetings:agenda'), href: `/meetings/${id}` }] : []),
  ]

  const callForm = (req: Request, res: Response, typed: Typed = {}, again?: Again) =>
    sendPage(
      res,
      'meetings/new',
      {
        title: req.t('meetings:call'),
        breadcrumbs: crumbs(req),
        typed: { metOn: clock.today(), ...typed },
        problems: again?.problems,
      },
      again?.status,
    )

  const call = (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        const cycle = await currentCycle(db)
        if (!cycle) throw new NotFound()
        const id = await callMeeting(deps, req.actor, cycle.id, readCall(req.body))
        const agenda = await listAgenda(db, { deliberationId: id })
        flash(req, message('meetings:notice.called', { count: agenda.length }))
        return `/meetings/${id}`
      },
      (again) => callForm(req, res, typedIn(req), again),
    )

  const show = async (req: Request, res: Response, again?: Again) => {
    const { meeting, quorum } = await asked(req)
    const agenda = await listAgenda(db, { deliberationId: meeting.id })
    const attendances = await attendancesOf(db, meeting.id)
    const on = { recordType: 'deliberation', recordId: meeting.id } as const
    const open = meeting.state === 'called'
    const keeps = req.actor.role === 'office'
    sendPage(
      res,
      'meetings/show',
      {
        ...headOf(req, meeting),
        id: meeting.id,
        keeps: keeps && open,
        actions: keeps && open ? [{ label: req.t('meetings:close'), href: `/meetings/${meeting.id}/closing` }] : [],
        rows: agenda.map((line) => agendaRow(line, req.t)),
        attendance: attendanceForm(await membersOf(db), attendances, quorum, req.t, again && typedIn(req)),
        next: open || !keeps ? null : nextSteps(meeting.id, await stillOpen(meeting.id), req.t),
        evidence: evidencePart(req, on, await evidenceOf(db, req.actor, meetingEvidence, on)),
        minutesHref: open ? '' : `/meetings/${meeting.id}/minutes`,
        problems: again?.problems,
      },
      again?.status,
    )
  }

  const refill = async (req: Request, res: Response) => {
    const id = String(req.params['id'])
    flash(req, message('meetings:notice.refilled', { count: await refillAgenda(deps, req.actor, id) }))
    res.redirect(303, `/meetings/${id}`)
  }

  const attend = (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        const id = String(req.params['id'])
        await recordAttendance(deps, req.actor, id, readAttendance(req.body))
        flash(req, message('meetings:notice.attendance'))
        return `/meetings/${id}`
      },
      (again) => show(req, res, again),
    )

  const closing = async (req: Request, res: Response, typed?: Typed, again?: Again) => {
    const { meeting } = await asked(req)
    const { documentNumber, metOn, reasons } = meeting
    sendPage(
      res,
      'meetings/close',
      {
        title: req.t('meetings:closeTitle'),
        breadcrumbs: crumbs(req, meeting.id),
        id: meeting.id,
        typed: typed ?? { documentNumber, metOn, reasons },
        problems: again?.problems,
      },
      again?.status,
    )
  }

  const close = (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        const id = String(req.params['id'])
        await closeMeeting(deps, req.actor, id, readClosing(req.body))
        flash(req, message('meetings:notice.closed'))
        return `/meetings/${id}`
      },
      (again) => closing(req, res, typedIn(req), again),
    )

  const minutes = async (req: Request, res: Response) => {
    const { meeting } = await asked(req)
    const agenda = await listAgenda(db, { deliberationId: meeting.id })
    const attendances = await attendancesOf(db, meeting.id)
    const title = req.t('meetings:minutesOf', { documentNumber: meeting.documentNumber })
    const part = minutesPart(meeting, agenda, attendances, req.t, req.lang)
    sendPage(res, 'meetings/minutes', { title, breadcrumbs: crumbs(req, meeting.id), ...part })
  }

  const asked = async (req: Request) => {
    const id = req.params['id']
    const meeting = isId(id) ? await findMeeting(db, id) : null
    if (!meeting) throw new NotFound()
    const cycle = await findCycle(db, meeting.cycleId)
    return { meeting, quorum: cycle!.quorum }
  }

  const stillOpen = async (id: string) => ({
    propose: (await openDecisions(db, id)).length,
    recheck: await openRechecks(db, id),
  })

  const headOf = (
    req: Request,
    { metOn, place, documentNumber, state }: Awaited<ReturnType<typeof asked>>['meeting'],
  ) => ({
    title: req.t('meetings:meetingOf', { day: metOn }),
    lead: [documentNumber, place].filter(Boolean).join(' · '),
    status: {
      text: req.t(`meetings:state.${state}`),
      tone: state === 'called' ? ('waiting' as const) : ('clear' as const),
    },
    breadcrumbs: crumbs(req),
  })

  return { callForm, call, show, refill, attend, closing, close, minutes }
}
