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
import { readRoster } from '../roster/roster'
import { joinedPlan, planRoster, type Plan } from './plan'
import {
  dropOldPreviews,
  existingOf,
  findPreview,
  insertPreview,
  openReading,
  type Preview,
  type RosterReading,
} from './previews.store'

/** Bounds the keeping of a preview, and a step of an import. */
export const seconds = 300
const chunk = 2_000
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
  const work = (tx: Tx) => keepPreview(tx, deps, actor, { cycleId: cycle.id, upload, reading })
  return recorded(deps, actor, 'roster.previewed', work, seconds)
}

type Received = { cycleId: string; upload: { name: string; file: Buffer }; reading: RosterReading }

/** Keeps what was read of a roster, with its file. Gives the preview's id. */
export async function keepPreview(tx: Tx, deps: CandidateDeps, actor: Actor, { cycleId, upload, reading }: Received) {
  const now = deps.clock.now()
  const id = newId(now.getTime())
  const digest = createHash('sha256').update(upload.file).digest('hex')
  const { accountId, townshipId } = actor
  const preview = { id, cycleId, townshipId, fileName: upload.name, createdAt: now, accountId, digest }
  await dropOldPreviews(tx, new Date(now.getTime() - keptFor))
  await insertPreview(tx, deps.keys.idKey, preview, { reading, file: upload.file })
  return { result: id, record: { type: 'roster', id, details: { rows: reading.rows.length, digest } } }
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

/** @throws Invalid for `file` */
export async function readUpload(
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

/**
 * What a roster would do now, judged some rows at a time so that other people's pages do not wait; `lock` keeps the
 * candidates that it is about until the transaction ends.
 */
export async function planOf(
  db: Tx,
  { keys }: CandidateDeps,
  actor: Actor,
  { cycleId, townshipId }: Preview,
  reading: RosterReading,
  lock: boolean,
): Promise<Plan> {
  const county = await countyShape(db)
  const parts: Plan[] = []
  for (let start = 0; start < reading.rows.length; start += chunk) {
    const rows = reading.rows.slice(start, start + chunk)
    const digests = new Map(rows.map(({ idNumber }) => [idNumber, digestId(keys, idNumber)]))
    const existing = await existingOf(db, scopeOf(actor), cycleId, [...digests.values()], lock)
    const digestOf = (number: string) => digests.get(number)!
    parts.push(planRoster({ rows, problems: [], county, townshipId, existing, digestOf }))
  }
  return joinedPlan(parts, reading.problems)
}

/** Rows that name somebody, good and bad. */
export function rowsIn({ rows, problems }: RosterReading): number {
  return new Set([...rows, ...problems].map(({ row }) => row)).size
}
