import { createHash } from 'node:crypto'
import type { Actor } from '../../accounts/actor'
import type { Tx } from '../../db/client'
import { openGiven, readPart, storeGiven, type JobFileDeps, writePart } from '../../jobs/files/job-files.actions'
import { mostReadAtOnce, type JobResult } from '../../jobs/job'
import { orderWork } from '../../jobs/jobs.actions'
import type { JobKind, Step, Work } from '../../jobs/work.actions'
import type { CellRow } from '../../lib/cell'
import { message } from '../../lib/message'
import { kindOf } from '../kind'
import type { ImportCommand } from './import.form'
import {
  beginPreview,
  chunk,
  importSeconds,
  keepRows,
  type LedgerDeps,
  previewLedger,
  previewOf,
  previewRecord,
  readUpload,
} from './imports.actions'
import { dropPreview } from './previews.store'

type ReadingDeps = LedgerDeps & JobFileDeps
type Upload = { name: string; file: Buffer }
type ReadingInput = ImportCommand & { fileName: string; digest: string }

/** First the sheet, cut into parts; then the rows, a part a step. `columns` as [heading's key, place]. */
type ReadingCursor =
  | { part: 'sheet' }
  | {
      part: 'rows'
      previewId: string
      columns: [string, number][]
      date1904: boolean
      parts: string[]
      at: number
      done: number
    }
type RowsCursor = Extract<ReadingCursor, { part: 'rows' }>
type Reader = Work<ReadingInput>

/**
 * Reads a file for its preview: a small one at once, a large one as a job. Gives where to go on.
 * @throws Invalid for `file` when a small one is no ledger of this kind; a large one's job says so.
 */
export async function receiveLedger(
  deps: ReadingDeps,
  actor: Actor,
  command: ImportCommand,
  upload: Upload,
): Promise<JobResult> {
  if (upload.file.length <= mostReadAtOnce) return resultOf(await previewLedger(deps, actor, command, upload))
  const digest = createHash('sha256').update(upload.file).digest('hex')
  return orderWork(deps, actor, ledgerReading(deps, upload), {
    input: { ...command, fileName: upload.name, digest },
    subject: `reading:${actor.accountId}:${digest}`,
    title: message('ledgers:import.readingJob', { file: upload.name }),
    big: true,
  })
}

/** The same as steps; `upload` is there when it is ordered, and lies in the job's folder from then on. */
export function ledgerReading(deps: ReadingDeps, upload?: Upload): JobKind<ReadingInput, ReadingCursor> {
  return {
    key: 'ledger_reading',
    act: 'ledger.previewed',
    seconds: importSeconds,
    step: (tx, work, cursor) => {
      if (!cursor) return begin(deps, work, upload!)
      return cursor.part === 'sheet' ? cutSheet(tx, deps, work) : readRows(tx, deps, work, cursor)
    },
    abandon: async (tx, _work, cursor) => {
      if (cursor.part === 'rows') await dropPreview(tx, cursor.previewId)
      return []
    },
  }
}

async function begin(deps: ReadingDeps, { jobId }: Reader, upload: Upload): Promise<Step<ReadingCursor>> {
  const file = await storeGiven(deps, jobId, upload)
  return { cursor: { part: 'sheet' }, phase: 'ledgers:import.phase.sheet', done: 0, file }
}

/** The whole sheet is read once; what follows needs only a part of it in memory. */
async function cutSheet(tx: Tx, deps: ReadingDeps, { jobId, actor, input }: Reader): Promise<Step<ReadingCursor>> {
  const { sheet } = await readUpload(await openGiven(tx, deps, jobId), kindOf(input.kind))
  const parts: string[] = []
  for (let start = 0; start < sheet.rows.length; start += chunk)
    parts.push(await writePart(deps, jobId, sheet.rows.slice(start, start + chunk)))
  const previewId = await beginPreview(tx, deps, actor, input)
  const { columns, date1904, rows } = sheet
  const cursor = { part: 'rows' as const, previewId, columns: [...columns], date1904, parts, at: 0, done: 0 }
  return { cursor, phase: 'ledgers:import.phase.reading', done: 0, total: rows.length }
}

async function readRows(
  tx: Tx,
  deps: ReadingDeps,
  { jobId, actor }: Reader,
  cursor: RowsCursor,
): Promise<Step<ReadingCursor>> {
  const { previewId: id, date1904 } = cursor
  const rows = await readPart<CellRow[]>(deps, jobId, cursor.parts[cursor.at]!)
  const where = { columns: new Map(cursor.columns), date1904 }
  const lines = await keepRows(tx, deps.keys, { actor, id }, where, rows)
  const [at, done, log] = [cursor.at + 1, cursor.done + rows.length, { lines, total: lines.length }]
  if (at < cursor.parts.length)
    return { cursor: { ...cursor, at, done }, phase: 'ledgers:import.phase.reading', done, log }
  return { result: resultOf(id), records: [previewRecord(await previewOf(tx, actor, id))], log }
}

function resultOf(previewId: string): JobResult {
  return { href: `/ledgers/imports/${previewId}`, notices: [message('ledgers:import.read')] }
}
