import { recorded } from '../../src/audit/recorded'
import type { Actor } from '../../src/accounts/actor'
import { addWorkingDays } from '../../src/cycles/calendar/working-days'
import { readCalendar } from '../../src/cycles/calendar/calendar.store'
import { currentCycle, cycleDepartments } from '../../src/cycles/cycles.store'
import { Refused } from '../../src/lib/errors'
import { groupBy } from '../../src/lib/group'
import { type Basis, markOf, ownedItems, type Answers } from '../../src/reviews/review'
import { recuse } from '../../src/reviews/recusal/recusal.actions'
import { returnFile } from '../../src/reviews/reviews.actions'
import { saveDrafts } from '../../src/reviews/reviews.store'
import { reasonMessage } from '../../src/reviews/review.policy'
import { signedRecord, sorted } from '../../src/reviews/signing/signing.actions'
import { findSignables, markSigned, roundMeasures } from '../../src/reviews/signing/signing.store'
import { selectionDigest } from '../../src/rounds/selection/selection'
import type { RoundPlan } from '../../src/rounds/round'
import { issueRound, selectionFor } from '../../src/rounds/rounds.actions'
import { nextNumber } from '../../src/rounds/rounds.store'
import { recomputeStandings } from '../../src/standings/standings.actions'
import { resubmitToDepartments } from '../../src/reviews/rechecks/resubmission.actions'
import { withdrawCandidate } from '../../src/standings/withdrawal.actions'
import type { Cast } from './cast'
import { dealFates, type Fate, finishedTownships } from './fates'
import type { Entered } from './intake'
import type { Random } from './random'
import type { Story } from './story'

/** How far a department is, in townships: 5.5 is half of the sixth. `ready`: drafted to the end · `begun`: not to the end. */
type Progress = { signed: number; ready: number; begun: number }

/** Departments that are behind; the other eight have signed everything. */
const behind: Record<string, Progress> = {
  discipline: { signed: 7, ready: 8.4, begun: 8.6 },
  agriculture: { signed: 6, ready: 6.6, begun: 6.6 },
  natural_resources: { signed: 6.3, ready: 7, begun: 7 },
  police: { signed: 5.5, ready: 6.2, begun: 6.6 },
  court: { signed: 5.5, ready: 5.5, begun: 5.8 },
}
const everything: Progress = { signed: 9, ready: 9, begun: 9 }

/** This department answers for the last finished township a day late. */
const late = 'agriculture'

export type UnderReview = { roundId: string; fates: Map<string, Fate>; inRound: Entered[] }

type Desk = {
  story: Story
  cast: Cast
  fates: Map<string, Fate>
  roundId: string
  departmentId: string
  basis: Basis
  /** Review ids of this department by candidate. */
  reviews: Map<string, string>
}

/** Round one goes out with six working days gone and three of them over time. */
export async function issueRoundOne(
  story: Story,
  cast: Cast,
  everybody: Entered[],
  random: Random,
): Promise<UnderReview> {
  const referenceDate = await story.moveTo(6, '09:00')
  const { db } = story.deps
  const cycle = (await currentCycle(db))!
  const plan: RoundPlan = {
    which: ['new'],
    townshipId: null,
    number: await nextNumber(db, cycle.id),
    referenceDate,
    dueOn: addWorkingDays(referenceDate, cycle.dueWorkingDays, await readCalendar(db)),
    departmentIds: (await cycleDepartments(db, cycle.id)).map(({ id }) => id),
  }
  const { people } = await selectionFor(db, cycle, plan, referenceDate)
  const roundId = await issueRound(story.deps, cast.office, { cycle, plan, shown: selectionDigest(people) })
  const ids = new Set(people.map(({ id }) => id))
  const inRound = everybody.filter(({ id }) => ids.has(id))
  const halves = inRound.map(({ id, township }) => ({ id, isFinished: township.position < finishedTownships }))
  return { roundId, inRound, fates: dealFates(halves, random, referenceDate) }
}

/** Departments draft and sign, township by township, over three days; one signs for one township a day late. */
export async function reviewAll(story: Story, cast: Cast, { roundId, inRound, fates }: UnderReview): Promise<void> {
  const desks = await openDesks(story, cast, roundId, fates)
  const townships = [...groupBy(inRound, ({ township }) => township.id).values()]
  const isLate = ({ basis }: Desk, place: number) => basis.departmentKey === late && place === finishedTownships - 1
  for (const [place, people] of townships.entries()) {
    if (place % 3 === 0) await story.moveTo(5 - place / 3, '09:00')
    for (const desk of desks.filter((desk) => !isLate(desk, place))) await work(desk, place, people)
    await compute(story, people)
  }
  await story.moveTo(2, '09:00')
  const last = townships[finishedTownships - 1]!
  for (const desk of desks.filter((desk) => isLate(desk, finishedTownships - 1)))
    await work(desk, finishedTownships - 1, last)
  await compute(story, last)
  await leave(story, cast, fates, inRound)
}

async function openDesks(story: Story, cast: Cast, roundId: string, fates: Map<string, Fate>): Promise<Desk[]> {
  const { db } = story.deps
  const measure = (await roundMeasures(db, [roundId])).get(roundId)!
  const rows = await db.review.findMany({
    where: { roundId },
    select: { id: true, candidateId: true, departmentId: true, department: { select: { key: true, position: true } } },
    orderBy: { department: { position: 'asc' } },
  })
  return [...groupBy(rows, ({ departmentId }) => departmentId).values()].map((own) => {
    const { departmentId, department } = own[0]!
    const reviews = new Map(own.map(({ candidateId, id }) => [candidateId, id]))
    return { story, cast, fates, roundId, departmentId, basis: { ...measure, departmentKey: department.key }, reviews }
  })
}

/** One department's work on one township: keep away, send back, draft, sign. */
async function work(desk: Desk, place: number, people: Entered[]): Promise<void> {
  const { signed, ready, begun } = behind[desk.basis.departmentKey] ?? everything
  const until = (reached: number) =>
    people.slice(0, Math.ceil(people.length * Math.min(1, Math.max(0, reached - place))))
  const [toSign, toReady, toBegin] = [until(signed), until(ready), until(begun)]
  if (!toBegin.length) return
  await keepAway(desk, toSign)
  await sendBack(desk, toSign)
  await draft(desk, toReady, toBegin)
  desk.story.minutes(4)
  await sign(desk, toSign)
  desk.story.minutes(3)
}

/** 回避: the police's first reviewer is related to somebody, and the colleague takes over. */
async function keepAway(desk: Desk, people: Entered[]): Promise<void> {
  if (desk.basis.departmentKey !== 'police') return
  const reviewer = desk.cast.reviewer('police')
  for (const { id } of people.filter(({ id }) => fateOf(desk, id) === 'recused'))
    await recuse(desk.story.deps, reviewer, desk.reviews.get(id)!, '近亲属关系，申请回避。')
}

/** 退回: the organisation department misses a paper. Two townships answer at once, and the file is looked at again. */
async function sendBack(desk: Desk, people: Entered[]): Promise<void> {
  if (desk.basis.departmentKey !== 'organisation') return
  const { story, cast } = desk
  for (const { id, township } of people) {
    const fate = fateOf(desk, id)
    if (fate !== 'returned' && fate !== 'resubmitted') continue
    const words = '入党材料缺少转正决议页，请补齐后重新报送。'
    await returnFile(story.deps, cast.reviewer('organisation'), desk.reviews.get(id)!, { reason: 'papers', words })
    if (fate === 'returned') continue
    story.minutes(1)
    await resubmitToDepartments(story.deps, cast.clerk(township.id), id, '已补齐转正决议页。')
  }
}

async function draft(desk: Desk, ready: Entered[], begun: Entered[]): Promise<void> {
  const { cast, basis } = desk
  const own = begun.filter(({ id }) => !isSentBack(desk, id))
  const second = own.filter(({ id }) => basis.departmentKey === 'police' && fateOf(desk, id) === 'recused')
  const first = own.filter((one) => !second.includes(one))
  await draftAs(desk, cast.reviewer(basis.departmentKey), first, new Set(ready))
  if (second.length) await draftAs(desk, cast.secondReviewer(basis.departmentKey), second, new Set(ready))
}

/** One row in the trail for the batch, and one for each answer that is not simply 无. */
async function draftAs(desk: Desk, reviewer: Actor, people: Entered[], ready: Set<Entered>): Promise<void> {
  const { story, roundId, basis } = desk
  await recorded(story.deps, reviewer, 'review.drafted', async (tx) => {
    const drafts = people.map((person) => {
      const answers = answersOf(desk, person.id, ready.has(person))
      const draftedAt = story.deps.clock.now()
      const id = desk.reviews.get(person.id)!
      return { id, answers, mark: markOf(answers, basis), draftedById: reviewer.accountId, draftedAt }
    })
    await saveDrafts(tx, drafts)
    const batch = { type: 'round', id: roundId, details: { department: basis.departmentKey, drafts: drafts.length } }
    const flagged = drafts.filter(({ mark }) => mark.flagged).map(({ id }) => ({ type: 'review', id }))
    return { result: undefined, records: [batch, ...flagged] }
  })
}

/** Every item that the department owns: what the fate says, else 无. One that is only begun stops half-way. */
function answersOf(desk: Desk, candidateId: string, isReady: boolean): Answers {
  const { basis, fates } = desk
  const items = ownedItems(basis)
  const answered = isReady ? items : items.slice(0, Math.ceil(items.length / 2))
  const said = fates.get(candidateId)!.sayings.filter(({ department }) => department === basis.departmentKey)
  return Object.fromEntries(
    answered.map(({ code }) => {
      const saying = said.find((one) => one.code === code)
      return [code, saying?.answer ?? { answer: 'none', facts: [] }]
    }),
  )
}

/**
 * Signed as the act signs, but for the standings, which are computed once a township instead of thirteen times: nobody
 * sees what lies between, because the whole story is one transaction.
 */
async function sign(desk: Desk, people: Entered[]): Promise<void> {
  const { story, cast, basis, departmentId } = desk
  const ids = people.filter(({ id }) => !isSentBack(desk, id)).map(({ id }) => desk.reviews.get(id)!)
  if (!ids.length) return
  const signatory = cast.signatory(basis.departmentKey)
  await recorded(story.deps, signatory, 'review.signed', async (tx) => {
    const reviews = await findSignables(tx, departmentId, ids)
    const { leftOut } = await sorted(tx, signatory, reviews)
    if (leftOut[0]) throw new Refused(reasonMessage(leftOut[0].reason))
    await markSigned(tx, ids, { by: signatory.accountId, at: story.deps.clock.now() })
    return { result: undefined, records: reviews.map((review) => signedRecord(review)) }
  })
}

async function compute({ deps }: Story, people: Entered[]): Promise<void> {
  const ids = people.map(({ id }) => id)
  await deps.db.$transaction((tx) => recomputeStandings(tx, ids, deps.clock.now()))
}

/** 主动退出: recorded apart, whatever the departments have said. */
async function leave(story: Story, cast: Cast, fates: Map<string, Fate>, people: Entered[]): Promise<void> {
  for (const { id, township } of people.filter(({ id }) => fates.get(id)!.fate === 'withdrawn'))
    await withdrawCandidate(story.deps, cast.clerk(township.id), id, '本人书面申请退出。')
}

function fateOf({ fates }: Desk, candidateId: string) {
  return fates.get(candidateId)!.fate
}

function isSentBack(desk: Desk, candidateId: string): boolean {
  return desk.basis.departmentKey === 'organisation' && fateOf(desk, candidateId) === 'returned'
}
