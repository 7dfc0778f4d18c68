import type { Actor } from '../../accounts/actor'
import { departmentRoles } from '../../accounts/role'
import { isReviewing } from '../../candidates/files/candidate-evidence.store'
import type { Tx } from '../../db/client'
import type { EvidenceAccess } from '../../evidence/evidence'
import type { EvidenceHolder } from '../../evidence/evidence.store'
import { askedItems } from '../asked-items'
import { mayAct } from '../review.policy'
import { type DeskReview, findReview, lockReview } from '../reviews.store'
import { isSigned } from './proofs.store'

/**
 * The papers that prove what a department has found. Who may answer attaches them until the review is signed, each to an
 * item saved as found; a signatory only to an own draft, which somebody else signs. The department reads them, and once
 * signed the office and the leading group; nobody else, and no other department ever.
 */
export const reviewEvidence: EvidenceHolder = {
  lock: async (tx, actor, id) => void (await lockReview(tx, actor.departmentId, id)),
  access: accessOf,
  page: (id) => `/reviews/${id}`,
  part: 'proofs',
  items: async (tx, actor, id) => {
    const review = await findReview(tx, actor.departmentId, id)
    return review ? provable(review).map(({ code }) => code) : []
  },
}

/** The items of a review that a paper can be attached to: asked of it, and saved as found. */
export function provable(review: DeskReview) {
  return askedItems(review).filter(({ code }) => review.answers[code]?.answer === 'found')
}

async function accessOf(tx: Tx, actor: Actor, id: string): Promise<EvidenceAccess> {
  if (actor.role === 'office' || actor.role === 'leading_group') return (await isSigned(tx, id)) ? 'read' : 'none'
  const review = departmentRoles.includes(actor.role) ? await findReview(tx, actor.departmentId, id) : null
  if (!review || !(await isReviewing(tx, actor, review.file.candidateId))) return 'none'
  const ownHand = actor.role === 'reviewer' || review.draftedById === actor.accountId
  return ownHand && mayAct(actor, 'draft', review) === null ? 'attach' : 'read'
}
