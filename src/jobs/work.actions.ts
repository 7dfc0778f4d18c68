import type { Actor } from '../accounts/actor'
import type { Act } from '../audit/act'
import { appendEntries } from '../audit/audit.store'
import { entryOf, refuseUnlessPresent, type Acting, type Recorded } from '../audit/recorded'
import { inTransaction, type Tx } from '../db/client'
import { Invalid, NotFound, Refused } from '../lib/errors'
import { message, type Message } from '../lib/message'
import type { JobFile } from './files/job-file'
import { insertFile } from './files/job-files.store'
import type { JobKindKey, JobResult, LogLine } from './job'
import { insertLines, type JobKeys } from './jobs.store'
import { advanceJob, claimJob, endJob, holdJob, isExhausted, releaseJob, type Hand, type Held } from './work.store'

/** What a piece of long work is asked to do, and in whose name; `jobId` is also known of what is done at once. */
export type Work<Input> = { jobId: string; actor: Actor; input: Input }

/** What a step has to say of rows: the first lines, and how many there would be. */
export type Log = { lines: LogLine[]; total: number }

/**
 * What a step brings: where the next one begins, what that one does (`phase`), how many pieces are done and how many there
 * are; or the end of the work, with its rows in the audit trail. `file`: one that it has put into the job's folder.
 */
export type Step<Cursor> =
  | { cursor: Cursor; phase: string; done: number; total?: number; log?: Log; file?: JobFile }
  | { result: JobResult; records: Recorded[]; log?: Log; file?: JobFile }

/** One kind of long work, as a sequence of steps. */
export type JobKind<Input = unknown, Cursor = unknown> = {
  key: JobKindKey
  /** The act that stands in the audit trail once all of it is done. */
  act: Act
  /** Bounds one step; all of them together when the work is small and done at once. */
  seconds: number
  /**
   * One part of the work, in its transaction. The first (`cursor` null) judges and locks, and does the rest only when
   * nothing is to be done. @throws Refused, Invalid, NotFound: the work ends there, with that reason.
   */
  step(tx: Tx, work: Work<Input>, cursor: Cursor | null): Promise<Step<Cursor>>
  /** Ends work that will not be done: takes back what the steps so far have written, or gives the rows of what stays. */
  abandon(tx: Tx, work: Work<Input>, cursor: Cursor): Promise<Recorded[]>
}

export type JobKinds = Record<JobKindKey, JobKind>

export type WorkDeps = Acting & { keys: JobKeys; log: { error(said: object, words: string): void } }

export const nothingSaid: Log = { lines: [], total: 0 }

/** All that is left of a small piece of work, in the transaction of its first step. */
export async function restOf<I, C>(tx: Tx, kind: JobKind<I, C>, work: Work<I>, first: Step<C>) {
  let step = first
  while ('cursor' in step) step = await kind.step(tx, work, step.cursor)
  return step
}

/** Takes up the next job and works until it has ended or `stopped`. Gives whether there was one. */
export async function workOnNext(
  deps: WorkDeps,
  kinds: JobKinds,
  owner: string,
  stopped: () => boolean = () => false,
): Promise<boolean> {
  const id = await inTransaction(deps.db, (tx) => claimJob(tx, handOf(deps, owner)))
  if (!id) return false
  while (!stopped()) if (!(await workOn(deps, kinds, id, owner))) return true
  await inTransaction(deps.db, (tx) => releaseJob(tx, id, handOf(deps, owner), false))
  return true
}

/** One step; gives whether more is to be done by this worker. */
export async function workOn(deps: WorkDeps, kinds: JobKinds, id: string, owner: string): Promise<boolean> {
  try {
    return await takeStep(deps, kinds, id, owner)
  } catch (error) {
    const reason = reasonOf(error)
    if (reason) await fail(deps, kinds, id, owner, reason)
    else await giveBack(deps, id, owner, error)
    return false
  }
}

/** The longest that any kind's step may take: which kind it is is known only once the job is held. */
const longestStep = (kinds: JobKinds) => Math.max(...Object.values(kinds).map(({ seconds }) => seconds))

async function takeStep(deps: WorkDeps, kinds: JobKinds, id: string, owner: string): Promise<boolean> {
  const work = async (tx: Tx) => {
    const began = deps.clock.now().getTime()
    const job = await holdJob(tx, id, handOf(deps, owner))
    if (!job) return false
    if (job.cancelled) return end(tx, deps, kinds, job, { state: 'cancelled' })
    if (isExhausted(job)) throw new Refused(message('jobs:problem.broken'))
    await refuseUnlessPresent(tx, job.actor)
    const step = await kinds[job.kind].step(tx, job, job.cursor)
    return keep(tx, deps, owner, { job, step, kind: kinds[job.kind], began })
  }
  return inTransaction(deps.db, work, { timeoutSeconds: longestStep(kinds) })
}

type Taken = { job: Held; step: Step<unknown>; kind: JobKind; began: number }

async function keep(tx: Tx, deps: WorkDeps, owner: string, { job, step, kind, began }: Taken): Promise<boolean> {
  const said = step.log ?? nothingSaid
  await insertLines(tx, deps.keys, job.jobId, job.lines, said.lines)
  const now = deps.clock.now()
  if (step.file) await insertFile(tx, job.jobId, step.file, now)
  const counted = { lines: job.lines + said.total, took: now.getTime() - began }
  if ('cursor' in step) {
    const { cursor, phase, done, total = job.total } = step
    await advanceJob(tx, job.jobId, { owner, now }, { cursor: cursor as object, phase, done, total, ...counted })
    return true
  }
  await endJob(tx, job.jobId, now, { state: 'done', result: step.result, ...counted })
  await appendEntries(tx, step.records.map(entryOf(job.actor, kind.act, now)))
  return false
}

async function fail(deps: WorkDeps, kinds: JobKinds, id: string, owner: string, problem: Message): Promise<void> {
  const work = async (tx: Tx) => {
    const job = await holdJob(tx, id, handOf(deps, owner))
    if (job) await end(tx, deps, kinds, job, { state: 'failed', problem })
  }
  await inTransaction(deps.db, work, { timeoutSeconds: longestStep(kinds) })
}

type Without = { state: 'cancelled' } | { state: 'failed'; problem: Message }

/** Ends a job before it is done. */
async function end(tx: Tx, { clock }: WorkDeps, kinds: JobKinds, job: Held, without: Without): Promise<false> {
  const [kind, now] = [kinds[job.kind], clock.now()]
  const stays = await kind.abandon(tx, job, job.cursor)
  await endJob(tx, job.jobId, now, without)
  await appendEntries(tx, [...stays.map(entryOf(job.actor, kind.act, now)), ...failureOf(job, without, now)])
  return false
}

/** That somebody cancelled stands in the trail since they pressed the button. */
function failureOf(job: Held, without: Without, now: Date) {
  if (without.state === 'cancelled') return []
  const record = { type: 'job', id: job.jobId, details: { kind: job.kind, problem: without.problem.key } }
  return [entryOf(system, 'job.failed', now)(record)]
}

/** Something that is nobody's decision went wrong: another try, a little later. */
async function giveBack(deps: WorkDeps, id: string, owner: string, error: unknown): Promise<void> {
  deps.log.error({ job: id, error: error instanceof Error ? error.name : 'unknown' }, 'a step of a job went wrong')
  await inTransaction(deps.db, (tx) => releaseJob(tx, id, handOf(deps, owner), true))
}

/** What a person is told; null for what is no refusal but a fault. */
function reasonOf(error: unknown): Message | null {
  if (error instanceof Refused) return error.reason
  if (error instanceof Invalid) return Object.values(error.problems)[0] ?? null
  return error instanceof NotFound ? message('jobs:problem.gone') : null
}

const system = { accountId: null, username: 'system', role: 'system', address: '', requestId: '' }

function handOf({ clock }: Acting, owner: string): Hand {
  return { owner, now: clock.now() }
}
