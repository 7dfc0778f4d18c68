import { createHash } from 'node:crypto'
import type { Actor } from '../../accounts/actor'
import { currentCycle } from '../../cycles/cycles.store'
import type { Tx } from '../../db/client'
import { openGiven, storeGiven, type JobFileDeps } from '../../jobs/files/job-files.actions'
import { mostReadAtOnce, type JobResult } from '../../jobs/job'
import { orderWork } from '../../jobs/jobs.actions'
import type { JobKind, Step, Work } from '../../jobs/work.actions'
import { Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import type { CandidateDeps } from '../candidates.actions'
import { keepPreview, previewRoster, readUpload, seconds } from './imports.actions'

type ReadingDeps = CandidateDeps & JobFileDeps
type Upload = { name: string; file: Buffer }
type ReadingInput = { cycleId: string; digest: string }
type ReadingCursor = { part: 'sheet' }
type Reader = Work<ReadingInput>

/**
 * Reads a roster for its preview: a small one at once, a large one as a job. Gives where to go on.
 * @throws Invalid for `file` when a small one is no roster; a large one's job says so.
 */
export async function receiveRoster(deps: ReadingDeps, actor: Actor, upload: Upload): Promise<JobResult> {
  if (upload.file.length <= mostReadAtOnce) return resultOf(await previewRoster(deps, actor, upload))
  const cycle = await currentCycle(deps.db)
  if (!cycle) throw new Refused(message('candidates:refused.noCycle'))
  const digest = createHash('sha256').update(upload.file).digest('hex')
  return orderWork(deps, actor, rosterReading(deps, upload), {
    input: { cycleId: cycle.id, digest },
    subject: `reading:${actor.accountId}:${digest}`,
    title: message('candidates:import.readingJob', { file: upload.name }),
    big: true,
  })
}

/** The same as a job: one step, for rows are judged beside each other. `upload` is there when it is ordered. */
export function rosterReading(deps: ReadingDeps, upload?: Upload): JobKind<ReadingInput, ReadingCursor> {
  return {
    key: 'roster_reading',
    act: 'roster.previewed',
    seconds,
    step: (tx, work, cursor) => (cursor ? read(tx, deps, work) : begin(deps, work, upload!)),
    abandon: async () => [],
  }
}

async function begin(deps: ReadingDeps, { jobId }: Reader, upload: Upload): Promise<Step<ReadingCursor>> {
  const file = await storeGiven(deps, jobId, upload)
  return { cursor: { part: 'sheet' }, phase: 'candidates:import.readingPhase', done: 0, file }
}

async function read(tx: Tx, deps: ReadingDeps, { jobId, actor, input }: Reader): Promise<Step<ReadingCursor>> {
  const upload = await openGiven(tx, deps, jobId)
  const reading = await readUpload(deps, actor, upload)
  const { result, record } = await keepPreview(tx, deps, actor, { cycleId: input.cycleId, upload, reading })
  const lines = reading.problems.map(({ row, column, severity, message: why }) => ({
    row,
    column,
    severity,
    message: why,
  }))
  return { result: resultOf(result), records: [record], log: { lines, total: lines.length } }
}

function resultOf(previewId: string): JobResult {
  return { href: `/candidates/imports/${previewId}`, notices: [message('candidates:import.read')] }
}
