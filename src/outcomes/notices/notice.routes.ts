import type { Request, Response } from 'express'
import { openId } from '../../candidates/id-seal'
import { criteriaOfCycle } from '../../criteria/criteria.store'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import { addWorkingDays, CalendarMissing, type Calendar } from '../../cycles/calendar/working-days'
import type { Deps } from '../../deps'
import { evidenceOf } from '../../evidence/evidence.actions'
import { evidencePart } from '../../evidence/evidence.view'
import type { Day } from '../../lib/day'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { maskIdNumber } from '../../lib/id-number'
import { message, type Message } from '../../lib/message'
import { say } from '../../locales/translate'
import { flash } from '../../web/pages/flash'
import { typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { answerReply, openReReview } from './answers.actions'
import { printedLetter } from './letters/letters.actions'
import { letterForms, letterPage } from './letters/letters.view'
import { noticeEvidence } from './notice-evidence.actions'
import { readStep, type SentAct } from './notice.form'
import { noticePage } from './notice.view'
import { findNotice, recheckDueOf, type NoticeOnFile } from './notices.store'
import {
  acceptLateReply,
  correctServing,
  lapseNotice,
  replyToNotice,
  resumeClock,
  serveNotice,
  stopClock,
  waiveReply,
} from './steps.actions'
import { stepNouns, type NoticeAgain } from './steps.view'
import { doersOf, type NoticeAct } from './transitions'

const readers = ['office', 'leading_group', 'township_clerk', 'township_lead'] as const

/** One notice: its page, its steps, its letters. */
export function noticeRoutes(deps: Deps): Route[] {
  const acts = Object.keys(stepNouns) as SentAct[]
  return [
    { method: 'get', path: '/notices/:id', roles: readers, handle: (req, res) => sendNotice(deps, req, res) },
    { method: 'get', path: '/notices/:id/letters/:form', roles: readers, handle: (req, res) => letter(deps, req, res) },
    ...acts.map((act): Route => ({
      method: 'post',
      path: `/notices/:id/${stepNouns[act]}`,
      roles: doersOf[act],
      handle: (req, res) => step(deps, act, req, res),
    })),
  ]
}

type Taker = (deps: Deps, req: Request, id: string) => Promise<NoticeAct>

const takers: Record<SentAct, Taker> = {
  serve: (deps, { actor, body }, id) => serveNotice(deps, actor, id, readStep('serve', body)),
  correct: (deps, { actor, body }, id) => correctServing(deps, actor, id, readStep('correct', body)),
  reply: (deps, { actor, body }, id) => replyToNotice(deps, actor, id, readStep('reply', body)),
  accept: (deps, { actor, body }, id) => acceptLateReply(deps, actor, id, readStep('accept', body)),
  waive: (deps, { actor, body }, id) => waiveReply(deps, actor, id, readStep('waive', body)),
  lapse: (deps, { actor, body }, id) => lapseNotice(deps, actor, id, readStep('lapse', body)),
  stop: (deps, { actor, body }, id) => stopClock(deps, actor, id, readStep('stop', body)),
  resume: (deps, { actor, body }, id) => resumeClock(deps, actor, id, readStep('resume', body)),
  rereview: (deps, { actor, body }, id) => openReReview(deps, actor, id, readStep('rereview', body)),
  uphold: (deps, { actor, body }, id) => answerReply(deps, actor, id, 'uphold', readStep('uphold', body)),
  change: (deps, { actor, body }, id) => answerReply(deps, actor, id, 'change', readStep('change', body)),
}

/** A step that cannot be taken comes back on the page as it is now, with the reason and everything typed. */
async function step(deps: Deps, act: SentAct, req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  // Who may not see it learns nothing of it, not even what a form would ask.
  if (!(await findNotice(deps.db, req.actor, id))) throw new NotFound()
  try {
    const taken = await takers[act](deps, req, id)
    flash(req, message(`notices:done.${taken}`))
    res.redirect(303, `/notices/${id}`)
  } catch (error) {
    const { status, problems } = refusalOf(error)
    const told = Object.entries(problems).map(([field, problem]) => {
      return { field: field && field !== 'version' ? `${act}-${field}` : '', text: say(req.t, problem) }
    })
    await sendNotice(deps, req, res, { act, typed: typedIn(req), problems: told }, status)
  }
}

function refusalOf(error: unknown): { status: number; problems: Record<string, Message> } {
  if (error instanceof Invalid) return { status: 422, problems: error.problems }
  if (error instanceof Refused) return { status: error.status, problems: { '': error.reason } }
  throw error
}

async function sendNotice(deps: Deps, req: Request, res: Response, again?: NoticeAgain, status = 200): Promise<void> {
  const { db, clock } = deps
  const { actor, t, lang } = req
  const { notice, items } = await noticeIn(deps, req)
  const held = { recordType: 'notice', recordId: notice.id } as const
  const evidence = evidencePart(req, held, await evidenceOf(db, actor, noticeEvidence, held))
  const [today, calendar] = [clock.today(), await readCalendar(db)]
  const words = { t, lang, today, calendar, mayIssue: false }
  const recheckDueOn = await recheckDueOf(db, notice.id)
  const defaultDueOn = dueFrom(today, notice.dueWorkingDays, calendar)
  const page = noticePage({ actor, notice, items, evidence, recheckDueOn, defaultDueOn, words, again })
  sendPage(res, 'notices/one', page, status)
}

/** A suggestion only: where the calendar does not reach, the office types the day. */
function dueFrom(today: Day, workingDays: number, calendar: Calendar): string {
  try {
    return addWorkingDays(today, workingDays, calendar)
  } catch (error) {
    if (error instanceof CalendarMissing) return ''
    throw error
  }
}

async function letter(deps: Deps, req: Request, res: Response): Promise<void> {
  const form = letterForms.find((one) => one === req.params['form'])
  const { notice, items } = await noticeIn(deps, req)
  if (!form || (form === 'answer' && !notice.answerWords)) throw new NotFound()
  await printedLetter(deps, req.actor, notice.id, form)
  sendPage(res, 'notices/letter', letterPage(form, letterInput(deps, req, notice, items)))
}

function letterInput(deps: Deps, req: Request, notice: NoticeOnFile, items: Parameters<typeof letterPage>[1]['items']) {
  const { t, lang, actor, place } = req
  const today = deps.clock.today()
  const county = place?.county ?? ''
  const unit = [county, place?.unit].filter(Boolean).join(' ')
  const maskedId = maskIdNumber(openId(deps.keys, notice.idCipher, notice.candidateId))
  const mark = t('papers:mark', { unit, name: actor.name, day: today })
  return { notice, items, county, maskedId, today, mark, t, lang }
}

async function noticeIn({ db }: Deps, req: Request) {
  const notice = await findNotice(db, req.actor, String(req.params['id']))
  if (!notice) throw new NotFound()
  const criteria = await criteriaOfCycle(db, notice.cycleId)
  return { notice, items: criteria?.items ?? [] }
}
