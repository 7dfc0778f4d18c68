import type { Request } from 'express'
import type { Deps } from '../../deps'
import { evidenceOf } from '../../evidence/evidence.actions'
import { evidencePart } from '../../evidence/evidence.view'
import { filesOfLinks } from '../../evidence/evidence.store'
import { proofsOf } from '../../standings/proofs.store'
import { askedItems } from '../asked-items'
import { filterQuery } from '../queue/queue-filter'
import { readFilter } from '../queue/queue.form'
import type { DeskReview } from '../reviews.store'
import { reviewEvidence } from './review-evidence.actions'
import { type ProofsPart, proofsPart } from './proofs.view'

/** The department's own papers at the desk: those taken along from an earlier opinion first, then those of this one. */
export async function proofsIn({ db }: Deps, req: Request, review: DeskReview): Promise<ProofsPart> {
  const on = { recordType: 'review', recordId: review.id } as const
  const given = await evidenceOf(db, req.actor, reviewEvidence, on)
  if (given.access === 'none') return { proofs: null, attaching: null }
  const taken = (await proofsOf(db, [review.id])).filter(({ own }) => !own).map(({ linkId }) => linkId)
  const files = taken.length ? await filesOfLinks(db, taken) : []
  const along = evidencePart(req, on, { access: 'read', files })
  const action = `/reviews/${review.id}/papers${filterQuery(readFilter(req.query))}`
  return proofsPart(req, { along, own: evidencePart(req, on, given), items: askedItems(review), action })
}
