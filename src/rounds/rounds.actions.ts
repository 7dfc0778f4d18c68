import type { Actor } from '../accounts/actor'
import { recorded, type Acting } from '../audit/recorded'
import { insertEvents } from '../candidates/steps.store'
import type { StoredCriteria } from '../criteria/criteria.store'
import { freezeCriteria } from '../criteria/criteria.actions'
import type { Cycle } from '../cycles/cycle'
import { cycleDepartments } from '../cycles/cycles.store'
import type { Tx } from '../db/client'
import { digestOf } from '../lib/canonical'
import { Invalid, NotFound, Refused } from '../lib/errors'
import { newId } from '../lib/ids'
import { message } from '../lib/message'
import type { Department } from '../organisations/organisation'
import { recomputeStandings } from '../standings/standings.actions'
import { lockCandidates } from '../standings/standings.store'
import { closingProblem, planProblems, reviewingDepartments, type RoundPlan, unledItems } from './round'
import {
  chosenCandidates,
  insertRound,
  lockCycle,
  lockRound,
  markClosed,
  peopleIn,
  roundNumbered,
} from './rounds.store'

/** Names a set of people, so that what is issued is what was shown. */
export function peopleDigest(people: readonly { id: string }[]): string {
  return digestOf(people.map(({ id }) => id).sort())
}

/**
 * Sends a round out: freezes the criteria, makes the round with one review for each person and reviewing department, and
 * writes the first standings. `shown` is the digest of the people in the preview. A second click, or a second tab, finds
 * the number taken by the same plan and gets that round. Gives the round's id.
 * @throws Refused 409 when the people are no longer those shown; Invalid when the plan cannot be issued.
 */
export async function issueRound(
  acting: Acting,
  actor: Actor,
  { cycle, plan, shown }: { cycle: Cycle; plan: RoundPlan; shown: string },
): Promise<string> {
  return recorded(
    acting,
    actor,
    'round.issued',
    async (tx) => {
      await lockCycle(tx, cycle.id)
      const taken = await roundNumbered(tx, cycle.id, plan.number)
      if (taken) return { result: await sameRound(tx, taken.id, shown), records: [] }
      const people = await judgedPeople(tx, cycle, plan, { today: acting.clock.today(), shown })
      const criteria = await freezeCriteria(tx, actor, cycle.id, acting.clock.now())
      const departments = await judgedDepartments(tx, cycle.id, plan.departmentIds, criteria)
      const round = {
        ...plan,
        id: newId(),
        cycleId: cycle.id,
        criteriaSetId: criteria.id,
        issuedAt: acting.clock.now(),
      }
      const reviewingIds = departments.reviewing.map(({ id }) => id)
      const departmentIds = departments.all.map(({ id }) => id)
      await insertRound(tx, { ...round, issuedById: actor.accountId, departmentIds, people, reviewingIds })
      await insertEvents(
        tx,
        actor,
        people.map((candidateId) => ({ candidateId, kind: 'issue' })),
        round.issuedAt,
      )
      await recomputeStandings(tx, people, round.issuedAt)
      const details = { number: plan.number, people: people.length, departments: departmentIds.length }
      return { result: round.id, record: { type: 'round', id: round.id, details } }
    },
    60,
  )
}

/** Ends a round: nothing in it is answered or signed any more. Who has not signed stays waited for. */
export async function closeRound(acting: Acting, actor: Actor, id: string): Promise<void> {
  await recorded(acting, actor, 'round.closed', async (tx) => {
    const round = await lockRound(tx, id)
    if (!round) throw new NotFound()
    const problem = closingProblem(round)
    if (problem) throw new Refused(problem, 409)
    await markClosed(tx, id, acting.clock.now())
    return { result: undefined, record: { type: 'round', id, details: { number: round.number } } }
  })
}

/** The number is taken: by this same plan a moment ago, or by another one meanwhile. */
async function sameRound(tx: Tx, id: string, shown: string): Promise<string> {
  const people = await peopleIn(tx, id)
  if (peopleDigest(people.map((person) => ({ id: person }))) === shown) return id
  throw new Refused(message('rounds:problem.numberTaken'), 409)
}

async function judgedPeople(
  tx: Tx,
  cycle: Cycle,
  plan: RoundPlan,
  { today, shown }: { today: string; shown: string },
): Promise<string[]> {
  const people = await chosenCandidates(tx, cycle.id, plan)
  const problems = planProblems(plan, { today, people: people.length, departments: plan.departmentIds.length })
  if (cycle.state !== 'open') problems[''] = message('rounds:problem.cycle')
  if (Object.keys(problems).length) throw new Invalid(problems)
  if (peopleDigest(people) !== shown) throw new Refused(message('rounds:problem.changed'), 409)
  const ids = people.map(({ id }) => id)
  await lockCandidates(tx, ids)
  return ids
}

/** The cycle's departments among the chosen ones, in the cycle's order, and those of them that own an item. */
async function judgedDepartments(
  tx: Tx,
  cycleId: string,
  chosen: string[],
  criteria: StoredCriteria,
): Promise<{ all: Department[]; reviewing: Department[] }> {
  const all = (await cycleDepartments(tx, cycleId)).filter(({ id }) => chosen.includes(id))
  const keys = all.map(({ key }) => key)
  const codes = unledItems(criteria, keys).map(({ code }) => code)
  if (codes.length) throw new Invalid({ department: message('rounds:problem.unled', { codes: codes.join(', ') }) })
  const owners = reviewingDepartments(criteria, keys)
  return { all, reviewing: all.filter(({ key }) => owners.includes(key)) }
}
