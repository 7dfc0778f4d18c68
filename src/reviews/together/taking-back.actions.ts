import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { NotFound } from '../../lib/errors'
import { lockCandidates } from '../../standings/standings.store'
import { type Basis, markOf } from '../review'
import type { Signable } from '../signing/signing'
import { candidatesOf, findSignables, lockReviews } from '../signing/signing.store'
import { releaseChanged } from './kept.store'
import { withoutNone } from './together'
import { basisOf } from './together.actions'
import { stayReason } from './together.policy'
import {
  type AnsweredReview,
  answeredReviews,
  draftedTimes,
  findAnswering,
  lockAnswering,
  markTakenBack,
  saveTakenBack,
  type TakenBack,
} from './together.store'

/** How many reviews lost the answers, and how many keep some because they were signed or changed since. */
export type BackCounts = { taken: number; stayed: number }

/**
 * Takes one act back: of every review that may still be drafted, the answers that still stem from it. Where nothing else
 * happened since, the draft is as it was before, with its drafter. Gives null when it had been taken back before.
 * @throws NotFound outside the department.
 */
export function takeBack(acting: Acting, actor: Actor, id: string): Promise<BackCounts | null> {
  return recorded<BackCounts | null>(
    acting,
    actor,
    'review.answers_taken_back',
    async (tx) => {
      const { act, answered, reviews } = await lockAct(tx, actor, id)
      if (act.takenBackAt) return { result: null, records: [] }
      const basis = await basisOf(tx, actor, act.roundId)
      const kept = answered.filter((one) => one.kept.length)
      const goes = kept.filter(({ reviewId }) => !stayReason(actor, reviews.get(reviewId)!))
      const ids = goes.map(({ reviewId }) => reviewId)
      const times = await draftedTimes(tx, ids)
      const drafts = goes.map((one) => backOf(one, reviews.get(one.reviewId)!, basis, times.get(one.reviewId) ?? null))
      await saveTakenBack(tx, drafts)
      await releaseChanged(tx, ids)
      await markTakenBack(tx, id, { by: actor.accountId, at: acting.clock.now(), reviewIds: ids })
      const records = goes.map((one) => recordOf(id, one))
      return { result: { taken: goes.length, stayed: answered.length - goes.length }, records }
    },
    30,
  )
}

async function lockAct(tx: Tx, actor: Actor, id: string) {
  if (!(await findAnswering(tx, actor.departmentId, id))) throw new NotFound()
  const ids = (await answeredReviews(tx, id)).map(({ reviewId }) => reviewId)
  await lockCandidates(tx, await candidatesOf(tx, actor.departmentId, ids))
  await lockReviews(tx, ids)
  await lockAnswering(tx, id)
  const act = (await findAnswering(tx, actor.departmentId, id))!
  const reviews = new Map((await findSignables(tx, actor.departmentId, ids)).map((review) => [review.id, review]))
  return { act, answered: await answeredReviews(tx, id), reviews }
}

function backOf(one: AnsweredReview, review: Signable, basis: Basis, draftedAt: Date | null): TakenBack {
  const answers = withoutNone(review.answers, one.kept)
  const mark = markOf(answers, basis)
  const draft = { id: review.id, answers, mark }
  if (review.version === one.version)
    return { ...draft, draftedById: one.draftedBeforeId, draftedAt: one.draftedBeforeAt }
  if (!Object.keys(answers).length) return { ...draft, draftedById: null, draftedAt: null }
  return { ...draft, draftedById: review.draftedById, draftedAt }
}

function recordOf(answering: string, { reviewId, kept }: AnsweredReview) {
  return { type: 'review', id: reviewId, details: { answering, codes: kept } }
}
