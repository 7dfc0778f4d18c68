import type { Actor } from '../../accounts/actor'
import { canonicalJson } from '../../lib/canonical'
import { bare } from '../../lib/tidy'
import { mergedAnswers } from './packet'
import type { DepartmentReturn } from '../returns/return'
import type { ReturnReview } from '../returns/return-review'
import { drafterKey, signatoryKey } from '../returns/return-words'
import type { Answers } from '../review'
import { mayAct, type Reason } from '../review.policy'
import type { Signable } from '../signing'

/** A review of the round with its ID number, so that a row of the workbook finds it. */
export type Packed = Signable & { idNumber: string; draftedAt: Date | null }

/**
 * What taking a row would do. `collision`: somebody answered otherwise after the workbook was handed out; their answers
 * stay unless the taker chooses. `closed`: the review takes no draft any more, `reason` says why.
 */
export type Line = {
  review: Packed
  kind: 'new' | 'changed' | 'collision' | 'same' | 'return' | 'recused' | 'blank' | 'closed'
  reason: Reason | null
  answers: Answers
  given: ReturnReview
}

/** Whose workbook it is: `actor` hands it in, `filledById` is the account of whom it names as 经办人, where there is one. */
export type Hands = { actor: Actor; filledById: string | null; handedOutAt: Date }

/** Row by row against what is stored now; rows of nobody in the round were refused by the reading already. */
export function linesOf(hands: Hands, reading: DepartmentReturn, packed: Packed[]): Line[] {
  const byNumber = new Map(packed.map((review) => [review.idNumber, review]))
  return reading.reviews.flatMap((given) => {
    const review = byNumber.get(given.idNumber)
    return review ? [lineOf(hands, review, given)] : []
  })
}

/** Why a workbook's signature does not sign; null when it does. */
export type Unsigned = 'none' | 'reviewer' | 'otherName' | 'sameHand' | 'noDrafter'

/** A return is signed at once by the signatory whose name stands under it, never by the hand that filled it in. */
export function signatureProblem(
  actor: Actor,
  { signatures }: DepartmentReturn,
  drafter: { accountId: string } | null,
): Unsigned | null {
  const { [signatoryKey]: signatory, [drafterKey]: filledBy } = signatures
  if (!signatory) return 'none'
  if (actor.role !== 'signatory') return 'reviewer'
  if (bare(signatory) !== bare(actor.name)) return 'otherName'
  if (bare(filledBy ?? '') === bare(signatory)) return 'sameHand'
  return drafter && drafter.accountId !== actor.accountId ? null : 'noDrafter'
}

function lineOf(hands: Hands, review: Packed, given: ReturnReview): Line {
  const answers = mergedAnswers(review.answers, given.answers)
  return { review, given, answers, ...judged(hands, review, given, answers) }
}

function judged(hands: Hands, review: Packed, given: ReturnReview, answers: Answers): Pick<Line, 'kind' | 'reason'> {
  const { actor, handedOutAt } = hands
  const same = canonicalJson(answers) === canonicalJson(review.answers)
  const isReturn = given.opinion === 'returned'
  if (isReturn && review.state === 'returned') return { kind: 'same', reason: null }
  if (given.opinion === 'recused') return recusal(actor, review)
  if (same && !isReturn) return { kind: Object.keys(given.answers).length ? 'same' : 'blank', reason: null }
  const reason = mayAct(actor, isReturn ? 'return' : 'draft', review) ?? fillerReason(hands, review)
  if (reason) return { kind: 'closed', reason }
  if (isReturn) return { kind: 'return', reason: null }
  if (!Object.keys(review.answers).length) return { kind: 'new', reason: null }
  const since = review.draftedAt !== null && review.draftedAt > handedOutAt
  return { kind: since ? 'collision' : 'changed', reason: null }
}

/** Who keeps away from a person does not answer for them through a colleague's hands either. */
function fillerReason({ filledById }: Hands, { recused, near }: Packed): Reason | null {
  return filledById && [...recused, ...near].includes(filledById) ? 'filled_by_near' : null
}

/** Keeping away twice is once; of a review that is closed or signed nobody has to keep away any more. */
function recusal(actor: Actor, review: Packed): Pick<Line, 'kind' | 'reason'> {
  const reason = mayAct(actor, 'recuse', review)
  if (reason === null) return { kind: 'recused', reason }
  return reason === 'recused' ? { kind: 'same', reason: null } : { kind: 'closed', reason }
}
