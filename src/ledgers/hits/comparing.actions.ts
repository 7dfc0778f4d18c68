import type { Actor } from '../../accounts/actor'
import { currentCycle } from '../../cycles/cycles.store'
import type { Tx } from '../../db/client'
import type { JobResult } from '../../jobs/job'
import { orderWork, type JobDeps } from '../../jobs/jobs.actions'
import type { JobKind, Step, Work } from '../../jobs/work.actions'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { openByLedger } from './hits.store'
import { compareLedger, makeSomeKeys } from './matching.actions'
import { comparisonSize, ledgersToCompare } from './matching.store'

/** One step compares one ledger: a quarter of a million candidates with a million rows take some minutes. */
const seconds = 600
/** Rows and keyless candidates together: what is less is compared within a second or two. */
const mostAtOnce = 20_000

type Comparison = { departmentId: string }
type Comparer = Work<Comparison>
/** The candidates' keys first, then ledger after ledger. */
type ComparisonCursor = { cycleId: string; ledgerIds: string[]; keysMade: boolean; compared: number }

/** Compares all ledgers of the actor's department with the cycle's candidates as they are now. Gives where to go on. */
export async function compareLedgers(deps: JobDeps, actor: Actor): Promise<JobResult> {
  const [cycle, departmentId] = [await currentCycle(deps.db), actor.departmentId!]
  if (!cycle) throw new NotFound()
  return orderWork(deps, actor, ledgerComparison(deps), {
    input: { departmentId },
    subject: `ledgers:${departmentId}`,
    title: message('ledgers:hits.job'),
    big: (await comparisonSize(deps.db, departmentId, cycle.id)) > mostAtOnce,
  })
}

/** The same as steps; what a ledger's step has found stands. */
export function ledgerComparison(deps: JobDeps): JobKind<Comparison, ComparisonCursor> {
  return {
    key: 'ledger_comparison',
    act: 'ledger.compared',
    seconds,
    abandon: async (_tx, { input }, { compared }) =>
      compared ? [{ type: 'department', id: input.departmentId, details: { ledgers: compared } }] : [],
    step: (tx, work, cursor) => {
      if (!cursor) return begin(tx, work)
      if (!cursor.keysMade) return makeKeys(tx, cursor)
      return cursor.compared < cursor.ledgerIds.length ? compareNext(tx, deps, cursor) : finish(tx, work, cursor)
    },
  }
}

async function begin(tx: Tx, { input }: Comparer): Promise<Step<ComparisonCursor>> {
  const cycle = await currentCycle(tx)
  if (!cycle) throw new NotFound()
  const ledgerIds = await ledgersToCompare(tx, input.departmentId)
  const cursor = { cycleId: cycle.id, ledgerIds, keysMade: false, compared: 0 }
  return { cursor, phase: 'ledgers:import.phase.keys', done: 0, total: ledgerIds.length }
}

async function makeKeys(tx: Tx, cursor: ComparisonCursor): Promise<Step<ComparisonCursor>> {
  if (await makeSomeKeys(tx, cursor.cycleId)) return { cursor, phase: 'ledgers:import.phase.keys', done: 0 }
  return { cursor: { ...cursor, keysMade: true }, phase: 'ledgers:hits.comparing', done: 0 }
}

async function compareNext(tx: Tx, { clock }: JobDeps, cursor: ComparisonCursor): Promise<Step<ComparisonCursor>> {
  const { cycleId, ledgerIds, compared } = cursor
  await compareLedger(tx, { ledgerId: ledgerIds[compared]!, cycleId, freshFrom: null }, clock.now())
  return { cursor: { ...cursor, compared: compared + 1 }, phase: 'ledgers:hits.comparing', done: compared + 1 }
}

async function finish(
  tx: Tx,
  { actor, input }: Comparer,
  { cycleId }: ComparisonCursor,
): Promise<Step<ComparisonCursor>> {
  const { departmentId } = input
  const open = await openByLedger(tx, { departmentId, accountId: actor.accountId, cycleId })
  const hits = [...open.values()].reduce((sum, count) => sum + count, 0)
  const result = { href: '/ledgers/screening', notices: [message('ledgers:hits.compared', { count: hits })] }
  return { result, records: [{ type: 'department', id: departmentId, details: { hits } }] }
}
