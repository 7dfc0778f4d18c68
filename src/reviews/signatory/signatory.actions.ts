import type { Actor } from '../../accounts/actor'
import { holdStandIn } from '../../accounts/deputies/deputies.store'
import { recorded, type Acting } from '../../audit/recorded'
import { NotFound, Refused } from '../../lib/errors'
import { mayAct, reasonMessage } from '../review.policy'
import { recordOf } from '../reviews.actions'
import { type DeskReview, lockReview } from '../reviews.store'
import { findOpening, insertOpening, isSentBackBy, saveSendBack } from './signatory.store'

/** `changed`: somebody saved since the signatory read it; nothing was written. */
export type SendBackResult = 'sent' | 'changed'

/**
 * 退回修改: a finished draft goes back to the department's reviewers with words, its answers untouched and unsigned.
 * `version` is the one that the signatory read. Saying the same twice is once.
 * @throws NotFound outside the department, Refused where the policy says so.
 */
export async function sendBack(
  acting: Acting,
  actor: Actor,
  id: string,
  { version, words }: { version: number; words: string },
): Promise<SendBackResult> {
  return recorded<SendBackResult>(acting, actor, 'review.sent_back', async (tx) => {
    const review = await lockReview(tx, actor.departmentId, id)
    if (!review) throw new NotFound()
    if (await isSentBackBy(tx, id, actor.accountId, words)) return { result: 'sent', records: [] }
    const standsInFor = actor.standsInFor && (await holdStandIn(tx, actor.accountId, acting.clock.today()))
    const reason = mayAct({ ...actor, standsInFor }, 'send_back', review)
    if (reason) throw new Refused(reasonMessage(reason), reason === 'sent_back' ? 409 : 403)
    if (review.version !== version) return { result: 'changed', records: [] }
    const by = { byId: actor.accountId, at: acting.clock.now() }
    await saveSendBack(tx, { reviewId: id, version: version + 1, words, ...by })
    return { result: 'sent', record: recordOf(review) }
  })
}

/** Remembers that a signatory had on the screen what they may sign now; once for each version of it. */
export async function rememberOpening(acting: Acting, actor: Actor, review: DeskReview): Promise<void> {
  if (mayAct(actor, 'sign', review)) return
  const opening = { reviewId: review.id, accountId: actor.accountId, version: review.version }
  if (await findOpening(acting.db, opening)) return
  await recorded(acting, actor, 'review.opened', async (tx) => {
    const isNew = await insertOpening(tx, { ...opening, at: acting.clock.now() })
    return { result: undefined, records: isNew ? [recordOf(review)] : [] }
  })
}
