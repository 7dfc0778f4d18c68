import type { Actor } from '../../accounts/actor'
import type { Tx } from '../../db/client'
import { mostAtOnce, type JobResult } from '../../jobs/job'
import { orderWork } from '../../jobs/jobs.actions'
import type { JobKind, Log, Step, Work } from '../../jobs/work.actions'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import type { CandidateDeps } from '../candidates.actions'
import { insertFiles, updateFiles, type FileRow } from '../files/files.store'
import { sealId } from '../id-seal'
import { insertEvents, type NewEvent } from '../steps/steps.store'
import { planOf, rowsIn, seconds } from './imports.actions'
import { planDigest, type Plan } from './plan'
import { findPreview, lockPreview, markTaken, openReading, type Preview, type Tally } from './previews.store'

/** What the button's form says: whether only good rows are wanted, and the digest of the plan that was shown. */
export type Taking = { onlyGood: boolean; seen: string }

type TakingInput = Taking & { previewId: string }
/** Rows of the reading (not of the sheet) that are behind us, and what was done with them. */
type TakingCursor = { at: number; tally: Tally }
type Taker = Work<TakingInput>

/** Each step opens the whole reading, so it takes many rows; it keeps other people's pages waiting, so not too many. */
const chunk = 2_000

/**
 * Writes a preview's rows: all of them, or the good ones when that was asked for. Twice is once. Gives where to go on.
 * @throws Invalid when rows are refused and `onlyGood` was not asked for; Refused 409 when the plan is no longer the one
 * that was shown.
 */
export async function takePreview(deps: CandidateDeps, actor: Actor, id: string, taking: Taking): Promise<JobResult> {
  const preview = await findPreview(deps.db, actor.accountId, id)
  if (!preview) throw new NotFound()
  return orderWork(deps, actor, rosterImport(deps), {
    input: { ...taking, previewId: id },
    subject: `roster:${id}`,
    title: message('candidates:import.job', { file: preview.fileName }),
    big: rowsIn(await openReading(deps.db, deps.keys.idKey, id)) > mostAtOnce,
  })
}

/** The same as steps. What a step has written stays: taken again, the roster adds only the other rows. */
export function rosterImport(deps: CandidateDeps): JobKind<TakingInput, TakingCursor> {
  return {
    key: 'roster_import',
    act: 'roster.imported',
    seconds,
    step: (tx, work, cursor) => (cursor ? writeRows(tx, deps, work, cursor) : begin(tx, deps, work)),
    abandon: async (_tx, { input }, { tally }) => [recordOf(input, tally)],
  }
}

async function begin(tx: Tx, deps: CandidateDeps, { actor, input }: Taker): Promise<Step<TakingCursor>> {
  await lockPreview(tx, input.previewId)
  const preview = await findPreview(tx, actor.accountId, input.previewId)
  if (!preview) throw new NotFound()
  if (preview.tally) return { result: resultOf(input, message('candidates:import.gone')), records: [] }
  const reading = await openReading(tx, deps.keys.idKey, preview.id)
  const plan = await planOf(tx, deps, actor, preview, reading, true)
  refuseUnlessTakable(plan, input)
  const left = new Set(reading.problems.filter(({ severity }) => severity === 'refused').map(({ row }) => row)).size
  const tally = { created: 0, corrected: 0, unchanged: 0, left }
  const step = { phase: 'candidates:import.phase', done: 0, total: reading.rows.length, log: logOf(reading) }
  return { cursor: { at: 0, tally }, ...step }
}

async function writeRows(tx: Tx, deps: CandidateDeps, work: Taker, cursor: TakingCursor): Promise<Step<TakingCursor>> {
  const { actor, input } = work
  await lockPreview(tx, input.previewId)
  const preview = await findPreview(tx, actor.accountId, input.previewId)
  if (!preview) throw new NotFound()
  const reading = await openReading(tx, deps.keys.idKey, preview.id)
  const at = cursor.at + chunk
  const rows = reading.rows.slice(cursor.at, at)
  const plan = await planOf(tx, deps, actor, preview, { rows, problems: [] }, true)
  const tally = added(cursor.tally, await writePlan(tx, deps, actor, preview, plan))
  if (at < reading.rows.length)
    return { cursor: { at, tally }, phase: 'candidates:import.phase', done: at, log: logOf(plan) }
  await markTaken(tx, preview.id, tally, deps.clock.now())
  const result = resultOf(input, message('candidates:import.done', tally))
  return { result, records: [recordOf(input, tally)], log: logOf(plan) }
}

function refuseUnlessTakable(plan: Plan, { onlyGood, seen }: Taking): void {
  if (planDigest(plan) !== seen) throw new Refused(message('candidates:import.moved'), 409)
  if (plan.refused.length > 0 && !onlyGood) throw new Invalid({ onlyGood: message('candidates:import.tickGood') })
}

async function writePlan(tx: Tx, deps: CandidateDeps, actor: Actor, preview: Preview, plan: Plan): Promise<Tally> {
  const now = deps.clock.now()
  const refused = new Set(plan.refused)
  const created = plan.creations
    .filter(({ row }) => !refused.has(row))
    .map((row) => ({ row, id: newId(now.getTime()) }))
  const corrected = plan.corrections.filter(({ row }) => !refused.has(row))
  const files: FileRow[] = created.map(({ row, id }) => fileRow(deps, preview, row, id))
  const written = await insertFiles(tx, files, actor.accountId, now)
  // Somebody entered the same person in the same team a moment ago: look again.
  if (written < files.length) throw new Refused(message('candidates:import.moved'), 409)
  await updateFiles(
    tx,
    corrected.map((row) => fileRow(deps, preview, row, row.existing.id)),
    now,
  )
  await insertEvents(tx, actor, eventsOf(created, corrected), now)
  const { unchanged } = plan
  return { created: created.length, corrected: corrected.length, unchanged, left: plan.refused.length }
}

function eventsOf(created: { id: string }[], corrected: Plan['corrections']): NewEvent[] {
  return [
    ...created.map(({ id }) => ({ candidateId: id, kind: 'import' as const })),
    ...corrected.map(({ existing, changes }) => ({ candidateId: existing.id, kind: 'correct' as const, changes })),
  ]
}

function fileRow(deps: CandidateDeps, { cycleId }: Preview, row: Plan['creations'][number], id: string): FileRow {
  const { team, file, idNumber } = row
  return { id, cycleId, townshipId: team.townshipId, teamId: team.id, ...file, ...sealId(deps.keys, idNumber, id) }
}

function added(one: Tally, other: Tally): Tally {
  const sum = (key: keyof Tally) => one[key] + other[key]
  return { created: sum('created'), corrected: sum('corrected'), unchanged: sum('unchanged'), left: sum('left') }
}

function logOf({ problems }: Pick<Plan, 'problems'>): Log {
  const lines = problems.map(({ row, column, severity, message: why }) => ({ row, column, severity, message: why }))
  return { lines, total: lines.length }
}

function resultOf({ previewId }: TakingInput, notice: JobResult['notices'][number]): JobResult {
  return { href: `/candidates/imports/${previewId}`, notices: [notice] }
}

function recordOf({ previewId }: TakingInput, tally: Tally) {
  return { type: 'roster', id: previewId, details: tally }
}
