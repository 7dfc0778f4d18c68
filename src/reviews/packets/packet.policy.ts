import type { Actor } from '../../accounts/actor'
import { canonicalJson } from '../../lib/canonical'
import { bare } from '../../lib/tidy'
import { type Choices, isSame, type Merge, mergeOf, withWorkbooks } from './packet'
import type { DepartmentReturn } from '../returns/return'
import type { ReturnReview } from '../returns/return-review'
import { drafterKey, signatoryKey } from '../returns/return-words'
import type { Answers } from '../review'
import { mayAct, type Reason } from '../review.policy'
import type { Signable } from '../signing/signing'

/** A review of the round with its ID number, so that a row of the workbook finds it. */
export type Packed = Signable & { idNumber: string; draftedAt: Date | null }

/**
 * What taking a row would do. `collision`: somebody answered `conflicts` otherwise after the workbook was handed out; their
 * answers stay unless the taker chooses. `closed`: the review takes no draft any more, `reason` says why.
 */
export type Line = {
  review: Packed
  kind: 'new' | 'changed' | 'collision' | 'same' | 'return' | 'recused' | 'blank' | 'closed'
  reason: Reason | null
  answers: Answers
  conflicts: string[]
  given: ReturnReview
}

/**
 * Whose workbook it is: `actor` hands it in, `filledById` is the account of whom it names as 经办人, where there is one.
 * `base` is what stood in it when it was handed out, by ID number; null where its bytes were not kept.
 */
export type Hands = {
  actor: Actor
  filledById: string | null
  handedOutAt: Date
  base: ReadonlyMap<string, Answers> | null
}

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
  const later = review.draftedAt !== null && review.draftedAt > hands.handedOutAt
  const base = hands.base === null ? null : (hands.base.get(given.idNumber) ?? {})
  const merge = mergeOf(review.answers, given.answers, { base, later })
  return { review, given, ...merge, ...judged(hands, review, given, merge) }
}

function judged(hands: Hands, review: Packed, given: ReturnReview, merge: Merge): Pick<Line, 'kind' | 'reason'> {
  const { actor } = hands
  const { answers, conflicts } = merge
  const same = !conflicts.length && canonicalJson(answers) === canonicalJson(review.answers)
  const isReturn = given.opinion === 'returned'
  if (isReturn && review.state === 'returned') return { kind: 'same', reason: null }
  if (given.opinion === 'recused') return recusal(actor, review)
  if (same && !isReturn) return { kind: Object.keys(given.answers).length ? 'same' : 'blank', reason: null }
  const reason = mayAct(actor, isReturn ? 'return' : 'draft', review) ?? fillerReason(hands, review)
  if (reason) return { kind: 'closed', reason }
  if (isReturn) return { kind: 'return', reason: null }
  if (conflicts.length) return { kind: 'collision', reason: null }
  return { kind: Object.keys(review.answers).length ? 'changed' : 'new', reason: null }
}

/** Whose answer was chosen for the conflicts of a line; a review that has changed since counts as not chosen for. */
export function chosenFor({ review, conflicts }: Line, choices: Choices): { workbook: string[]; stored: string[] } {
  const made = choices[review.id]
  if (made?.version !== review.version) return { workbook: [], stored: [] }
  const still = (codes: string[]) => codes.filter((code) => conflicts.includes(code))
  return { workbook: still(made.workbook), stored: still(made.stored) }
}

/** What the review holds once the line is taken. */
export function takenAnswers(line: Line, choices: Choices): Answers {
  return withWorkbooks(line.answers, line.given.answers, chosenFor(line, choices).workbook)
}

/** Nobody signs by a workbook what it does not say: every answer in it must be the one that is stored then. */
export function isAsSigned(line: Line, choices: Choices): boolean {
  const taken = takenAnswers(line, choices)
  return Object.entries(line.given.answers).every(([code, given]) => taken[code] && isSame(taken[code], given))
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
