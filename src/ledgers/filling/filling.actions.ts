import type { Actor } from '../../accounts/actor'
import { appendEntries } from '../../audit/audit.store'
import { type Acting, entryOf, type Recorded } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { digestOf } from '../../lib/canonical'
import { Invalid, NotFound } from '../../lib/errors'
import { writeDraft } from '../../reviews/reviews.actions'
import { type DeskReview, lockReview } from '../../reviews/reviews.store'
import type { Hit } from '../hits/hit'
import { filledFact } from './filled-fact'
import { filledState, isThere, withFact, withoutFact } from './filling'
import { draftReason, fillMessage, mayFill } from './filling.policy'
import { fillingsOf, upsertFilling } from './filling.store'

/** What became of the draft: a fact came in, was there before, went out again, or stays for somebody to take out. */
export type DraftEnd = 'filled' | 'there' | 'taken_out' | 'stays' | null

type Deciding = { acting: Pick<Acting, 'clock'>; actor: Actor; hit: Hit }

/**
 * Fills a hit's row in as a fact of the person's draft: part of the decision that it is the same person, in its
 * transaction, candidates locked. Nothing is signed by it, and filling in twice adds nothing.
 * @throws Invalid for `fill` with the reason when this draft takes no fact of it.
 */
export async function fillIn(tx: Tx, { acting, actor, hit }: Deciding): Promise<DraftEnd> {
  const review = await lockedReview(tx, actor, hit)
  const place = mayFill(actor, hit.kind, review)
  if (place.reason !== null) throw new Invalid({ fill: fillMessage(place.reason) })
  const { code } = place.item
  const fact = filledFact(hit.kind, hit.row.values, review.criteria.sanctions)
  const before = (await fillingsOf(tx, review.id)).find(({ rowId }) => rowId === hit.rowId)
  if (before && filledState(before, review.answers) !== 'gone') return 'there'
  if (isThere(fact, review.answers[code])) return 'there'
  await drafted(
    tx,
    { acting, actor, hit },
    await writeDraft(tx, acting, actor, review, withFact(review.answers, code, fact)),
  )
  const [{ rowId }, { accountId }, at] = [hit, actor, acting.clock.now()]
  await upsertFilling(tx, { reviewId: review.id, rowId, code, factDigest: digestOf(fact), accountId, at })
  return 'filled'
}

/**
 * "Not the same after all": what was filled in and nobody has touched goes out of the draft again; what somebody has
 * changed, or what is signed, stays for a person to judge.
 */
export async function takeOut(tx: Tx, { acting, actor, hit }: Deciding): Promise<DraftEnd> {
  const filled = (await fillingsOf(tx, hit.reviewId)).find(({ rowId }) => rowId === hit.rowId)
  if (!filled) return null
  const review = await lockedReview(tx, actor, hit)
  const state = filledState(filled, review.answers)
  if (state === 'gone') return null
  if (state === 'changed' || draftReason(actor, review)) return 'stays'
  const answers = withoutFact(review.answers, filled.code, filled.factDigest)
  await drafted(tx, { acting, actor, hit }, await writeDraft(tx, acting, actor, review, answers))
  return 'taken_out'
}

async function lockedReview(tx: Tx, actor: Actor, { reviewId }: Hit): Promise<DeskReview> {
  const review = await lockReview(tx, actor.departmentId, reviewId)
  if (!review) throw new NotFound()
  return review
}

/** The draft's own row in the trail, beside the decision's; it names the row that it came from. */
async function drafted(tx: Tx, { acting, actor, hit }: Deciding, record: Recorded): Promise<void> {
  const told = { ...record, details: { ...record.details, ledgerRow: hit.rowId } }
  await appendEntries(tx, [entryOf(actor, 'review.drafted', acting.clock.now())(told)])
}
