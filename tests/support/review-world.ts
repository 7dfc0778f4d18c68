import type { Role } from '../../src/accounts/role'
import { currentCycle } from '../../src/cycles/cycles.store'
import { selectionDigest } from '../../src/rounds/selection/selection'
import type { RoundReason } from '../../src/rounds/reason'
import type { RoundPlan } from '../../src/rounds/round'
import { issueRound, selectionFor } from '../../src/rounds/rounds.actions'
import type { Answer } from '../../src/standings/standing'
import { type Browser, signedIn } from './accounts'
import { type TestApp, testApp } from './app'
import { actorIn, type County, makeCounty } from './county'

/** A county on a running application; every account can be signed in by role and unit. */
export type World = TestApp & { county: County; as: (role: Role, unit?: string, second?: boolean) => Promise<Browser> }

export async function countyWorld(candidates = 5): Promise<World> {
  const app = await testApp({ now: '2026-01-10T01:00:00Z' })
  const county = await makeCounty(app.deps.db, app.deps.keys, { candidates })
  const as = (role: Role, unit?: string, second?: boolean) => signedIn(app, actorIn(county, role, unit, second))
  return { ...app, county, as }
}

/** Sends everybody out to all thirteen departments; gives the round's id. */
export async function issueToAll(world: Pick<World, 'deps' | 'county'>): Promise<string> {
  return issueFor(world, ['new'])
}

/** Sends a round out to all thirteen departments, as the preview proposes it; gives its id. */
export async function issueFor(
  { deps, county }: Pick<World, 'deps' | 'county'>,
  which: RoundReason[],
  days: Partial<Pick<RoundPlan, 'number' | 'referenceDate' | 'dueOn'>> = {},
): Promise<string> {
  const cycle = (await currentCycle(deps.db))!
  const departmentIds = Object.values(county.departments)
  const usual = { number: 1, referenceDate: '2026-01-10', dueOn: '2026-01-14' }
  const plan: RoundPlan = { which, townshipId: null, departmentIds, ...usual, ...days }
  const { people } = await selectionFor(deps.db, cycle, plan, deps.clock.today())
  return issueRound(deps, actorIn(county, 'office'), { cycle, plan, shown: selectionDigest(people) })
}

/** The review of the n-th candidate (from 0) by a department, in its only round. */
export async function reviewOf({ deps, county }: World, department: string, n = 0) {
  return deps.db.review.findFirstOrThrow({
    where: { departmentId: county.departments[department]!, candidateId: county.candidates[n]!.id },
  })
}

/** Stores a finished draft for every review of a department, all items `none` but those given. */
export async function draftAll(
  { deps, county }: World,
  department: string,
  by: string,
  codes: readonly string[],
  also: Record<string, Answer> = {},
): Promise<void> {
  const none = Object.fromEntries(codes.map((code) => [code, { answer: 'none', facts: [] }]))
  const flagged = Object.values(also).some(({ answer }) => answer === 'found' || answer === 'pending')
  await deps.db.review.updateMany({
    where: { departmentId: county.departments[department]! },
    data: { answers: { ...none, ...also }, complete: true, flagged, draftedById: by, draftedAt: deps.clock.now() },
  })
}
