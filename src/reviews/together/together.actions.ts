import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { digestOf } from '../../lib/canonical'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { findDepartment } from '../../organisations/organisations.store'
import { recomputeStandings } from '../../standings/standings.actions'
import { lockCandidates } from '../../standings/standings.store'
import { type Basis, markOf } from '../review'
import { saveDrafts } from '../reviews.store'
import { holdingOf } from '../split/held.store'
import { candidatesOf, findSignables, lockReviews, roundMeasures } from '../signing/signing.store'
import { answeredNone, type Choice, coverageDigest, mostTogether } from './together'
import { type Coverage, type Covered, coverageOf, type HitMark } from './together.policy'
import { chosenIds, draftedTimes, findAnswering, insertAnswered, insertAnswering } from './together.store'

/** Asks the ledgers, which stand above: whose row may be about one of these candidates of the actor's department. */
export type AskHits = (db: Tx, candidateIds: string[]) => Promise<ReadonlyMap<string, HitMark>>

/** `shown`: the digest of what the preview showed; `id`: given by it, so that a second click is the same act. */
export type Confirmed = { id: string; shown: string; choice: Choice }

/** Marking a whole county and writing a row of the trail for each takes some seconds. */
const seconds = 30

/**
 * Answers items `none` for many people at once, with the basis beside it; who confirms drafts the reviews. Gives how
 * many were answered, 0 for a second click.
 * @throws Refused 409 when somebody changed something since the preview; Invalid when nobody, or too many, are covered.
 */
export function answerTogether(acting: Acting, actor: Actor, confirmed: Confirmed, askHits: AskHits): Promise<number> {
  return recorded(
    acting,
    actor,
    'review.answered_together',
    async (tx) => {
      const { id, shown, choice } = confirmed
      const basis = await basisOf(tx, actor, choice.roundId)
      if (!(await insertAnswering(tx, newAct(acting, actor, confirmed)))) return secondClick(tx, actor, id)
      await lockChosen(tx, actor, choice)
      const { covered } = await coverageFor(tx, actor, choice, askHits)
      if (coverageDigest(covered) !== shown) throw new Refused(message('together:changed'), 409)
      if (!covered.length) throw new Invalid({ people: message('together:problem.nobody') })
      await write(tx, acting, actor, { id, covered, basis })
      return { result: covered.length, records: recordsOf(confirmed, covered) }
    },
    seconds,
  )
}

/** Exactly who is covered and who is not, as things are now. */
export async function coverageFor(db: Tx, actor: Actor, choice: Choice, askHits: AskHits): Promise<Coverage> {
  const basis = await basisOf(db, actor, choice.roundId)
  const ids = await chosenIds(
    db,
    { ...holdingOf(actor), departmentId: actor.departmentId, ...choice },
    mostTogether + 1,
  )
  if (ids.length > mostTogether)
    throw new Invalid({ people: message('together:problem.tooMany', { most: mostTogether }) })
  const reviews = await findSignables(db, actor.departmentId, ids)
  const hits = await askHits(
    db,
    reviews.map(({ candidateId }) => candidateId),
  )
  return coverageOf({ actor, items: choice.items, basis, hits }, reviews)
}

/** What the actor's department is measured by in a round. @throws NotFound where there is no such round. */
export async function basisOf(db: Tx, actor: Actor, roundId: string): Promise<Basis> {
  const measure = (await roundMeasures(db, [roundId])).get(roundId)
  const department = actor.departmentId && (await findDepartment(db, actor.departmentId))
  if (!measure || !department) throw new NotFound()
  return { ...measure, departmentKey: department.key }
}

function newAct({ clock }: Acting, actor: Actor, { id, choice }: Confirmed) {
  const { roundId, items, basis } = choice
  const [departmentId, accountId] = [actor.departmentId!, actor.accountId]
  return { id, roundId, items, basis, departmentId, accountId, at: clock.now() }
}

async function secondClick(tx: Tx, actor: Actor, id: string) {
  const act = await findAnswering(tx, actor.departmentId, id)
  if (act?.accountId !== actor.accountId) throw new NotFound()
  return { result: 0, records: [] }
}

async function lockChosen(tx: Tx, actor: Actor, choice: Choice): Promise<void> {
  const ids = await chosenIds(
    tx,
    { ...holdingOf(actor), departmentId: actor.departmentId, ...choice },
    mostTogether + 1,
  )
  await lockCandidates(tx, await candidatesOf(tx, actor.departmentId, ids))
  await lockReviews(tx, ids)
}

type Writing = { id: string; covered: Covered[]; basis: Basis }

async function write(tx: Tx, { clock }: Acting, actor: Actor, { id, covered, basis }: Writing): Promise<void> {
  const now = clock.now()
  const before = await draftedTimes(
    tx,
    covered.map(({ review }) => review.id),
  )
  const drafts = covered.map(({ review, codes }) => {
    const answers = answeredNone(review.answers, codes)
    const mark = markOf(answers, basis)
    return { id: review.id, answers, mark, draftedById: actor.accountId, draftedAt: now }
  })
  await saveDrafts(tx, drafts)
  const answered = covered.map(({ review, codes }) => {
    const draftedBefore = { draftedBeforeId: review.draftedById, draftedBeforeAt: before.get(review.id) ?? null }
    return { reviewId: review.id, codes, kept: codes, version: review.version + 1, ...draftedBefore, takenBack: false }
  })
  await insertAnswered(tx, id, answered)
  // Taken up again after a return: the department is waited for once more.
  const takenUp = covered.filter(({ review }) => review.state === 'returned').map(({ review }) => review.candidateId)
  if (takenUp.length) await recomputeStandings(tx, takenUp, now)
}

/** One row for each review; the digest ties it to the basis, which may name papers and so is not in the trail itself. */
function recordsOf({ id, choice }: Confirmed, covered: Covered[]) {
  const basis = digestOf(choice.basis)
  return covered.map(({ review, codes }) => {
    return { type: 'review', id: review.id, details: { answering: id, codes, basis } }
  })
}
