import type { Request, Response } from 'express'
import { departmentRoles } from '../../accounts/role'
import { scopeOf } from '../../accounts/scope'
import { openId } from '../../candidates/id-seal'
import { nearTo } from '../../candidates/structure/nearness.store'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import type { Deps } from '../../deps'
import { NotFound, Refused } from '../../lib/errors'
import { type Message, message } from '../../lib/message'
import { daysLeft } from '../../rounds/rounds.view'
import { requestProblem } from '../../rounds/triggers/trigger.policy'
import { listTriggers } from '../../rounds/triggers/trigger-lists.store'
import { deskTriggers, shownTriggers, type TriggersPart } from '../../rounds/triggers/trigger-part.view'
import { reviewOfDepartment } from '../../rounds/triggers/triggers.store'
import { flash } from '../../web/pages/flash'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { deskHitsOf } from './desk-ledgers.routes'
import { papersOf } from './desk-papers.routes'
import { fileLeftBehind, readDesk, typedDesk, typedVersion } from './desk.form'
import { type DeskGiven, deskPage } from './desk.view'
import { readFilter } from '../queue/queue.form'
import { filterQuery } from '../queue/queue-filter'
import { queueOf } from '../queue/queue.routes'
import { progressOf } from '../queue/figures.store'
import { neighboursOf } from '../queue/queue.store'
import { askedItems, barredAnswers, keptAnswers } from '../asked-items'
import { proofsIn } from '../proofs/proofs.routes'
import { type Answers, gapsOf } from '../review'
import { mayAct, mayOpen, reasonMessage } from '../review.policy'
import { saveDraft, showNumber } from '../reviews.actions'
import { type DeskReview, findReview } from '../reviews.store'
import { keptNotes } from '../together/answering.view'
import { keptAnswersOf } from '../together/kept.store'
import { rememberOpening } from '../signatory/signatory.actions'
import { signaturePart } from '../signatory/signatory.view'

/** The reviewer's desk: one person, every item that the department answers. */
export function deskRoutes(deps: Deps): Route[] {
  const roles = departmentRoles
  return [
    { method: 'get', path: '/reviews/:id', roles, handle: (req, res) => desk(deps, req, res) },
    { method: 'post', path: '/reviews/:id/draft', roles, handle: (req, res) => draft(deps, req, res) },
    { method: 'post', path: '/reviews/:id/number', roles, handle: (req, res) => number(deps, req, res) },
  ]
}

/** The review of this address, as far as this actor may open it. */
export async function reviewIn({ db }: Deps, req: Request): Promise<DeskReview> {
  const review = await findReview(db, req.actor.departmentId, String(req.params['id']))
  if (!review) throw new NotFound()
  const reason = mayOpen(req.actor, review)
  if (reason) throw new Refused(reasonMessage(reason))
  return review
}

async function desk(deps: Deps, req: Request, res: Response): Promise<void> {
  const add = req.query['add']
  const review = await reviewIn(deps, req)
  // A page that the browser loads ahead has not been looked at.
  if (!isAhead(req)) await rememberOpening(deps, req.actor, review)
  await sendDesk(deps, req, res, review, { extraFact: typeof add === 'string' ? add : '' })
}

async function draft(deps: Deps, req: Request, res: Response): Promise<void> {
  const review = await reviewIn(deps, req)
  const on = await nextAddress(deps, req, review.id)
  const problems = fileLeftBehind(req.body)
  if (problems)
    return sendDesk(deps, req, res, review, { typed: typedDesk(req.body, askedItems(review)), problems }, 422)
  const answers = await saveTyped(deps, req, res, review)
  if (!answers) return
  flash(req, savedMessage(review, answers))
  // The desk's script has the next page already and only asks which it is.
  if (req.get('accept') === 'application/json') return void res.json({ next: on })
  res.redirect(303, on)
}

/**
 * Saves what was typed and gives it; null where it was refused, or somebody else saved meanwhile, and the page came back
 * with everything typed. What says the same as is stored changes nothing.
 */
export async function saveTyped(deps: Deps, req: Request, res: Response, review: DeskReview): Promise<Answers | null> {
  const reason = mayAct(req.actor, 'draft', review)
  if (reason) throw new Refused(reasonMessage(reason))
  const typed = typedDesk(req.body, askedItems(review))
  const read = readDesk(typed, barredAnswers(review))
  if (!read.ok) {
    await sendDesk(deps, req, res, review, { typed, problems: read.problems }, 422)
    return null
  }
  const answers = { ...keptAnswers(review), ...read.answers }
  const result = await saveDraft(deps, req.actor, review.id, { version: typedVersion(req.body), answers })
  if (!result.saved) await sendDesk(deps, req, res, result.review, { typed, read: read.answers, conflict: true }, 409)
  return result.saved ? answers : null
}

/** Whoever goes on to the next person hears what still keeps this one from being signed. */
function savedMessage(review: DeskReview, answers: Answers): Message {
  const { name } = review.file
  const codes = [...new Set(gapsOf(answers, review).map(({ code }) => code))]
  return codes.length
    ? message('reviews:desk.savedUnfinished', { name, codes: codes.join('、') })
    : message('reviews:desk.saved', { name })
}

/** Browsers say `Sec-Purpose`, older ones `Purpose`, which is all that a script can say. */
function isAhead(req: Request): boolean {
  return (req.get('sec-purpose') ?? req.get('purpose') ?? '').startsWith('prefetch')
}

async function number(deps: Deps, req: Request, res: Response): Promise<void> {
  const review = await reviewIn(deps, req)
  const text = await showNumber(deps, req.actor, review)
  sendPage(res, 'reviews/number', { title: review.file.name, number: text, back: `/reviews/${review.id}` })
}

/** Where to after saving; asked for before, because what is saved may leave the filter. */
async function nextAddress({ db }: Deps, req: Request, id: string): Promise<string> {
  const filter = readFilter(req.query)
  const onward = String((req.body as Record<string, unknown>)['onward'] ?? 'stay')
  if (onward.startsWith('add:')) {
    const code = onward.slice(4)
    return `/reviews/${id}${filterQuery(filter, { add: code })}#${encodeURIComponent(code)}.answer`
  }
  if (onward !== 'next') return `/reviews/${id}${filterQuery(filter)}`
  const { next } = await neighboursOf(db, await queueOf(db, req.actor), filter, id)
  return next ? `/reviews/${next}${filterQuery(filter)}` : `/reviews${filterQuery(filter)}`
}

/** What the department is told of the person, and the way to ask to look again once it has signed. */
async function triggersIn(db: Deps['db'], req: Request, { id, file }: DeskReview): Promise<TriggersPart | null> {
  const of = { candidateId: file.candidateId }
  const lines = await listTriggers(db, scopeOf(req.actor), of, { skip: 0, take: shownTriggers })
  const own = await reviewOfDepartment(db, req.actor.departmentId, id)
  const mayAsk = own !== null && requestProblem(own) === null
  return deskTriggers(req, lines, mayAsk ? `/reviews/${id}/trigger` : '')
}

export async function sendDesk(
  deps: Deps,
  req: Request,
  res: Response,
  review: DeskReview,
  also: Partial<DeskGiven>,
  status = 200,
): Promise<void> {
  const { db, clock, keys } = deps
  const filter = readFilter(req.query)
  const of = await queueOf(db, req.actor)
  const { candidateId } = review.file
  const [neighbours, progress, calendar, near, papers] = await Promise.all([
    neighboursOf(db, of, filter, review.id),
    progressOf(db, of, filter),
    readCalendar(db),
    nearTo(db, of.accountId, [candidateId]),
    papersOf(deps, req, review),
  ])
  const idNumber = openId(keys, review.file.idCipher, review.file.candidateId)
  const left =
    review.roundOpen && review.state !== 'signed' ? daysLeft(req.t, clock.today(), review.dueOn, calendar) : ''
  const given = {
    actor: req.actor,
    review,
    idNumber,
    neighbours,
    progress,
    filter,
    left,
    near: near.get(candidateId),
    ...also,
  }
  const triggers = await triggersIn(db, req, review)
  const ledgers = await deskHitsOf(deps, req, review)
  const page = {
    ...deskPage(req, given),
    ...signaturePart(req, req.actor, review),
    evidence: papers,
    triggers,
    ledgers,
    ...(await proofsIn(deps, req, review)),
  }
  const kept = await keptAnswersOf(db, [review.id])
  sendPage(res, 'reviews/desk', { ...page, together: keptNotes(req, kept.get(review.id)) }, status)
}
