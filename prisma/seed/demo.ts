import type { Db, Tx } from '../../src/db/client'
import type { Deps } from '../../src/deps'
import { CannotStart } from '../../src/lib/cannot-start'
import { findCounty } from '../../src/organisations/organisations.store'
import { keepDebtors } from './debtors'
import { decide } from './deciding'
import { takeIn } from './intake'
import { county } from './places'
import { prepareCounty } from './preparation'
import { randomFrom } from './random'
import { sendSomeBack } from './rechecking'
import { issueRoundOne, reviewAll } from './reviewing'
import { shareWork } from './sharing'
import { signInLines } from './sign-ins'
import { beginStory } from './story'
import { tellThem } from './telling'

/** Another seed is another county of the same size. */
export const demoSeed = 2021

/** The story has some three hundred acts. */
const mostSeconds = 300

/**
 * Makes the demo county unless it is there already; returns the lines that tell how to sign in. Every act goes through
 * the program's own actions, so that the trail, the standings and the snapshots are what a real county would have.
 * @throws CannotStart when the database holds something else.
 */
export async function seedDemo(deps: Deps): Promise<string[]> {
  if (await isSeeded(deps)) return signInLines()
  if (deps.config.demo) console.log('Making the demo county: once, some fifteen seconds')
  const limits = { timeout: mostSeconds * 1000, maxWait: 10_000 }
  // All or nothing: a start that is killed here leaves an empty database for the next one.
  await deps.db.$transaction((tx) => tell({ ...deps, db: within(tx) }), limits)
  await deps.db.$executeRaw`ANALYZE`
  return signInLines()
}

async function isSeeded({ db }: Deps): Promise<boolean> {
  const there = await findCounty(db)
  if (there?.name === county.name && there.code === county.code) return true
  if (!there && (await db.account.count()) === 0) return false
  throw new CannotStart('This database holds another county: the demo goes into an empty one. Set another DATA_DIR.')
}

async function tell(deps: Deps): Promise<void> {
  const [today, random] = [deps.clock.today(), randomFrom(demoSeed)]
  const story = beginStory(deps, today)
  const { cast, cycleId } = await prepareCounty(story, today)
  const everybody = await takeIn(story, cast, cycleId, random)
  const round = await issueRoundOne(story, cast, everybody, random)
  // Without figures the planner takes twelve thousand reviews for a handful.
  await deps.db.$executeRaw`ANALYZE`
  await reviewAll(story, cast, round)
  await decide(story, cast, cycleId, round)
  await tellThem(story, cast, cycleId)
  await sendSomeBack(story, cast, cycleId)
  await keepDebtors(story, cast, everybody)
  await shareWork(story, cast, cycleId, today)
}

/** The transaction as a database of its own: an act inside it opens no other one. */
function within(tx: Tx): Db {
  const act = (work: (tx: Tx) => Promise<unknown>) => work(tx)
  return new Proxy(tx, { get: (target, name) => (name === '$transaction' ? act : Reflect.get(target, name)) }) as Db
}
