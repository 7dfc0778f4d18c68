import type { Tx } from '../../db/client'
import { NotFound, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { itemsOwnedBy } from '../../standings/owners'
import { recomputeStandings } from '../../standings/standings.actions'
import { type RoundBasis, roundBases } from '../../standings/standings.store'
import { followInto } from '../split/split.store'
import { carriedAnswers, isAsked, overlapOf, type RecheckPlan } from './recheck'
import {
  type AskedDepartment,
  askedDepartments,
  copyRecusals,
  insertRecheck,
  insertRecheckReviews,
  latestRoundOf,
  lockRecheck,
  markAnswered,
  markCancelled,
  openRechecksOf,
  type RecheckReview,
} from './rechecks.store'
import { recheckTransitions } from './transitions'

/**
 * Sends items of a candidate back to departments: one new review each, in the candidate's latest round, which takes
 * along the department's latest signed answers to every other item. The caller has locked the candidate, judges who may,
 * and records the act. Gives the recheck's id. The standing stays until somebody signs.
 * @throws Refused 409 when one of this kind is open, when another open one asks the same item or department, or when a
 * department cannot be asked: not in the round, owner of none of the items, or still waited for by the round itself.
 */
export async function openRecheck(tx: Tx, plan: RecheckPlan): Promise<string> {
  const { candidateId, departmentIds } = plan
  const round = await latestRoundOf(tx, candidateId)
  if (!round) throw refused('noRound')
  if (round.withdrawn) throw refused('withdrawn')
  const overlap = overlapOf(plan, await openRechecksOf(tx, candidateId))
  if (overlap) throw new Refused(overlap, 409)
  const asked = await askedDepartments(tx, { candidateId, roundId: round.roundId, departmentIds })
  const basis = (await roundBases(tx, [round.roundId])).get(round.roundId)!
  refuseUnaskable(plan, asked, basis)
  const id = newId(plan.openedAt.getTime())
  await insertRecheck(tx, { ...plan, id, roundId: round.roundId })
  const reviews = asked.map((department) => reviewFor(plan, { id, roundId: round.roundId }, department))
  await insertRecheckReviews(tx, reviews)
  const reviewIds = reviews.map((review) => review.id)
  await copyRecusals(tx, reviewIds)
  await followInto(tx, reviewIds, plan.openedAt)
  return id
}

/** Called by signing, its candidates locked: with the last department's signature a recheck is answered. Gives their ids. */
export async function closeRecheckIfAnswered(tx: Tx, reviewIds: string[], by: string, at: Date): Promise<string[]> {
  return markAnswered(tx, reviewIds, by, at)
}

/**
 * Ends a recheck unanswered; what was signed within it stays and counts. Locks the candidate itself. Gives the candidate’s id.
 * @throws NotFound, or Refused 409 when it has ended already.
 */
export async function cancelRecheck(
  tx: Tx,
  { id, by, at, words }: { id: string; by: string; at: Date; words: string },
): Promise<string> {
  const recheck = await lockRecheck(tx, id)
  if (!recheck) throw new NotFound()
  if (!recheckTransitions[recheck.state].cancel) throw refused(recheck.state)
  await markCancelled(tx, { id, by, at, words })
  await recomputeStandings(tx, [recheck.candidateId], at)
  return recheck.candidateId
}

function refused(reason: string): Refused {
  return new Refused(message(`rechecks:refused.${reason}`), 409)
}

function refuseUnaskable(plan: RecheckPlan, asked: AskedDepartment[], { criteria }: RoundBasis): void {
  if (!asked.length || asked.length < new Set(plan.departmentIds).size) throw refused('notInRound')
  if (asked.some(({ waitedFor }) => waitedFor)) throw refused('waitedFor')
  const owns = ({ key }: AskedDepartment) => itemsOwnedBy(key, criteria).some(({ code }) => isAsked(plan, code))
  if (!asked.every(owns)) throw refused('notOwner')
}

function reviewFor(
  { kind, items, candidateId, openedAt }: RecheckPlan,
  { id: recheckId, roundId }: { id: string; roundId: string },
  { id: departmentId, originId, answers: origin, nextPass: pass }: AskedDepartment,
): RecheckReview {
  const answers = carriedAnswers(kind, items, origin ?? {})
  const flagged = Object.values(answers).some(({ answer }) => answer === 'found' || answer === 'pending')
  const id = newId(openedAt.getTime())
  return { id, recheckId, roundId, candidateId, departmentId, originId, pass, answers, flagged }
}
