import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { seal, unseal } from '../lib/seal'
import type { Message } from '../lib/message'
import { mostLines, type Job, type JobKindKey, type JobScope, type LogLine } from './job'

/** The key of src/keys.ts that logs are sealed with: a reason may quote what stands in a file. */
export type JobKeys = { idKey: Buffer }

export type NewJob = JobScope & {
  id: string
  kind: JobKindKey
  subject: string
  title: Message
  address: string
  requestId: string
  input: object
  cursor: object
  phase: string
  total: number
  lines: number
  queuedAt: Date
}

export async function insertJob(tx: Tx, job: NewJob): Promise<void> {
  await tx.job.create({ data: { ...job, state: 'queued' } })
}

/** The job that works on something just now, or waits to; null when nobody does. */
export async function activeOn(
  tx: Tx,
  subject: string,
): Promise<{ id: string; accountId: string; input: unknown } | null> {
  return tx.job.findFirst({
    where: { subject, state: { in: ['queued', 'running'] } },
    select: { id: true, accountId: true, input: true },
  })
}

/** Somebody's own job, as long as they have the role and unit in whose name it acts. */
export async function findJob(db: Tx, scope: JobScope, id: string): Promise<Job | null> {
  const rows = await db.$queryRaw<Job[]>`${jobs} WHERE j.id = ${id}::uuid AND ${inScope(scope)}`
  return rows[0] ?? null
}

/** Somebody's own, the newest first. */
export async function listJobs(db: Tx, scope: JobScope, page: { skip: number; take: number }): Promise<Job[]> {
  return db.$queryRaw<Job[]>`
    ${jobs} WHERE ${inScope(scope)} ORDER BY j.id DESC LIMIT ${page.take} OFFSET ${page.skip}`
}

export async function countJobs(db: Tx, scope: JobScope): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM job j WHERE ${inScope(scope)}`
  return rows[0]!.count
}

/** Ends a job that no worker has taken up yet; false when one has. */
export async function cancelQueued(tx: Tx, id: string, now: Date): Promise<boolean> {
  const ended = await tx.$executeRaw`
    UPDATE job SET state = 'cancelled', ended_at = ${now} WHERE id = ${id}::uuid AND state = 'queued'`
  return ended > 0
}

/** That it shall end, beside the job: its own row is locked while a step is under way. Gives false the second time. */
export async function insertCancellation(tx: Tx, id: string, accountId: string, at: Date): Promise<boolean> {
  const written = await tx.$executeRaw`
    INSERT INTO job_cancellation (job_id, account_id, at) VALUES (${id}::uuid, ${accountId}::uuid, ${at})
    ON CONFLICT DO NOTHING`
  return written > 0
}

/** Adds lines after the `before` that a log has; those beyond the first thousand are only counted by the caller. */
export async function insertLines(
  tx: Tx,
  { idKey }: JobKeys,
  jobId: string,
  before: number,
  lines: readonly LogLine[],
): Promise<void> {
  const kept = lines.slice(0, Math.max(0, mostLines - before))
  const data = kept.map(({ row, severity, ...said }, at) => {
    const number = before + at + 1
    const cipher = seal(idKey, Buffer.from(JSON.stringify(said)), contextOf(jobId, number))
    return { jobId, number, row, severity, cipher: Uint8Array.from(cipher) }
  })
  await tx.jobLine.createMany({ data })
}

/** One page of a log, in its order. */
export async function listLines(
  db: Tx,
  { idKey }: JobKeys,
  jobId: string,
  { skip, take }: { skip: number; take: number },
): Promise<LogLine[]> {
  const rows = await db.jobLine.findMany({ where: { jobId }, orderBy: { number: 'asc' }, skip, take })
  return rows.map(({ number, row, severity, cipher }) => {
    // Written by insertLines.
    const said = JSON.parse(unseal(idKey, cipher, contextOf(jobId, number)).toString()) as LogLine
    return { ...said, row, severity: severity as LogLine['severity'] }
  })
}

/** That its person has seen how it ended. */
export async function markSeen(db: Tx, id: string, now: Date): Promise<void> {
  await db.job.updateMany({ where: { id, seenAt: null, endedAt: { not: null } }, data: { seenAt: now } })
}

/** Logs may quote files: of jobs that ended before a day nothing but the counts is kept. */
export async function dropOldLines(tx: Tx, before: Date): Promise<void> {
  await tx.jobLine.deleteMany({ where: { job: { endedAt: { lt: before } } } })
}

const jobs = Prisma.sql`
  SELECT j.id, j.kind, j.title, j.state, j.phase, j.total, j.done, j.worked_ms AS "workedMs", j.lines,
    j.queued_at AS "queuedAt", j.ended_at AS "endedAt", j.problem, j.result,
    (x.job_id IS NOT NULL AND j.ended_at IS NULL) AS cancelling
  FROM job j LEFT JOIN job_cancellation x ON x.job_id = j.id`

function inScope({ accountId, role, townshipId, departmentId }: JobScope): Prisma.Sql {
  return Prisma.sql`(j.account_id = ${accountId}::uuid AND j.role = ${role}
    AND j.township_id IS NOT DISTINCT FROM ${townshipId}::uuid
    AND j.department_id IS NOT DISTINCT FROM ${departmentId}::uuid)`
}

function contextOf(jobId: string, number: number): string {
  return `job-line:${jobId}:${number}`
}
