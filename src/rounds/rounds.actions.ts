import type { Actor } from '../accounts/actor'
import { recorded, type Acting } from '../audit/recorded'
import { insertEvents } from '../candidates/steps/steps.store'
import { criteriaOfCycle, type StoredCriteria } from '../criteria/criteria.store'
import { freezeCriteria } from '../criteria/criteria.actions'
import type { Cycle } from '../cycles/cycle'
import { cycleDepartments } from '../cycles/cycles.store'
import type { Tx } from '../db/client'
import type { Day } from '../lib/day'
import { Invalid, NotFound, Refused } from '../lib/errors'
import { newId } from '../lib/ids'
import { message } from '../lib/message'
import type { Department } from '../organisations/organisation'
import { recomputeStandings } from '../standings/standings.actions'
import { closingProblem, planProblems, reviewingDepartments, type RoundPlan, unledItems } from './round'
import { type Selection, selectionDigest, type Selected } from './selection/selection'
import { selectPeople } from './selection/selection.actions'
import { insertRound, issuedPeople, lockCycle, lockPassed, lockRound, markClosed, roundNumbered } from './rounds.store'

/** What the round that is planned now would be, by the list and the departments as they are; changes nothing. */
export async function selectionFor(db: Tx, cycle: Cycle, plan: RoundPlan, today: Day): Promise<Selection> {
  const criteria = await criteriaOfCycle(db, cycle.id)
  if (!criteria) throw new Invalid({ '': message('rounds:problem.noCriteria') })
  const { reviewing } = await judgedDepartments(db, cycle.id, plan.departmentIds, criteria)
  return selectPeople(db, plan, { cycle, criteria, departments: reviewing, issueDay: today })
}

/**
 * Sends a round out: freezes the criteria, makes the round with one review for each person and reviewing department —
 * carried where an earlier one is used again — takes up the triggers and writes the standings. `shown` is the digest of
 * the selection in the preview. A second click, or a second tab, finds the number taken by the same plan and gets that
 * round. Gives the round's id.
 * @throws Refused 409 when people, reasons or carried reviews are no longer those shown; Invalid when the plan cannot be
 * issued.
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
      await lockPassed(tx, cycle.id, plan.townshipId)
      const people = await judgedPeople(tx, cycle, plan, { today: acting.clock.today(), shown })
      const criteria = await freezeCriteria(tx, actor, cycle.id, acting.clock.now())
      const { all } = await judgedDepartments(tx, cycle.id, plan.departmentIds, criteria)
      const issued = { id: newId(), cycleId: cycle.id, criteriaSetId: criteria.id, issuedAt: acting.clock.now() }
      const departmentIds = all.map(({ id }) => id)
      await insertRound(tx, { ...plan, ...issued, issuedById: actor.accountId, departmentIds, people })
      await noteIssue(tx, actor, people, issued.issuedAt)
      return { result: issued.id, record: { type: 'round', id: issued.id, details: issueDetails(plan, people) } }
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

async function noteIssue(tx: Tx, actor: Actor, people: Selected[], at: Date): Promise<void> {
  const ids = people.map(({ id }) => id)
  const events = ids.map((candidateId) => ({ candidateId, kind: 'issue' as const }))
  await insertEvents(tx, actor, events, at)
  await recomputeStandings(tx, ids, at)
}

function issueDetails(plan: RoundPlan, people: Selected[]) {
  const asked = people.reduce((sum, person) => sum + person.asked.length, 0)
  const carried = people.reduce((sum, person) => sum + person.carried.length, 0)
  const { number, which } = plan
  return { number, which, people: people.length, departments: plan.departmentIds.length, asked, carried }
}

/** The number is taken: by this same plan a moment ago, or by another one meanwhile. */
async function sameRound(tx: Tx, id: string, shown: string): Promise<string> {
  if (selectionDigest(await issuedPeople(tx, id)) === shown) return id
  throw new Refused(message('rounds:problem.numberTaken'), 409)
}

async function judgedPeople(
  tx: Tx,
  cycle: Cycle,
  plan: RoundPlan,
  { today, shown }: { today: Day; shown: string },
): Promise<Selected[]> {
  const { people } = await selectionFor(tx, cycle, plan, today)
  const problems = planProblems(plan, { today, people: people.length, departments: plan.departmentIds.length })
  if (cycle.state !== 'open') problems[''] = message('rounds:problem.cycle')
  if (Object.keys(problems).length) throw new Invalid(problems)
  if (selectionDigest(people) !== shown) throw new Refused(message('rounds:problem.changed'), 409)
  return people
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
