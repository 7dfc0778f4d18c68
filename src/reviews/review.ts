import type { CriteriaSet, Item, TermDays } from '../criteria/criteria'
import type { Day } from '../lib/day'
import type { Message } from '../lib/message'
import { answerProblems } from '../standings/fact'
import { itemsOwnedBy } from '../standings/owners'
import type { Answer } from '../standings/standing'
import type { RecheckKind } from './rechecks/recheck'
import type { ReviewState } from './transitions'

/** Answers by item code; a code that is missing has not been answered. */
export type Answers = Record<string, Answer>

/** What a department's answers are measured by. */
export type Basis = { criteria: CriteriaSet; terms: TermDays; referenceDate: Day; departmentKey: string }

/** `complete`: may be signed as it is. `flagged`: some answer is found or pending, so it is signed with more care. */
export type Mark = { complete: boolean; flagged: boolean; answered: number }

/** Why a review may not be signed yet: an item without an answer (`message` null), or what is wrong with its answer. */
export type Gap = { code: string; message: Message | null }

export type ReviewStatus =
  'todo' | 'again' | 'sent_back' | 'drafted' | 'ready' | 'signed' | 'returned' | 'withdrawn' | 'carried'

/** What a policy asks about a review; the department's scope has been in the query already. */
export type Judged = {
  departmentId: string
  state: ReviewState
  complete: boolean
  draftedById: string | null
  returnedAt: Date | null
  resubmittedAt: Date | null
  withdrawn: boolean
  /** The round is out; for what a recheck asks, the recheck is open. */
  roundOpen: boolean
  /** The identity was corrected after the draft: it was about somebody else. */
  identifiedSince: boolean
  /** Why a recheck asks for it; null for the round's own. */
  recheckKind: RecheckKind | null
  /** Accounts that drafted, and that signed, this department's earlier reviews of the candidate; for rechecks only. */
  earlierDrafters: readonly string[]
  earlierSigners: readonly string[]
  /** Accounts that have recused themselves from it. */
  recused: readonly string[]
  /** Accounts of the department that must keep away from it: the candidate, or a relative by ID number. */
  near: readonly string[]
  /** The signatory's words, as long as nobody has saved the draft since it was sent back. */
  sentBack: string | null
}

export function markOf(answers: Answers, basis: Basis): Mark {
  const given = ownedItems(basis).flatMap((item) => answers[item.code] ?? [])
  return {
    complete: gapsOf(answers, basis).length === 0,
    flagged: given.some(({ answer }) => answer === 'found' || answer === 'pending'),
    answered: given.length,
  }
}

/** Everything that keeps the answers from being signed, in the order of the items. */
export function gapsOf(answers: Answers, basis: Basis): Gap[] {
  return ownedItems(basis).flatMap((item) => itemGaps(item, answers[item.code], basis))
}

/** The items that this department answers. */
export function ownedItems({ departmentKey, criteria }: Basis): Item[] {
  return itemsOwnedBy(departmentKey, criteria)
}

/** How a review stands in its department's queue. */
export function reviewStatus(review: {
  state: ReviewState
  complete: boolean
  draftedAt: Date | null
  returnedAt: Date | null
  resubmittedAt: Date | null
  withdrawn: boolean
  sentBack: string | null
}): ReviewStatus {
  if (review.state === 'signed' || review.state === 'carried') return review.state
  if (review.withdrawn) return 'withdrawn'
  if (review.state === 'returned') return isSentInAgain(review) ? 'again' : 'returned'
  if (review.sentBack !== null) return 'sent_back'
  if (review.complete) return 'ready'
  return review.draftedAt ? 'drafted' : 'todo'
}

export function isSentInAgain({ returnedAt, resubmittedAt }: { returnedAt: Date | null; resubmittedAt: Date | null }) {
  return returnedAt !== null && resubmittedAt !== null && resubmittedAt > returnedAt
}

function itemGaps(item: Item, answer: Answer | undefined, { criteria, referenceDate }: Basis): Gap[] {
  if (!answer) return [{ code: item.code, message: null }]
  return answerProblems(item, answer, criteria, referenceDate).map((message) => ({ code: item.code, message }))
}
