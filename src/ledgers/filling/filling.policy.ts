import type { Actor } from '../../accounts/actor'
import type { Item } from '../../criteria/criteria'
import { type Message, message } from '../../lib/message'
import { askedItems } from '../../reviews/asked-items'
import { mayAct, type Reason, reasonMessage } from '../../reviews/review.policy'
import type { Basis, Judged } from '../../reviews/review'
import type { KindKey } from '../kind'
import { itemFor } from './filled-fact'
import { isFull } from './filling'

/** A review as far as filling in asks of it. */
type Fillable = Judged & Basis & Parameters<typeof askedItems>[0]

/** Where a row may be filled in: at an item of the review, or nowhere, with the reason. */
export type Place = { item: Item; reason: null } | { item: Item | null; reason: FillReason }

/** `no_item`: the department answers no item that such rows speak about; the row is a hint and nothing more. */
export type FillReason = Reason | 'no_item' | 'full'

/** Filling in is a draft like any other; besides, it must not make a draft look checked that somebody has to look at. */
export function mayFill(actor: Actor, kind: KindKey, review: Fillable): Place {
  const item = itemFor(kind, askedItems(review))
  const reason = draftReason(actor, review)
  if (!item) return { item, reason: 'no_item' }
  if (!reason && isFull(review.answers[item.code])) return { item, reason: 'full' }
  return reason ? { item, reason } : { item, reason: null }
}

/** What is filled in may be taken out again under the same conditions. */
export function draftReason(actor: Actor, review: Judged): Reason | null {
  const reason = mayAct(actor, 'draft', review)
  if (reason) return reason
  if (review.identifiedSince && review.state === 'unsigned') return 'identified_since'
  return review.sentBack === null ? null : 'sent_back'
}

export function fillMessage(reason: FillReason): Message {
  return isOwn(reason) ? message(`ledgers:fill.reason.${reason}`) : reasonMessage(reason)
}

/** Reasons that read otherwise here than at signing. */
const own = ['no_item', 'full', 'identified_since', 'sent_back'] as const

function isOwn(reason: FillReason): reason is (typeof own)[number] {
  return own.some((one) => one === reason)
}
