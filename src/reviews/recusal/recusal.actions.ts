import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { stuckFor, type Stuck } from './recusal'
import { dropDrafts, insertRecusals, leftFor } from './recusal.store'
import { judged, recordOf } from '../reviews.actions'
import { passOn } from '../split/split.store'
import { releaseChanged } from '../together/kept.store'

/** `dropped`: how many own answers went with it. `stuck`: whom the department lacks from now on for this review. */
export type Recused = { dropped: number; stuck: Stuck | null }

/**
 * 回避: this account leaves the review to its colleagues, for good. What it has drafted is dropped and only counted in the
 * trail, so that nobody signs it unseen. @throws NotFound outside the department, Refused where the policy says so.
 */
export async function recuse(acting: Acting, actor: Actor, id: string, words: string): Promise<Recused> {
  return recorded(acting, actor, 'review.recused', async (tx) => {
    const review = await judged(tx, actor, 'recuse', id)
    const dropped = await keepAway(tx, actor.accountId, acting.clock.now(), [{ reviewId: id, words }])
    const result = { dropped: dropped.get(id) ?? 0, stuck: stuckFor(await leftFor(tx, id)) }
    return { result, record: recordOf(review, result) }
  })
}

/** The same for many reviews inside another act, which has locked and judged them; gives the dropped answers by review. */
export async function keepAway(
  tx: Tx,
  accountId: string,
  at: Date,
  reviews: { reviewId: string; words: string }[],
): Promise<Map<string, number>> {
  await insertRecusals(
    tx,
    reviews.map((review) => ({ ...review, accountId, at })),
  )
  const ids = reviews.map(({ reviewId }) => reviewId)
  const dropped = await dropDrafts(tx, accountId, ids)
  await releaseChanged(tx, ids)
  await passOn(tx, accountId, ids, at)
  return dropped
}
