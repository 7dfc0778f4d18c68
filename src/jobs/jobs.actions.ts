import type { Actor } from '../accounts/actor'
import { recorded, type Acting } from '../audit/recorded'
import type { Tx } from '../db/client'
import { digestOf } from '../lib/canonical'
import { NotFound, Refused } from '../lib/errors'
import { newId } from '../lib/ids'
import { message, type Message } from '../lib/message'
import { insertFile } from './files/job-files.store'
import { jobTransitions, type JobResult } from './job'
import {
  activeOn,
  cancelQueued,
  dropOldLines,
  findJob,
  insertCancellation,
  insertJob,
  insertLines,
  type JobKeys,
} from './jobs.store'
import { nothingSaid, restOf, type JobKind, type Step, type Work } from './work.actions'

export type JobDeps = Acting & { keys: JobKeys }

/** A piece of work that is ordered. Of those with one `subject` only one is under way; `big` ones become jobs. */
export type Order<Input> = { input: Input; subject: string; title: Message; big: boolean }

const logsKeptFor = 30 * 24 * 3600 * 1000

/**
 * Does a small piece of work at once, in this act; of a big one only the first step, which judges it, and leaves the rest
 * to a worker. Gives where to go on, and what to say there. Ordered twice is ordered once.
 * @throws Refused 409 when somebody else's work on the same subject is under way, and whatever the first step throws.
 */
export function orderWork<I extends object, C extends object>(
  deps: JobDeps,
  actor: Actor,
  kind: JobKind<I, C>,
  order: Order<I>,
): Promise<JobResult> {
  const act = order.big ? 'job.started' : kind.act
  const work = { jobId: newId(deps.clock.now().getTime()), actor, input: order.input }
  const begin = async (tx: Tx) => {
    const first = await kind.step(tx, work, null)
    if ('result' in first) return first
    const other = await activeOn(tx, order.subject)
    if (other) return sameOrder(other, actor, order.input)
    return order.big ? queued(tx, deps, kind, { work, order, first }) : restOf(tx, kind, work, first)
  }
  return recorded(deps, actor, act, begin, kind.seconds)
}

/** Asks for the end of one's own job: at once when nobody has begun it, else before its next step. Twice is once. */
export async function cancelJob(acting: Acting, actor: Actor, id: string): Promise<void> {
  return recorded<void>(acting, actor, 'job.cancelled', async (tx) => {
    const job = await findJob(tx, actor, id)
    if (!job) throw new NotFound()
    if (!jobTransitions[job.state].cancel) throw new Refused(message(`jobs:refused.${job.state}`), 409)
    const asked = await insertCancellation(tx, id, actor.accountId, acting.clock.now())
    await cancelQueued(tx, id, acting.clock.now())
    return { result: undefined, records: asked ? [{ type: 'job', id, details: { kind: job.kind } }] : [] }
  })
}

type Begun<I, C> = { work: Work<I>; order: Order<I>; first: Extract<Step<C>, { cursor: C }> }

async function queued<I extends object, C extends object>(
  tx: Tx,
  { clock, keys }: JobDeps,
  kind: JobKind<I, C>,
  { work, order, first }: Begun<I, C>,
) {
  const now = clock.now()
  await dropOldLines(tx, new Date(now.getTime() - logsKeptFor))
  const id = work.jobId
  const { accountId, role, townshipId, departmentId, address, requestId } = work.actor
  const { cursor, phase, total = 0, log = nothingSaid } = first
  const whose = { accountId, role, townshipId, departmentId, address, requestId }
  const what = { kind: kind.key, subject: order.subject, title: order.title, input: order.input }
  await insertJob(tx, { id, ...whose, ...what, cursor, phase, total, lines: log.total, queuedAt: now })
  await insertLines(tx, keys, id, 0, log.lines)
  if (first.file) await insertFile(tx, id, first.file, now)
  return {
    result: { href: `/jobs/${id}`, notices: [] },
    records: [{ type: 'job', id, details: { kind: kind.key, total } }],
  }
}

/** The second press of one button leads to what the first began. */
function sameOrder(other: { id: string; accountId: string; input: unknown }, actor: Actor, input: object) {
  const same = other.accountId === actor.accountId && digestOf(other.input as object) === digestOf(input)
  if (!same) throw new Refused(message('jobs:refused.busy'), 409)
  return { result: { href: `/jobs/${other.id}`, notices: [] }, records: [] }
}
