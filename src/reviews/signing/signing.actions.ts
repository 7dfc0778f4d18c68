import type { Actor } from '../../accounts/actor'
import { holdStandIn } from '../../accounts/deputies/deputies.store'
import { recorded, type Acting } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { digestOf } from '../../lib/canonical'
import type { Day } from '../../lib/day'
import { Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { findDepartment } from '../../organisations/organisations.store'
import { recomputeStandings } from '../../standings/standings.actions'
import { lockCandidates } from '../../standings/standings.store'
import { closeRecheckIfAnswered } from '../rechecks/rechecks.actions'
import { gapsOf } from '../review'
import { mayAct, type Reason, reasonMessage } from '../review.policy'
import { type Signable, signingDigest } from './signing'
import { candidatesOf, findSignables, lockReviews, markSigned, type RoundMeasure, roundMeasures } from './signing.store'

/** Reviews sorted by whether this actor may sign them now; those left out say why. */
export type Sorted = { willSign: Signable[]; leftOut: { review: Signable; reason: Reason }[] }

/**
 * Signs a department's opinions: locked, checked, frozen, standings recomputed and stored, one audit row each, all or
 * nothing. `shown` is the digest of what the preview showed. Gives how many were signed; 0 when all of them had been
 * signed by this act before (a second click).
 * @throws Refused 409 when something changed since the preview, 403 with the reason when one may not be signed.
 */
export async function signReviews(
  acting: Acting,
  actor: Actor,
  { ids, shown }: { ids: string[]; shown: string },
): Promise<number> {
  return recorded(acting, actor, 'review.signed', (tx) => signing(tx, acting, actor, { ids, shown }), 30)
}

/** The same inside another act, whose transaction has the answers just written. */
export async function signing(
  tx: Tx,
  { clock }: Acting,
  asking: Actor,
  { ids, shown }: { ids: string[]; shown: string },
) {
  const actor = { ...asking, standsInFor: await standInNow(tx, asking, clock.today()) }
  const candidateIds = await candidatesOf(tx, actor.departmentId, ids)
  await lockCandidates(tx, candidateIds)
  await lockReviews(tx, ids)
  const reviews = await findSignables(tx, actor.departmentId, ids)
  if (isSecondClick(reviews, ids, actor)) return { result: 0, records: [] }
  if (signingDigest(reviews) !== shown) throw new Refused(message('reviews:signing.changed'), 409)
  const { leftOut } = await sorted(tx, actor, reviews)
  if (leftOut[0]) throw new Refused(reasonMessage(leftOut[0].reason))
  const forId = actor.standsInFor?.accountId ?? null
  await markSigned(tx, ids, { by: actor.accountId, forId, at: clock.now() })
  await closeRecheckIfAnswered(tx, ids, actor.accountId, clock.now())
  await recomputeStandings(tx, candidateIds, clock.now())
  return { result: reviews.length, records: reviews.map((review) => signedRecord(review, forId)) }
}

/** The request knows whom the actor stood in for as it began; the act needs it as it is, and holds it. */
async function standInNow(tx: Tx, { role, accountId }: Actor, today: Day) {
  return role === 'signatory' ? null : holdStandIn(tx, accountId, today)
}

/** What may be signed and what not, with the reason; the preview and the act share it. */
export async function sorted(db: Tx, actor: Actor, reviews: Signable[]): Promise<Sorted> {
  const measures = await roundMeasures(db, [...new Set(reviews.map(({ roundId }) => roundId))])
  const department = actor.departmentId && (await findDepartment(db, actor.departmentId))
  const judged = reviews.map((review) => ({
    review,
    reason: reasonNot(actor, review, measures, department ? department.key : ''),
  }))
  return {
    willSign: judged.filter(({ reason }) => reason === null).map(({ review }) => review),
    leftOut: judged.flatMap(({ review, reason }) => (reason ? [{ review, reason }] : [])),
  }
}

/** The stored mark says complete; whether that is still so is asked of the answers themselves. */
function reasonNot(
  actor: Actor,
  review: Signable,
  measures: Map<string, RoundMeasure>,
  departmentKey: string,
): Reason | null {
  const reason = mayAct(actor, 'sign', review)
  if (reason) return reason
  const basis = { ...measures.get(review.roundId)!, departmentKey }
  return gapsOf(review.answers, basis).length ? 'incomplete' : null
}

function isSecondClick(reviews: Signable[], ids: string[], actor: Actor): boolean {
  const mine = reviews.every((review) => review.state === 'signed' && review.signedById === actor.accountId)
  return mine && reviews.length === ids.length && ids.length > 0
}

/** What the trail keeps of a signature: how many answers of which kind, and the digest of all. */
export function signedRecord({ id, answers }: Signable, signedFor: string | null = null) {
  const words = Object.values(answers).map(({ answer }) => answer)
  const count = (word: string) => words.filter((one) => one === word).length
  const details = {
    found: count('found'),
    pending: count('pending'),
    answers: digestOf(answers),
    ...(signedFor && { signedFor }),
  }
  return { type: 'review', id, details }
}
