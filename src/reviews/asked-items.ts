import type { Item } from '../criteria/criteria'
import type { Barred } from './desk/desk-text'
import type { RecheckKind } from './rechecks/recheck'
import { isAsked } from './rechecks/recheck'
import { type Answers, type Basis, ownedItems } from './review'

type Asked = Basis & { recheck: { kind: RecheckKind; items: readonly string[] } | null; answers: Answers }

/** The items that are open on this review's desk: all that the department owns, of a recheck those that it asks. */
export function askedItems({ recheck, ...basis }: Asked): Item[] {
  return ownedItems(basis).filter(({ code }) => !recheck || isAsked(recheck, code))
}

/** The owned items that a recheck does not ask: what the department signed before is taken along unchanged. */
export function keptItems({ recheck, ...basis }: Asked): Item[] {
  return ownedItems(basis).filter(({ code }) => recheck && !isAsked(recheck, code))
}

/** The answers to them, which a draft goes on to hold whatever its form says. */
export function keptAnswers(review: Asked): Answers {
  const codes = keptItems(review).map(({ code }) => code)
  return Object.fromEntries(Object.entries(review.answers).filter(([code]) => codes.includes(code)))
}

/** Answers that are not taken, each with the sentence why: an item that was assigned is this department's. */
export function barredAnswers({ recheck }: Pick<Asked, 'recheck'>): Barred {
  return recheck?.kind === 'gap' ? { not_ours: 'reviews:problem.notOursInGap' } : {}
}
