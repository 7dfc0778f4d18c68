import type { Request, Response } from 'express'
import { departmentRoles } from '../../accounts/role'
import type { Deps } from '../../deps'
import { NotFound, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { ledgerKinds } from '../../ledgers/kind'
import { hitMarks } from '../../ledgers/hits/hits.store'
import { countUncompared } from '../../ledgers/hits/matching.store'
import { listTownships } from '../../organisations/organisations.store'
import { flash } from '../../web/pages/flash'
import { type Again, problemsOf, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { readPageNumber } from '../queue/queue.form'
import { queueOf } from '../queue/queue.routes'
import { countQueue } from '../queue/figures.store'
import { listQueue, openRounds } from '../queue/queue.store'
import { ownedItems } from '../review'
import { findSignables } from '../signing/signing.store'
import { answeringPage } from './answering.view'
import { takeBack } from './taking-back.actions'
import type { Choice } from './together'
import { answerTogether, type AskHits, basisOf, coverageFor } from './together.actions'
import { readChoice, readConfirmation, readPeople } from './together.form'
import { answeredReviews, findAnswering, listAnswerings } from './together.store'
import { choosingPage, peoplePerPage, previewPage } from './together.view'

/** 批量填写: "none" for many people at once, with its basis, and the way back. */
export function togetherRoutes(deps: Deps): Route[] {
  const roles = departmentRoles
  const to = (handle: Handler) => (req: Request, res: Response) => handle(deps, req, res)
  return [
    { method: 'get', path: '/reviews/together', roles, handle: to((_deps, req, res) => choose(deps, req, res)) },
    { method: 'post', path: '/reviews/together/preview', roles, handle: to(preview) },
    { method: 'post', path: '/reviews/together', roles, handle: to(confirm) },
    { method: 'get', path: '/reviews/together/:id', roles, handle: to(show) },
    { method: 'post', path: '/reviews/together/:id/taking-back', roles, handle: to(back) },
  ]
}

type Handler = (deps: Deps, req: Request, res: Response) => Promise<void>

async function choose({ db, clock }: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const of = await queueOf(db, req.actor)
  const typed = again ? typedIn(req) : {}
  const [filter, pageNumber] = [readPeople(again ? req.body : req.query), readPageNumber(again ? {} : req.query)]
  const rounds = await openRounds(db, of)
  const roundId = rounds.find(({ id }) => id === typed['roundId'])?.id ?? rounds[0]?.id ?? ''
  const given = {
    rounds,
    roundId,
    filter,
    pageNumber,
    typed,
    problems: again?.problems ?? [],
    today: clock.today(),
    basis: roundId ? await basisOf(db, req.actor, roundId) : null,
    rows: await listQueue(db, of, filter, { skip: (pageNumber - 1) * peoplePerPage, take: peoplePerPage }),
    counts: await countQueue(db, of, filter),
    townships: await listTownships(db),
    acts: await listAnswerings(db, of),
  }
  sendPage(res, 'reviews/together', choosingPage(req, given), again?.status)
}

async function preview(deps: Deps, req: Request, res: Response): Promise<void> {
  const choice = await choiceIn(deps, req, res)
  if (choice) await sendPreview(deps, req, res, choice)
}

/** What changed since the preview is shown anew; nothing of it has been written. */
async function confirm(deps: Deps, req: Request, res: Response): Promise<void> {
  const choice = await choiceIn(deps, req, res)
  if (!choice) return
  const { id, shown } = readConfirmation(req.body)
  try {
    if (!id) throw new Refused(message('together:changed'), 409)
    const count = await answerTogether(deps, req.actor, { id, shown, choice }, askHits(deps, req))
    flash(req, message(count ? 'together:done' : 'together:doneBefore', { count }))
    res.redirect(303, `/reviews/together/${id}`)
  } catch (error) {
    if (!(error instanceof Refused && error.status === 409)) throw error
    await sendPreview(deps, req, res, choice, true)
  }
}

async function show({ db }: Deps, req: Request, res: Response): Promise<void> {
  const act = await findAnswering(db, req.actor.departmentId, String(req.params['id']))
  if (!act) throw new NotFound()
  const answered = await answeredReviews(db, act.id)
  const ids = answered.map(({ reviewId }) => reviewId)
  const byId = new Map(answered.map((one) => [one.reviewId, one]))
  const reviews = await findSignables(db, req.actor.departmentId, ids)
  const people = reviews.map((review) => ({ review, answered: byId.get(review.id)! }))
  sendPage(res, 'reviews/together-act', answeringPage(req, req.actor, act, people))
}

async function back(deps: Deps, req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const counts = await takeBack(deps, req.actor, id)
  flash(req, counts ? message('together:takenBack', counts) : message('together:takenBackBefore'))
  res.redirect(303, `/reviews/together/${id}`)
}

/** Too many people bring the form back, as a wrong field does. */
async function sendPreview(deps: Deps, req: Request, res: Response, choice: Choice, changed = false): Promise<void> {
  const coverage = await orAgain(deps, req, res, () => coverageFor(deps.db, req.actor, choice, askHits(deps, req)))
  if (!coverage) return
  const { cycleId, departmentId } = await queueOf(deps.db, req.actor)
  const uncompared = await countUncompared(deps.db, departmentId!, cycleId)
  const page = previewPage(req, { id: newId(), choice, coverage, uncompared, changed })
  sendPage(res, 'reviews/together-preview', page, changed ? 409 : 200)
}

/** The choice of the form; null when it was refused and the form has been sent again with everything typed. */
function choiceIn(deps: Deps, req: Request, res: Response): Promise<Choice | null> {
  const { db, clock } = deps
  return orAgain(deps, req, res, async () => {
    const rounds = await openRounds(db, await queueOf(db, req.actor))
    const round = rounds.find(({ id }) => id === typedIn(req)['roundId'])
    const basis = round && (await basisOf(db, req.actor, round.id))
    const asking = { departmentKey: basis?.departmentKey ?? '', owned: basis ? ownedItems(basis) : [] }
    return readChoice({ ...(req.body as object), roundId: round?.id }, asking, clock.today())
  })
}

async function orAgain<T>(deps: Deps, req: Request, res: Response, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    await choose(deps, req, res, { status: 422, problems: problemsOf(error, req.t) })
    return null
  }
}

/** The ledgers of the reader's department: what nobody has looked at yet, and adverse records that are theirs. */
function askHits({ db }: Deps, req: Request): AskHits {
  const adverse = ledgerKinds.filter((kind) => kind.adverse).map(({ key }) => key)
  return async (tx, candidateIds) => {
    const { departmentId, ...of } = await queueOf(db, req.actor)
    return hitMarks(tx, { departmentId: departmentId!, ...of }, candidateIds, adverse)
  }
}
