import type { Request, Response } from 'express'
import { standInWords } from '../../accounts/deputies/deputies.view'
import { signsToday } from '../../accounts/deputies/deputy.policy'
import { departmentRoles } from '../../accounts/role'
import { nearTo } from '../../candidates/structure/nearness.store'
import type { Deps } from '../../deps'
import { Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { reasonMessage } from '../review.policy'
import { readPageNumber } from '../queue/queue.form'
import { queueOf } from '../queue/queue.routes'
import type { Signable } from './signing'
import { signReviews, sorted } from './signing.actions'
import { typedChoice, typedSigning } from './signing.form'
import { type DeskOf, placesOf } from '../signatory/sections.store'
import { findSignables, listReady, readyIds } from './signing.store'
import { signingPage, signingPageSize, signingPreviewPage } from './signing.view'
import { keptActs, linesByReview } from '../together/answering.view'
import { proofsOf } from '../../standings/proofs.store'
import { keptAnswersOf } from '../together/kept.store'

/** 签字: finished drafts, what signing them will say, and the act. */
export function signingRoutes(deps: Deps): Route[] {
  const roles = departmentRoles
  const signing =
    (handle: (deps: Deps, req: Request, res: Response) => Promise<void>) => (req: Request, res: Response) => {
      if (!signsToday(req.actor)) throw new Refused(reasonMessage('role'))
      return handle(deps, req, res)
    }
  return [
    { method: 'get', path: '/reviews/signing', roles, handle: signing(list) },
    { method: 'post', path: '/reviews/signing/preview', roles, handle: signing(preview) },
    { method: 'post', path: '/reviews/signing', roles, handle: signing(sign) },
  ]
}

async function list(deps: Deps, req: Request, res: Response, unchosen = false): Promise<void> {
  const pageNumber = readPageNumber(req.query)
  const skip = (pageNumber - 1) * signingPageSize
  const ready = await listReady(deps.db, await deskOf(deps, req), { skip, take: signingPageSize })
  const ids = ready.rows.map(({ id }) => id)
  const [near, kept] = await Promise.all([nearAmong(deps.db, req, ready.rows), keptAnswersOf(deps.db, ids)])
  const page = signingPage(req, req.actor, { ...ready, near }, pageNumber, unchosen)
  const together = linesByReview(req, kept)
  sendPage(res, 'reviews/signing', { ...page, together }, unchosen ? 422 : 200)
}

async function preview(deps: Deps, req: Request, res: Response): Promise<void> {
  const chosen = typedChoice(req.body)
  const ids = chosen.all ? await readyIds(deps.db, await queueOf(deps.db, req.actor)) : chosen.ids
  if (!ids.length) return list(deps, req, res, true)
  await sendPreview(deps, req, res, ids)
}

/** What changed since the preview is shown anew; nothing of it has been signed. */
async function sign(deps: Deps, req: Request, res: Response): Promise<void> {
  const typed = typedSigning(req.body)
  if (!typed.ids.length) return list(deps, req, res, true)
  try {
    const count = await signReviews(deps, req.actor, typed)
    flash(req, message(count ? 'reviews:signing.done' : 'reviews:signing.doneBefore', { count }))
    res.redirect(303, '/reviews/signing')
  } catch (error) {
    if (!(error instanceof Refused && error.status === 409)) throw error
    await sendPreview(deps, req, res, typed.ids, true)
  }
}

async function sendPreview(deps: Deps, req: Request, res: Response, ids: string[], changed = false): Promise<void> {
  const { db } = deps
  const reviews = await findSignables(db, req.actor.departmentId, ids)
  const near = await nearAmong(db, req, reviews)
  const places = await placesOf(db, await deskOf(deps, req), ids)
  const page = signingPreviewPage(req, await sorted(db, req.actor, reviews), {
    near,
    places,
    changed,
    standing: standInWords(req.t, req.actor),
    proofs: await proofsOf(
      db,
      reviews.map(({ id }) => id),
    ),
  })
  const together = keptActs(req, await keptAnswersOf(db, page.ids))
  sendPage(res, 'reviews/signing-preview', { ...page, together }, changed ? 409 : 200)
}

/** The signatory's desk of today: the lot is drawn anew each day. */
async function deskOf({ db, clock }: Deps, { actor }: Request): Promise<DeskOf> {
  return { ...(await queueOf(db, actor)), day: clock.today() }
}

function nearAmong(db: Deps['db'], req: Request, reviews: Signable[]) {
  const ids = reviews.map(({ candidateId }) => candidateId)
  return nearTo(db, req.actor.accountId, ids)
}
