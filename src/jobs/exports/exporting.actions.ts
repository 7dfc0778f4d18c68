import type { Actor } from '../../accounts/actor'
import { appendEntries } from '../../audit/audit.store'
import { entryOf, recorded } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { NotFound, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message, type Message } from '../../lib/message'
import { writeLongWorkbook } from '../../sheets/long-writing'
import { readPart, storeFile, type JobFileDeps, writePart } from '../files/job-files.actions'
import { mostAtOnce, type JobResult } from '../job'
import { orderWork, type JobDeps } from '../jobs.actions'
import type { JobKind, Step, Work } from '../work.actions'
import { dropExported, keepExported } from './export-people.store'
import { type ListAsked, type ListFrame, type ListRow, mostListed } from './long-list'

export type ExportDeps = JobDeps & JobFileDeps
/** A list that may be too long for one request. Everything is asked within the actor's scope. */
export type LongList = {
  /** Ids of everybody on it, in its order, as of one moment. @throws NotFound, Refused */
  people(tx: Tx, actor: Actor, asked: ListAsked): Promise<string[]>
  /** The rows of these people; `from` of them stand above. Who is gone meanwhile is left out. */
  rows(tx: Tx, actor: Actor, asked: ListAsked, part: { ids: string[]; from: number }): Promise<ListRow[]>
  frame(tx: Tx, actor: Actor, asked: ListAsked, people: number): Promise<ListFrame>
  /** Whether its form asks for whole ID numbers; whom it names so is kept for their histories. */
  wholeNumbers: boolean
}

export type LongLists = Record<string, LongList>

/** Digest of the ids on the list, once that is settled; how many of them have rows by now, and the digests of those rows. */
type Exporting = { ids: string | null; at: number; parts: string[] }

/** One part of a list; each step of it waits for a second at most. */
const chunk = 2_000
const seconds = 300

/**
 * Takes a list out as a workbook: at once where it is short, else as a job that keeps it for its person for a day.
 * @throws NotFound, Refused where nobody is on it, or too many.
 */
export async function exportList(
  deps: ExportDeps,
  actor: Actor,
  lists: LongLists,
  asked: ListAsked,
  title: Message,
): Promise<{ fileName: string; file: Buffer } | { later: JobResult }> {
  const people = (await peopleOn(deps.db, lists, actor, asked)).length
  if (people <= mostAtOnce) return exportNow(deps, actor, lists, asked)
  const order = { input: asked, subject: `export:${actor.accountId}:${asked.list}`, title, big: true }
  return { later: await orderWork(deps, actor, listExport(deps, lists), order) }
}

/** The same in parts. Who is on the list is settled first, at one moment: everybody stands on it once. */
export function listExport(deps: ExportDeps, lists: LongLists): JobKind<ListAsked, Exporting> {
  return {
    key: 'export',
    act: 'paper.exported',
    seconds,
    step: async (tx, work, cursor) => {
      if (!cursor) return begin(tx, lists, work)
      if (!cursor.ids) return settle(tx, deps, lists, work)
      const ids = await readPart<string[]>(deps, work.jobId, cursor.ids)
      return cursor.at < ids.length
        ? writeRows(tx, deps, lists, work, cursor, ids)
        : writeFile(tx, deps, lists, work, cursor)
    },
    abandon: async (tx, { jobId }) => {
      await dropExported(tx, jobId)
      return []
    },
  }
}

async function begin(tx: Tx, lists: LongLists, { actor, input }: Work<ListAsked>): Promise<Step<Exporting>> {
  const total = (await peopleOn(tx, lists, actor, input)).length
  return { cursor: { ids: null, at: 0, parts: [] }, phase: 'jobs:export.rows', done: 0, total }
}

async function settle(
  tx: Tx,
  deps: ExportDeps,
  lists: LongLists,
  { jobId, actor, input }: Work<ListAsked>,
): Promise<Step<Exporting>> {
  const people = await peopleOn(tx, lists, actor, input)
  const ids = await writePart(deps, jobId, people)
  return { cursor: { ids, at: 0, parts: [] }, phase: 'jobs:export.rows', done: 0, total: people.length }
}

async function writeRows(
  tx: Tx,
  deps: ExportDeps,
  lists: LongLists,
  { jobId, actor, input }: Work<ListAsked>,
  { at, parts, ...cursor }: Exporting,
  ids: string[],
): Promise<Step<Exporting>> {
  const part = ids.slice(at, at + chunk)
  const list = listOf(lists, input)
  const rows = await list.rows(tx, actor, input, { ids: part, from: at })
  if (list.wholeNumbers) await keepExported(tx, { type: 'job', id: jobId }, idsOf(rows))
  const written = [...parts, await writePart(deps, jobId, cellsOf(rows))]
  const done = at + part.length
  const phase = done < ids.length ? 'jobs:export.rows' : 'jobs:export.file'
  return { cursor: { ...cursor, at: done, parts: written }, phase, done }
}

async function writeFile(
  tx: Tx,
  deps: ExportDeps,
  lists: LongLists,
  { jobId, actor, input }: Work<ListAsked>,
  { parts }: Exporting,
): Promise<Step<Exporting>> {
  const list = listOf(lists, input)
  let people = 0
  const rows = async function* () {
    for (const digest of parts) {
      const part = await readPart<string[][]>(deps, jobId, digest)
      people += part.length
      yield part
    }
  }
  const { fileName, ...frame } = await list.frame(tx, actor, input, await countRows(deps, jobId, parts))
  const bytes = await writeLongWorkbook(frame, rows())
  const numbers = list.wholeNumbers ? people : 0
  const file = await storeFile(deps, jobId, { direction: 'made', fileName, numbers, bytes })
  const result = { href: `/jobs/${jobId}/file`, notices: [message('jobs:export.done', { people })] }
  return { result, records: [recordOf(input, people)], file }
}

async function countRows(deps: ExportDeps, jobId: string, parts: string[]): Promise<number> {
  let rows = 0
  for (const digest of parts) rows += (await readPart<string[][]>(deps, jobId, digest)).length
  return rows
}

function exportNow(deps: ExportDeps, actor: Actor, lists: LongLists, asked: ListAsked) {
  return recorded(
    deps,
    actor,
    'paper.exported',
    async (tx) => {
      const list = listOf(lists, asked)
      const ids = await peopleOn(tx, lists, actor, asked)
      const rows = await list.rows(tx, actor, asked, { ids, from: 0 })
      const { fileName, ...frame } = await list.frame(tx, actor, asked, rows.length)
      const record = recordOf(asked, rows.length)
      if (list.wholeNumbers) await recordSeen(tx, deps, actor, idsOf(rows))
      const file = await writeLongWorkbook(frame, inOne(cellsOf(rows)))
      return { result: { fileName, file }, record }
    },
    seconds,
  )
}

/** What is made at once is handed out in the same moment. */
async function recordSeen(tx: Tx, { clock }: ExportDeps, actor: Actor, people: string[]): Promise<void> {
  const id = newId(clock.now().getTime())
  await keepExported(tx, { type: 'export', id }, people)
  const seen = { type: 'export', id, details: { people: people.length } }
  await appendEntries(tx, [entryOf(actor, 'candidate.number_shown', clock.now())(seen)])
}

const idsOf = (rows: ListRow[]) => rows.map(({ candidateId }) => candidateId)
const cellsOf = (rows: ListRow[]) => rows.map(({ cells }) => cells)

async function* inOne(rows: string[][]) {
  yield rows
}

async function peopleOn(tx: Tx, lists: LongLists, actor: Actor, asked: ListAsked): Promise<string[]> {
  const people = await listOf(lists, asked).people(tx, actor, asked)
  if (!people.length) throw new Refused(message('jobs:export.nobody'), 409)
  if (people.length > mostListed) throw new Refused(message('jobs:export.tooMany', { most: mostListed }), 409)
  return people
}

/** @throws NotFound for a list that the program no longer has. */
function listOf(lists: LongLists, { list }: ListAsked): LongList {
  const found = Object.hasOwn(lists, list) ? lists[list] : undefined
  if (!found) throw new NotFound()
  return found
}

function recordOf({ list, cycleId }: ListAsked, people: number) {
  return { type: 'cycle', id: cycleId, details: { kind: list, form: 'workbook', people } }
}
