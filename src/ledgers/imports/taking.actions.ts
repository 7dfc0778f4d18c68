import type { Actor } from '../../accounts/actor'
import { currentCycle } from '../../cycles/cycles.store'
import type { Tx } from '../../db/client'
import { mostAtOnce, type JobResult } from '../../jobs/job'
import { orderWork } from '../../jobs/jobs.actions'
import type { JobKind, Step, Work } from '../../jobs/work.actions'
import type { Clock } from '../../lib/clock'
import { Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { openByLedger } from '../hits/hits.store'
import { compareLedger, makeSomeKeys } from '../hits/matching.actions'
import { raiseForVersion } from '../hits/triggers.actions'
import { takenNotices, type Ledger, type Taken } from '../ledger'
import { lockLedgerOfKind } from '../ledgers.store'
import { importSeconds, openPreview, refuseUnlessTakable, type LedgerDeps, type Taking } from './imports.actions'
import type { LedgerPreview } from './ledger-preview'
import { writeFreshRows } from './fresh-rows.actions'
import { endGoneRows, lockPreview, markTaken, openProblems } from './previews.store'
import { dropUnpublished, insertVersion, publishRows } from './versions.store'

type TakingInput = Taking & { previewId: string }

/** Rows are written, then the candidates' keys are made, then the version is published: each part in as many steps as it needs. */
type TakingCursor = {
  part: 'rows' | 'keys' | 'version'
  ledgerId: string
  number: number
  after: number
  fresh: number
}

type Taker = Work<TakingInput>

/**
 * Makes a preview the newest version of its ledger: rows that are gone end, new ones begin, the others stay as they are.
 * The new rows are compared with the cycle's candidates before anybody sees them. Twice is once. Gives where to go on.
 * @throws Invalid, Refused 409 as `refuseUnlessTakable`.
 */
export async function takeLedger(deps: LedgerDeps, actor: Actor, id: string, taking: Taking): Promise<JobResult> {
  const { preview } = await openPreview(deps.db, actor, id)
  return orderWork(deps, actor, ledgerImport(deps), {
    input: { ...taking, previewId: id },
    subject: `ledger:${preview.departmentId}:${preview.kind}`,
    title: message('ledgers:import.job', { file: preview.fileName }),
    big: preview.counts.good > mostAtOnce,
  })
}

/** The same as steps. Nothing that they write is seen before the last one. */
export function ledgerImport(deps: LedgerDeps): JobKind<TakingInput, TakingCursor> {
  const parts = { rows: writeRows, keys: makeKeys, version: publish }
  return {
    key: 'ledger_import',
    act: 'ledger.imported',
    seconds: importSeconds,
    step: (tx, work, cursor) => (cursor ? parts[cursor.part](tx, deps, work, cursor) : begin(tx, deps, work)),
    abandon: async (tx, _work, { ledgerId, number }) => {
      await dropUnpublished(tx, ledgerId, number)
      return []
    },
  }
}

async function begin(tx: Tx, { clock, keys }: LedgerDeps, { actor, input }: Taker): Promise<Step<TakingCursor>> {
  await lockPreview(tx, input.previewId)
  const { preview, ledgerId } = await openPreview(tx, actor, input.previewId)
  if (preview.versionId && ledgerId) return again(ledgerId)
  const ledger = await lockLedgerOfKind(tx, preview.departmentId, preview.kind, clock.now())
  const { comparison } = await openPreview(tx, actor, preview.id)
  refuseUnlessTakable(preview, comparison, input)
  const cursor = { part: 'rows' as const, ledgerId: ledger.id, number: ledger.latest + 1, after: 0, fresh: 0 }
  const lines = preview.counts.problems ? await openProblems(tx, keys, preview.id) : []
  const log = { lines, total: preview.counts.problems }
  return { cursor, phase: 'ledgers:import.phase.rows', done: 0, total: comparison.fresh, log }
}

function again(ledgerId: string): Step<TakingCursor> {
  return { result: { href: `/ledgers/${ledgerId}`, notices: [message('ledgers:import.again')] }, records: [] }
}

async function writeRows(
  tx: Tx,
  deps: LedgerDeps,
  { input }: Taker,
  cursor: TakingCursor,
): Promise<Step<TakingCursor>> {
  const { written, after } = await writeFreshRows(tx, deps.keys, { ...cursor, previewId: input.previewId })
  const fresh = cursor.fresh + written
  if (written) return { cursor: { ...cursor, after, fresh }, phase: 'ledgers:import.phase.rows', done: fresh }
  return { cursor: { ...cursor, part: 'keys' }, phase: 'ledgers:import.phase.keys', done: fresh }
}

/** Whatever is left of them is made with the version: what is made here, the last step need not wait for. */
async function makeKeys(tx: Tx, _deps: LedgerDeps, _work: Taker, cursor: TakingCursor): Promise<Step<TakingCursor>> {
  const cycle = await currentCycle(tx)
  const made = cycle ? await makeSomeKeys(tx, cycle.id) : 0
  if (made) return { cursor, phase: 'ledgers:import.phase.keys', done: cursor.fresh }
  return { cursor: { ...cursor, part: 'version' }, phase: 'ledgers:import.phase.version', done: cursor.fresh }
}

/** The version with all its rows and hits, at once. */
async function publish(
  tx: Tx,
  { clock }: LedgerDeps,
  { actor, input }: Taker,
  { number, fresh }: TakingCursor,
): Promise<Step<TakingCursor>> {
  await lockPreview(tx, input.previewId)
  const { preview } = await openPreview(tx, actor, input.previewId)
  const ledger = await lockLedgerOfKind(tx, preview.departmentId, preview.kind, clock.now())
  if (ledger.latest !== number - 1) throw new Refused(message('ledgers:import.moved'), 409)
  const gone = await writeVersion(tx, actor, { ledger, preview, fresh, now: clock.now() })
  const taken = { number, fresh, gone, ...(await matchVersion(tx, actor, { ledger, number, clock })) }
  const record = { type: 'ledger', id: ledger.id, details: taken }
  return { result: { href: `/ledgers/${ledger.id}`, notices: takenNotices(taken) }, records: [record] }
}

type Written = { ledger: Ledger; preview: LedgerPreview; fresh: number; now: Date }

/** Gives how many rows are gone. */
async function writeVersion(tx: Tx, actor: Actor, { ledger, preview, fresh, now }: Written): Promise<number> {
  const number = ledger.latest + 1
  const gone = await endGoneRows(tx, preview.id, ledger.id, ledger.latest)
  await publishRows(tx, ledger.id, number)
  const { source, asOf, fileName, digest, counts } = preview
  const version = { id: newId(now.getTime()), ledgerId: ledger.id, number, source, asOf, fileName, digest }
  const rows = { rows: counts.good, fresh, gone, left: counts.refused }
  await insertVersion(tx, { ...version, ...rows, takenAt: now, takenById: actor.accountId })
  await markTaken(tx, preview.id, version.id)
  return gone
}

/** Compares the new rows with the cycle's candidates; gives how many hits wait, and how many people are asked about. */
async function matchVersion(
  tx: Tx,
  { accountId }: Actor,
  { ledger, number, clock }: { ledger: Ledger; number: number; clock: Clock },
): Promise<Pick<Taken, 'hits' | 'triggers'>> {
  const cycle = await currentCycle(tx)
  if (!cycle) return { hits: 0, triggers: 0 }
  await compareLedger(tx, { ledgerId: ledger.id, cycleId: cycle.id, freshFrom: number }, clock.now())
  const open = await openByLedger(tx, { departmentId: ledger.departmentId, accountId, cycleId: cycle.id })
  const triggers = await raiseForVersion(tx, { ledger, number, cycleId: cycle.id, clock })
  return { hits: open.get(ledger.id) ?? 0, triggers }
}
