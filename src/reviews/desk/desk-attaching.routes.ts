import type { Request, Response } from 'express'
import { departmentRoles } from '../../accounts/role'
import type { Deps } from '../../deps'
import { attachFile } from '../../evidence/attaching.actions'
import { readItem, readLabel } from '../../evidence/evidence.form'
import { Invalid } from '../../lib/errors'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import type { Route } from '../../web/route'
import { canonicalJson } from '../../lib/canonical'
import { askedItems } from '../asked-items'
import { reviewEvidence } from '../proofs/review-evidence.actions'
import { filterQuery } from '../queue/queue-filter'
import { readFilter } from '../queue/queue.form'
import type { DeskReview } from '../reviews.store'
import { typedDesk } from './desk.form'
import { deskOf } from './desk-text'
import { reviewIn, saveTyped, sendDesk } from './desk.routes'

/** A paper attached from the desk: the answers are saved as typed first, so that nothing typed is lost. */
export function deskAttachingRoutes(deps: Deps): Route[] {
  const handle = (req: Request, res: Response) => attach(deps, req, res)
  return [{ method: 'post', path: '/reviews/:id/papers', roles: departmentRoles, upload: true, handle }]
}

async function attach(deps: Deps, req: Request, res: Response): Promise<void> {
  const review = await reviewIn(deps, req)
  if (isTyped(req, review) && !(await saveTyped(deps, req, res, review))) return
  try {
    const done = await attachFile(
      deps,
      req.actor,
      reviewEvidence,
      { recordType: 'review', recordId: review.id },
      {
        name: req.file?.originalname ?? '',
        file: req.file?.buffer ?? Buffer.alloc(0),
        label: readLabel(req.body),
        item: readItem(req.body),
      },
    )
    flash(req, message(`evidence:done.${done}`))
    res.redirect(303, `/reviews/${review.id}${filterQuery(readFilter(req.query))}#proofs`)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    await sendDesk(deps, req, res, await reviewIn(deps, req), { problems: error.problems }, 422)
  }
}

/** Whoever only attaches a paper to a colleague's draft does not become its drafter. */
function isTyped(req: Request, review: DeskReview): boolean {
  const items = askedItems(review)
  return canonicalJson(typedDesk(req.body, items)) !== canonicalJson(deskOf(review.answers, items))
}
