import type { Actor } from '../../accounts/actor'
import { message, type Message } from '../../lib/message'
import { canonicalJson } from '../../lib/canonical'
import { type Basis, ownedItems } from '../review'
import { mayAct, type Reason, reasonMessage } from '../review.policy'
import type { Signable } from '../signing/signing'
import { openCodes, plainNone } from './together'

/** Why somebody is left out of an act that answers many at once; null when covered. */
export type LeftReason = Reason | 'hit' | 'record' | 'recheck' | 'otherwise' | 'answered'

/** A ledger's row that may be (`open`) or is (`same`) about a person: nobody answers for them unseen. */
export type HitMark = 'open' | 'same'

export type Covered = { review: Signable; codes: string[] }
export type LeftOut = { review: Signable; reason: LeftReason }

/** Exactly who is covered and who is not; the preview shows it, the act writes it. */
export type Coverage = { covered: Covered[]; leftOut: LeftOut[] }

export type Judging = { actor: Actor; items: readonly string[]; basis: Basis; hits: ReadonlyMap<string, HitMark> }

export function coverageOf(judging: Judging, reviews: readonly Signable[]): Coverage {
  const judged = reviews.map((review) => {
    const codes = openCodes(ownedItems(judging.basis), judging.items, review.answers)
    return { review, codes, reason: leftReason(judging, review, codes) }
  })
  return {
    covered: judged.flatMap(({ reason, ...one }) => (reason === null ? [one] : [])),
    leftOut: judged.flatMap(({ reason, review }) => (reason === null ? [] : [{ review, reason }])),
  }
}

/** Taking back is a draft too, but of a file that was sent back its answers may go as well. */
export function stayReason(actor: Actor, review: Signable): Reason | null {
  const reason = mayAct(actor, 'draft', review)
  return reason === 'returned' ? null : reason
}

export function leftMessage(reason: LeftReason): Message {
  return isOwn(reason) ? message(`together:left.${reason}`) : reasonMessage(reason)
}

/** The review's own state first, then what is known of the person, last what has been said already. */
function leftReason(judging: Judging, review: Signable, codes: string[]): LeftReason | null {
  const reason = mayAct(judging.actor, 'draft', review)
  if (reason) return reason
  if (review.recheckKind) return 'recheck'
  // Saving would make a draft about somebody else look checked.
  if (review.identifiedSince && review.state === 'unsigned') return 'identified_since'
  const hit = judging.hits.get(review.candidateId)
  if (hit) return hit === 'open' ? 'hit' : 'record'
  if (codes.length) return null
  const given = judging.items.flatMap((code) => review.answers[code] ?? [])
  return given.every((answer) => canonicalJson(answer) === canonicalJson(plainNone)) ? 'answered' : 'otherwise'
}

const own = ['hit', 'record', 'recheck', 'otherwise', 'answered'] as const

function isOwn(reason: LeftReason): reason is (typeof own)[number] {
  return own.some((one) => one === reason)
}
