import type { Role } from '../accounts/role'
import type { Message } from '../lib/message'

/** What runs as a job; each has its words in the catalogue `jobs:kind`, and its work in src/long-work.ts. */
export const jobKindKeys = [
  'ledger_import',
  'ledger_comparison',
  'roster_import',
  'packet',
  'export',
  'ledger_reading',
  'roster_reading',
  'packet_reading',
] as const
export type JobKindKey = (typeof jobKindKeys)[number]

/** Waiting for a worker · a worker has it · 已完成 · 未完成 · 已取消 */
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
export type JobAct = 'start' | 'take_over' | 'finish' | 'fail' | 'cancel'

/** state × act → next; what is not here cannot happen (docs/states.md prints it). Only `cancel` is a person's. */
export const jobTransitions: Record<JobState, Partial<Record<JobAct, JobState>>> = {
  queued: { start: 'running', cancel: 'cancelled' },
  running: { take_over: 'running', finish: 'done', fail: 'failed', cancel: 'cancelled' },
  done: {},
  failed: {},
  cancelled: {},
}

/** Where to go on after the work, and what to say there. */
export type JobResult = { href: string; notices: Message[] }

/** A job as its page shows it. */
export type Job = {
  id: string
  kind: JobKindKey
  title: Message
  state: JobState
  phase: string
  total: number
  done: number
  /** Milliseconds that the steps so far took. */
  workedMs: number
  /** Lines of the log, also those that were not kept. */
  lines: number
  queuedAt: Date
  endedAt: Date | null
  problem: Message | null
  result: JobResult | null
  /** Somebody asked to end it, and no worker has seen it yet. */
  cancelling: boolean
}

/** One line of a log: the row of the file, the column where one is meant, and why. */
export type LogLine = { row: number; column: string; severity: 'refused' | 'warning'; message: Message }

/** Lines that are kept of a log; what comes after is counted. */
export const mostLines = 1_000

/** Up to so many rows are done at once, within the request; more become a job. */
export const mostAtOnce = 2_000

/** Files of up to so many bytes (some thousands of rows) are read within the request; reading larger ones is a job. */
export const mostReadAtOnce = 256 * 1024

/** In whose name a job acts: its role and unit as they were when it was started. */
export type JobScope = { accountId: string; role: Role; townshipId: string | null; departmentId: string | null }

/** A worker may keep a job so long without a word before others take it over. */
export const leaseSeconds = 30

/** Taken up so often without one step getting done, a job has failed. */
export const mostTries = 5

export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return Object.keys(jobTransitions[state]).length === 0
}

/** Seconds that are left at the pace so far; null while there is no pace, or nothing that could be counted is left. */
export function remainingSeconds({ state, total, done, workedMs }: Job): number | null {
  if (state !== 'running' || done <= 0 || workedMs <= 0 || done >= total) return null
  return Math.ceil(((total - done) * workedMs) / done / 1000)
}
