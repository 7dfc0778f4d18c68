import type { Actor } from '../accounts/actor'
import { recorded, type Acting, type Recorded } from '../audit/recorded'
import { type IdKeys, openId } from '../candidates/id-seal'
import { insertEvents } from '../candidates/steps/steps.store'
import type { Tx } from '../db/client'
import { canonicalJson } from '../lib/canonical'
import { NotFound, Refused } from '../lib/errors'
import { recomputeStandings } from '../standings/standings.actions'
import { type Answers, markOf } from './review'
import { mayAct, reasonMessage } from './review.policy'
import { type DeskReview, lockReview, saveDrafts, saveReturns } from './reviews.store'
import type { ReviewAct } from './transitions'
import type { ReturnReason } from './returns/return-words'

/** `conflict`: somebody saved since the form was opened; nothing was written, and `review` is what stands now. */
export type DraftResult = { saved: true } | { saved: false; review: DeskReview }

/**
 * Saves a draft, finished or not; whoever saves a change is its drafter, and so is a reviewer who saves what a colleague
 * drafted. What changes nothing leaves no trace.
 * @throws NotFound outside the department, Refused where the policy says so.
 */
export async function saveDraft(
  acting: Acting,
  actor: Actor,
  id: string,
  { version, answers }: { version: number; answers: Answers },
): Promise<DraftResult> {
  return recorded<DraftResult>(acting, actor, 'review.drafted', async (tx) => {
    const review = await judged(tx, actor, 'draft', id)
    const same = canonicalJson(review.answers) === canonicalJson(answers)
    const kept = same && review.state === 'unsigned' && review.sentBack === null
    if (kept && !review.identifiedSince && !takesOver(actor, review)) return { result: { saved: true }, records: [] }
    if (review.version !== version) return { result: { saved: false, review }, records: [] }
    return { result: { saved: true }, record: await writeDraft(tx, acting, actor, review, answers) }
  })
}

/** The saving itself, of a review that is locked and judged; gives what the trail says of it. */
export async function writeDraft(
  tx: Tx,
  { clock }: Pick<Acting, 'clock'>,
  actor: Actor,
  review: DeskReview,
  answers: Answers,
): Promise<Recorded> {
  const { id, state, file } = review
  const mark = markOf(answers, review)
  await saveDrafts(tx, [{ id, answers, mark, draftedById: actor.accountId, draftedAt: clock.now() }])
  // Taken up again after a return: the department is waited for once more.
  if (state === 'returned') await recomputeStandings(tx, [file.candidateId], clock.now())
  return recordOf(review, { codes: changedCodes(review.answers, answers) })
}

/** Sends the file back to the township, which learns the reason and the words but not the department. */
export async function returnFile(
  acting: Acting,
  actor: Actor,
  id: string,
  { reason, words }: { reason: ReturnReason; words: string },
): Promise<void> {
  await recorded(acting, actor, 'review.returned', async (tx) => {
    const review = await judged(tx, actor, 'return', id)
    const [now, { candidateId }] = [acting.clock.now(), review.file]
    await saveReturns(tx, [{ id, reason, words, by: actor.accountId, at: now }])
    await insertEvents(tx, actor, [{ candidateId, kind: 'department_return', words }], now)
    await recomputeStandings(tx, [candidateId], now)
    return { result: undefined, record: recordOf(review, { reason }) }
  })
}

/** The ID number whole; that it was shown is recorded against the candidate. */
export async function showNumber(
  acting: Acting & { keys: IdKeys },
  actor: Actor,
  { id, file }: Pick<DeskReview, 'id' | 'file'>,
): Promise<string> {
  const record = { type: 'candidate', id: file.candidateId, details: { review: id } }
  await recorded(acting, actor, 'candidate.number_shown', async () => ({ result: undefined, record }))
  return openId(acting.keys, file.idCipher, file.candidateId)
}

/** A reviewer who saves a colleague's answers makes them their own, so that a signatory's draft does not stay unsigned. */
function takesOver(actor: Actor, { draftedById }: DeskReview): boolean {
  return actor.role === 'reviewer' && draftedById !== null && draftedById !== actor.accountId
}

/** Item codes whose answer is another one now. */
export function changedCodes(before: Answers, after: Answers): string[] {
  const codes = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return codes.filter((code) => canonicalJson(before[code] ?? null) !== canonicalJson(after[code] ?? null))
}

/** Locks, then judges (house rule 6). */
export async function judged(tx: Tx, actor: Actor, act: ReviewAct, id: string): Promise<DeskReview> {
  const review = await lockReview(tx, actor.departmentId, id)
  if (!review) throw new NotFound()
  const reason = mayAct(actor, act, review)
  if (reason) throw new Refused(reasonMessage(reason))
  return review
}

export function recordOf({ id, roundNumber }: DeskReview, details: Record<string, unknown> = {}): Recorded {
  return { type: 'review', id, details: { round: roundNumber, ...details } }
}
