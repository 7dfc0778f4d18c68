import { createHash } from 'node:crypto'
import type { Actor } from '../../accounts/actor'
import { scopeOf } from '../../accounts/scope'
import { recorded } from '../../audit/recorded'
import { currentCycle } from '../../cycles/cycles.store'
import type { Tx } from '../../db/client'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { digestId } from '../../lib/id-digest'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { countyShape } from '../../organisations/organisations.store'
import { readWorkbook } from '../../sheets/reading'
import type { CandidateDeps } from '../candidates.actions'
import { insertFiles, updateFiles, type FileRow } from '../files.store'
import { sealId } from '../id-seal'
import { readRoster } from '../roster'
import { insertEvents, type NewEvent } from '../steps.store'
import { planDigest, planRoster, type Plan } from './plan'
import {
  dropOldPreviews,
  existingOf,
  findPreview,
  insertPreview,
  lockPreview,
  markTaken,
  openReading,
  type Preview,
  type RosterReading,
  type Tally,
} from './previews.store'

/** Bounds a whole import; a hundred thousand rows took 81 s on a machine with five times its work to do. */
const seconds = 300
const keptFor = 7 * 24 * 3600 * 1000

/**
 * Reads a roster and keeps it, encrypted, for its preview; writes no candidate. Gives the preview's id.
 * @throws Invalid for `file` when it is no roster, with the one sentence that says why.
 */
export async function previewRoster(
  deps: CandidateDeps,
  actor: Actor,
  upload: { name: string; file: Buffer },
): Promise<string> {
  const cycle = await currentCycle(deps.db)
  if (!cycle) throw new Refused(message('candidates:refused.noCycle'))
  const reading = await readUpload(deps, actor, upload)
  const now = deps.clock.now()
  const id = newId(now.getTime())
  const digest = createHash('sha256').update(upload.file).digest('hex')
  const preview = { id, cycleId: cycle.id, townshipId: actor.townshipId, fileName: upload.name, createdAt: now }
  return recorded(
    deps,
    actor,
    'roster.previewed',
    async (tx) => {
      await dropOldPreviews(tx, new Date(now.getTime() - keptFor))
      const content = { reading, file: upload.file }
      await insertPreview(tx, deps.keys.idKey, { ...preview, accountId: actor.accountId, digest }, content)
      return { result: id, record: { type: 'roster', id, details: { rows: reading.rows.length, digest } } }
    },
    seconds,
  )
}

/** A preview of this person's, judged against the candidates there are now. */
export async function planPreview(
  deps: CandidateDeps,
  actor: Actor,
  id: string,
): Promise<{ preview: Preview; plan: Plan; rows: number }> {
  const preview = await findPreview(deps.db, actor.accountId, id)
  if (!preview) throw new NotFound()
  const reading = await openReading(deps.db, deps.keys.idKey, id)
  return { preview, plan: await planOf(deps.db, deps, actor, preview, reading, false), rows: rowsIn(reading) }
}

/** What the button's form says: whether only good rows are wanted, and the digest of the plan that was shown. */
export type Taking = { onlyGood: boolean; seen: string }

/**
 * Writes a preview's rows: all of them, or the good ones when that was asked for. Twice is once.
 * @throws Invalid when rows are refused and `onlyGood` was not asked for; Refused 409 when the plan is no longer the one
 * that was shown.
 */
export async function takePreview(
  deps: CandidateDeps,
  actor: Actor,
  id: string,
  taking: Taking,
): Promise<{ tally: Tally; again: boolean }> {
  return recorded<{ tally: Tally; again: boolean }>(
    deps,
    actor,
    'roster.imported',
    async (tx) => {
      await lockPreview(tx, id)
      const preview = await findPreview(tx, actor.accountId, id)
      if (!preview) throw new NotFound()
      if (preview.tally) return { result: { tally: preview.tally, again: true }, records: [] }
      const reading = await openReading(tx, deps.keys.idKey, id)
      const plan = await planOf(tx, deps, actor, preview, reading, true)
      refuseUnlessTakable(plan, taking)
      const tally = await writePlan(tx, deps, actor, preview, plan)
      return { result: { tally, again: false }, record: { type: 'roster', id, details: tally } }
    },
    seconds,
  )
}

async function readUpload(
  deps: CandidateDeps,
  actor: Actor,
  upload: { name: string; file: Buffer },
): Promise<RosterReading> {
  const workbook = await readWorkbook(upload)
  if (!workbook.ok) throw new Invalid({ file: workbook.message })
  const own = actor.townshipId && (await deps.db.township.findUnique({ where: { id: actor.townshipId } }))
  const implied = own ? { impliedTownship: own.name } : {}
  const roster = readRoster(workbook.sheets, { referenceDate: deps.clock.today(), strict: true, ...implied })
  if (!roster.ok) throw new Invalid({ file: roster.message })
  return { rows: roster.rows, problems: roster.problems }
}

async function planOf(
  db: Tx,
  { keys }: CandidateDeps,
  actor: Actor,
  preview: Preview,
  reading: RosterReading,
  lock: boolean,
): Promise<Plan> {
  const digests = new Map(reading.rows.map(({ idNumber }) => [idNumber, digestId(keys, idNumber)]))
  const [county, existing] = [
    await countyShape(db),
    await existingOf(db, scopeOf(actor), preview.cycleId, [...digests.values()], lock),
  ]
  const { townshipId } = preview
  return planRoster({ ...reading, county, townshipId, existing, digestOf: (number) => digests.get(number)! })
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
  const events: NewEvent[] = [
    ...created.map(({ id }) => ({ candidateId: id, kind: 'import' as const })),
    ...corrected.map(({ existing, changes }) => ({ candidateId: existing.id, kind: 'correct' as const, changes })),
  ]
  await insertEvents(tx, actor, events, now)
  const tally = {
    created: created.length,
    corrected: corrected.length,
    unchanged: plan.unchanged,
    left: plan.refused.length,
  }
  await markTaken(tx, preview.id, tally, now)
  return tally
}

function fileRow(deps: CandidateDeps, { cycleId }: Preview, row: Plan['creations'][number], id: string): FileRow {
  const { team, file, idNumber } = row
  return { id, cycleId, townshipId: team.townshipId, teamId: team.id, ...file, ...sealId(deps.keys, idNumber, id) }
}

function rowsIn({ rows, problems }: RosterReading): number {
  return new Set([...rows, ...problems].map(({ row }) => row)).size
}
