import type { Request } from 'express'
import type { Deps } from '../../deps'
import { evidenceOf } from '../../evidence/evidence.actions'
import { type EvidencePart, evidencePart } from '../../evidence/evidence.view'
import { filesOfLinks } from '../../evidence/evidence.store'
import { proofsOf } from '../../standings/proofs.store'
import type { DeskReview } from '../reviews.store'
import { provable, reviewEvidence } from './review-evidence.actions'
import { proofsPart } from './proofs.view'

/** The department's own papers at the desk: those taken along from an earlier opinion first, then those of this one. */
export async function proofsIn({ db }: Deps, req: Request, review: DeskReview): Promise<EvidencePart | null> {
  const on = { recordType: 'review', recordId: review.id } as const
  const given = await evidenceOf(db, req.actor, reviewEvidence, on)
  if (given.access === 'none') return null
  const taken = (await proofsOf(db, [review.id])).filter(({ own }) => !own).map(({ linkId }) => linkId)
  const files = taken.length ? await filesOfLinks(db, taken) : []
  const along = evidencePart(req, on, { access: 'read', files })
  return proofsPart(req, along, evidencePart(req, on, given), given.access === 'attach' ? provable(review) : [])
}
