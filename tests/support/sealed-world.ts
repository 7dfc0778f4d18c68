import { dateFromDay } from '../../src/lib/day'
import { newId } from '../../src/lib/ids'
import { attachFile } from '../../src/evidence/attaching.actions'
import { reviewEvidence } from '../../src/reviews/proofs/review-evidence.actions'
import { triggerEvidence } from '../../src/rounds/triggers/trigger-evidence.actions'
import { actorIn } from './county'
import { pdf } from './documents'
import { makeRound, reviewOf, type Said } from './round'
import type { Fill } from './two-worlds'

type Place = Parameters<Fill>[0]

/** The moments of a case: the first round, its rechecks, the second round, today. */
const at = { second: '2026-01-09T02:00:00Z', asked: '2026-01-09T03:00:00Z', answered: '2026-01-09T06:00:00Z' }

/**
 * Round one is over and round two is out, both with all five people. Only `own` has said something; in two rechecks of
 * round one it is asked together with others, has answered the second, and was told of one thing that became known.
 */
export async function ownWork(world: Place, own: string, said: Said): Promise<void> {
  const { deps, county } = world
  const { db } = deps
  const others = Object.keys(county.departments).filter((key) => key !== own)
  const silent = Object.fromEntries(others.map((key) => [key, 'unsigned' as const]))
  const { id } = await makeRound(db, county, Object.fromEntries(county.candidates.map((_, n) => [n, silent])))
  await db.round.update({ where: { id }, data: { state: 'closed', closedAt: new Date(at.second) } })
  await secondRound(world, id)
  await say(world, 2, own, said)
  await recheck(world, 0, [own])
  await recheck(world, 1, [own])
  await answerRecheck(world, 1, own)
  await tell(world, own, `${own}的情况`)
}

/** What a department says of each person in a round; the rest it signs with `none`. */
export async function say({ deps, county }: Place, round: number, department: string, said: Said): Promise<void> {
  const departmentId = county.departments[department]!
  for (const [n, { id: candidateId }] of county.candidates.entries()) {
    const data = { ...notReturned, ...reviewOf(county, department, said[n]?.[department] ?? {}, new Date(at.second)) }
    await deps.db.review.updateMany({ where: { candidateId, departmentId, round: { number: round }, pass: 0 }, data })
  }
}

const notReturned = { returnReason: null, returnWords: null, returnedById: null, returnedAt: null }

/** A department's finished draft, which nobody has signed. */
export async function draft(world: Place, department: string, n: number, said: Said[number][string]): Promise<void> {
  const { deps, county } = world
  const {
    signedAt: _,
    signedById: _by,
    ...data
  } = reviewOf(county, department, said, new Date(at.second)) as Record<string, unknown>
  const where = { departmentId: county.departments[department]!, candidateId: county.candidates[n]!.id }
  await deps.db.review.updateMany({ where: { ...where, round: { number: 2 } }, data: { ...data, state: 'unsigned' } })
}

/** A department has not looked at the n-th person yet. */
export async function unsign({ deps, county }: Place, department: string, n: number): Promise<void> {
  const where = { candidateId: county.candidates[n]!.id, departmentId: county.departments[department]! }
  const nothing = { answers: {}, complete: false, flagged: false, draftedById: null, draftedAt: null }
  const data = { state: 'unsigned', signedById: null, signedAt: null, ...nothing }
  await deps.db.review.updateMany({ where: { ...where, round: { number: 2 }, pass: 0 }, data })
}

/** Sends the n-th person's N03 of round one back; one that is open already asks these too. */
export async function recheck({ deps, county }: Place, n: number, departments: string[]): Promise<void> {
  const { db } = deps
  const { id: roundId } = await db.round.findFirstOrThrow({ where: { number: 1 } })
  const candidateId = county.candidates[n]!.id
  const open = await db.recheck.findFirst({ where: { candidateId } })
  const id = open?.id ?? newId()
  const opened = { openedById: actorIn(county, 'office').accountId, openedAt: new Date(at.asked) }
  const asked = { items: ['N03'], words: '请再核对', dueOn: dateFromDay('2026-01-12'), kind: 'gap' }
  if (!open) await db.recheck.create({ data: { id, candidateId, roundId, ...asked, ...opened } })
  await db.review.createMany({
    data: departments.map((key) => {
      return { id: newId(), roundId, candidateId, departmentId: county.departments[key]!, pass: 1, recheckId: id }
    }),
  })
}

/** A department signs in the n-th person's recheck; with `last`, it was the last one. */
export async function answerRecheck(world: Place, n: number, department: string, last = false): Promise<void> {
  const { deps, county } = world
  const [candidateId, now] = [county.candidates[n]!.id, new Date(at.answered)]
  const data = reviewOf(county, department, {}, now)
  await deps.db.review.updateMany({
    where: { candidateId, departmentId: county.departments[department]!, pass: 1 },
    data,
  })
  if (last) await deps.db.recheck.updateMany({ where: { candidateId }, data: { state: 'answered', closedAt: now } })
}

/** Something became known about the first person and is meant for one department; a paper is attached. */
export async function tell({ deps, county }: Place, department: string, words: string): Promise<void> {
  const office = actorIn(county, 'office')
  const id = newId()
  const who = { candidateId: county.candidates[0]!.id, departmentId: county.departments[department]! }
  const told = { kind: 'sanction', words, source: '来文', reportedOn: dateFromDay('2026-01-09') }
  await deps.db.trigger.create({
    data: { id, ...who, ...told, recordedById: office.accountId, recordedAt: new Date(at.asked) },
  })
  const file = { name: `${words}.pdf`, file: pdf(words), label: null, item: null }
  await attachFile(deps, office, triggerEvidence, { recordType: 'trigger', recordId: id }, file)
}

/** A paper on an item that the department has found, in its draft of the second round. */
export async function prove(world: Place, department: string, n: number, item: string, words: string): Promise<void> {
  const { deps, county } = world
  const [departmentId, candidateId] = [county.departments[department]!, county.candidates[n]!.id]
  const where = { departmentId, candidateId, pass: 0, round: { number: 2 } }
  const { id } = await deps.db.review.findFirstOrThrow({ where })
  const file = { name: `${words}.pdf`, file: pdf(words), label: words, item }
  await attachFile(
    deps,
    actorIn(county, 'reviewer', department),
    reviewEvidence,
    { recordType: 'review', recordId: id },
    file,
  )
}

/** The n-th person's file goes back to the township. */
export async function sendFileBack(world: Place, department: string, n: number, words: string): Promise<void> {
  const { deps, county } = world
  const { accountId } = actorIn(county, 'reviewer', department)
  const [candidateId, now] = [county.candidates[n]!.id, new Date(at.answered)]
  const where = { candidateId, departmentId: county.departments[department]!, round: { number: 2 } }
  const returned = { returnReason: 'papers', returnWords: words, returnedById: accountId, returnedAt: now }
  await deps.db.review.updateMany({ where, data: { state: 'returned', ...returned } })
  await deps.db.candidateEvent.create({
    data: { id: newId(), candidateId, kind: 'department_return', at: now, accountId, role: 'reviewer', words },
  })
}

/** The county proposes and approves an outcome for the n-th person and issues the notice. */
export async function decide({ deps, county }: Place, n: number): Promise<void> {
  const { db } = deps
  const [office, leader] = [actorIn(county, 'office').accountId, actorIn(county, 'leading_group').accountId]
  const { id: roundId } = await db.round.findFirstOrThrow({ where: { number: 2 } })
  const [batchId, outcomeId, candidateId, now] = [newId(), newId(), county.candidates[n]!.id, new Date(at.answered)]
  await db.outcomeBatch.create({ data: { id: batchId, proposedById: office, proposedAt: now, size: 1 } })
  const ground = {
    standing: 'bar',
    outcome: 'ineligible',
    ground: 'bar',
    groundItems: ['N12'],
    snapshot: {},
    digest: '0',
  }
  const hands = { batchId, proposedById: office, proposedAt: now, decidedById: leader, decidedAt: now }
  await db.outcome.create({ data: { id: outcomeId, candidateId, roundId, state: 'approved', ...ground, ...hands } })
  const text = { documentNumber: '示〔2026〕1号', gist: '概要', basis: '依据', wayToReply: '三日内' }
  const issued = { issuedById: office, issuedAt: now }
  await db.notice.create({ data: { id: newId(), outcomeId, candidateId, ...text, ...issued } })
}

async function secondRound({ deps, county }: Place, first: string): Promise<void> {
  const { id: _, ...like } = await deps.db.round.findUniqueOrThrow({ where: { id: first } })
  const id = newId()
  const days = { issuedAt: new Date(at.second), closedAt: null, dueOn: dateFromDay('2026-01-15') }
  await deps.db.round.create({ data: { ...like, id, number: 2, state: 'issued', ...days } })
  const departments = Object.values(county.departments)
  const people = county.candidates.map(({ id: candidateId }) => ({ roundId: id, candidateId }))
  await deps.db.roundDepartment.createMany({ data: departments.map((departmentId) => ({ roundId: id, departmentId })) })
  await deps.db.roundCandidate.createMany({ data: people })
  const reviews = people.flatMap((one) => departments.map((departmentId) => ({ id: newId(), ...one, departmentId })))
  await deps.db.review.createMany({ data: reviews })
}
