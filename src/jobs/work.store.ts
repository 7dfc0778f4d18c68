import type { Actor } from '../accounts/actor'
import type { Tx } from '../db/client'
import type { Message } from '../lib/message'
import { leaseSeconds, mostTries, type JobKindKey, type JobResult } from './job'

/** A job as a worker has it; `actor` is who started it, with the role and unit of that moment. */
export type Held = {
  jobId: string
  kind: JobKindKey
  input: unknown
  cursor: unknown
  total: number
  done: number
  lines: number
  tries: number
  cancelled: boolean
  actor: Actor
}

/** Who works, and when. */
export type Hand = { owner: string; now: Date }

/**
 * Takes up the next job that nobody has, or whose worker has said nothing for too long; null when there is none. Those of
 * people for whom another job is running wait. A job whose step is under way is locked, and so never taken up twice.
 */
export async function claimJob(tx: Tx, { owner, now }: Hand): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE job SET state = 'running', owner = ${owner}::uuid, lease_until = ${leaseFrom(now)}, tries = tries + 1,
      started_at = coalesce(started_at, ${now})
    WHERE id = (
      SELECT j.id FROM job j
      WHERE j.state IN ('queued', 'running') AND (j.lease_until IS NULL OR j.lease_until <= ${now})
      ORDER BY EXISTS (SELECT FROM job o WHERE o.account_id = j.account_id AND o.lease_until > ${now}), j.id
      LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING id`
  return rows[0]?.id ?? null
}

/** The job, locked until the transaction ends; null when this worker no longer has it. */
export async function holdJob(tx: Tx, id: string, { owner }: Hand): Promise<Held | null> {
  const rows = await tx.$queryRaw<(Omit<Held, 'actor'> & Actor)[]>`
    SELECT j.id AS "jobId", j.kind, j.input, j.cursor, j.total, j.done, j.lines, j.tries,
      EXISTS (SELECT FROM job_cancellation x WHERE x.job_id = j.id) AS cancelled,
      a.id AS "accountId", a.username, a.name, j.role, j.township_id AS "townshipId",
      j.department_id AS "departmentId", j.address, j.request_id AS "requestId"
    FROM job j JOIN account a ON a.id = j.account_id
    WHERE j.id = ${id}::uuid AND j.owner = ${owner}::uuid AND j.state = 'running' FOR NO KEY UPDATE OF j`
  if (!rows[0]) return null
  const { accountId, username, name, role, townshipId, departmentId, address, requestId, ...job } = rows[0]
  return { ...job, actor: { accountId, username, name, role, townshipId, departmentId, address, requestId } }
}

/** What a step has brought: where the next one begins, and how far the work is. */
export type Advance = { cursor: object; phase: string; done: number; total: number; lines: number; took: number }

/** Written in the transaction of the step itself, so that a step is done and counted or neither. */
export async function advanceJob(tx: Tx, id: string, hand: Hand, advance: Advance): Promise<void> {
  const { cursor, phase, done, total, lines, took } = advance
  await tx.job.update({
    where: { id },
    data: {
      cursor,
      phase,
      done,
      total,
      lines,
      tries: 0,
      workedMs: { increment: took },
      leaseUntil: leaseFrom(hand.now),
    },
  })
}

export type End =
  | { state: 'done'; result: JobResult; lines: number; took: number }
  | { state: 'failed'; problem: Message }
  | { state: 'cancelled' }

export async function endJob(tx: Tx, id: string, now: Date, { ...end }: End): Promise<void> {
  const gone = { owner: null, leaseUntil: null, endedAt: now }
  if (end.state !== 'done') return void (await tx.job.update({ where: { id }, data: { ...gone, ...end } }))
  const { took, ...done } = end
  await tx.$executeRaw`UPDATE job SET done = total WHERE id = ${id}::uuid`
  await tx.job.update({ where: { id }, data: { ...gone, ...done, workedMs: { increment: took } } })
}

/** Gives a job back: at once when this process stops, after a while when a step went wrong. */
export async function releaseJob(tx: Tx, id: string, { owner, now }: Hand, wrong: boolean): Promise<void> {
  await tx.$executeRaw`
    UPDATE job SET owner = NULL, tries = greatest(0, tries - ${wrong ? 0 : 1}),
      lease_until = ${now}::timestamptz + make_interval(secs => ${wrong ? 2 : 0} * tries)
    WHERE id = ${id}::uuid AND owner = ${owner}::uuid AND state = 'running'`
}

export function isExhausted({ tries }: Held): boolean {
  return tries > mostTries
}

function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + leaseSeconds * 1000)
}
