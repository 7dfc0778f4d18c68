import type { Actor } from '../../accounts/actor'
import { recorded } from '../../audit/recorded'
import { currentCycle } from '../../cycles/cycles.store'
import type { Tx } from '../../db/client'
import type { Clock } from '../../lib/clock'
import { newId } from '../../lib/ids'
import { digestId } from '../../lib/id-digest'
import { countyShape } from '../../organisations/organisations.store'
import { openByLedger } from '../hits/hits.store'
import { compareLedger } from '../hits/matching.actions'
import { raiseForVersion } from '../hits/triggers.actions'
import type { Ledger, Taken } from '../ledger'
import { lockLedgerOfKind } from '../ledgers.store'
import { matchKeys } from '../match-key'
import { openRecord, sealNumber, type LedgerKeys } from '../row-seal'
import { teamFinder } from '../team-places'
import { importSeconds, openPreview, refuseUnlessTakable, type LedgerDeps, type Taking } from './imports.actions'
import type { LedgerPreview } from './ledger-preview'
import type { LedgerRecord } from './ledger-reading'
import { dropUnchanged, endGoneRows, lockPreview, markTaken, rowsAfter } from './previews.store'
import { insertRows, insertVersion, type NewRow } from './versions.store'

const chunk = 5_000

/**
 * Makes a preview the newest version of its ledger: rows that are gone end, new ones begin, the others stay as they are.
 * The new rows are compared with the cycle's candidates in the same transaction. Twice is once.
 * @throws Invalid, Refused 409 as `refuseUnlessTakable`.
 */
export async function takeLedger(
  deps: LedgerDeps,
  actor: Actor,
  id: string,
  taking: Taking,
): Promise<{ taken: Taken | null; ledgerId: string }> {
  return recorded<{ taken: Taken | null; ledgerId: string }>(
    deps,
    actor,
    'ledger.imported',
    async (tx) => {
      await lockPreview(tx, id)
      const { preview, ledgerId } = await openPreview(tx, actor, id)
      if (preview.versionId && ledgerId) return { result: { taken: null, ledgerId }, records: [] }
      const ledger = await lockLedgerOfKind(tx, preview.departmentId, preview.kind, deps.clock.now())
      refuseUnlessTakable(preview, (await openPreview(tx, actor, id)).comparison, taking)
      const taken = await writeVersion(tx, deps, actor, ledger, preview)
      const { ledgerId: _, ...details } = taken
      return { result: { taken, ledgerId: ledger.id }, record: { type: 'ledger', id: ledger.id, details } }
    },
    importSeconds,
  )
}

async function writeVersion(
  tx: Tx,
  { clock, keys }: LedgerDeps,
  actor: Actor,
  ledger: Ledger,
  preview: LedgerPreview,
): Promise<Taken> {
  const [now, number] = [clock.now(), ledger.latest + 1]
  const gone = await endGoneRows(tx, preview.id, ledger.id, ledger.latest)
  await dropUnchanged(tx, preview.id, ledger.id)
  const fresh = await insertFresh(tx, keys, { ledgerId: ledger.id, number, previewId: preview.id })
  const { source, asOf, fileName, digest, counts } = preview
  const version = { id: newId(now.getTime()), ledgerId: ledger.id, number, source, asOf, fileName, digest }
  const rows = { rows: counts.good, fresh, gone, left: counts.refused }
  await insertVersion(tx, { ...version, ...rows, takenAt: now, takenById: actor.accountId })
  await markTaken(tx, preview.id, version.id)
  const matched = await matchVersion(tx, actor, { ledger, number, clock })
  return { ledgerId: ledger.id, number, fresh, gone, ...matched }
}

/** Compares the new rows with the cycle's candidates; gives how many hits wait, and how many people are asked about. */
async function matchVersion(
  tx: Tx,
  { accountId }: Actor,
  { ledger, number, clock }: { ledger: Ledger; number: number; clock: Clock },
): Promise<{ hits: number; triggers: number }> {
  const cycle = await currentCycle(tx)
  if (!cycle) return { hits: 0, triggers: 0 }
  await compareLedger(tx, { ledgerId: ledger.id, cycleId: cycle.id, freshFrom: number }, clock.now())
  const open = await openByLedger(tx, { departmentId: ledger.departmentId, accountId, cycleId: cycle.id })
  const triggers = await raiseForVersion(tx, { ledger, number, cycleId: cycle.id, clock })
  return { hits: open.get(ledger.id) ?? 0, triggers }
}

/** Chunk by chunk, so that a million rows never stand in memory. */
async function insertFresh(
  tx: Tx,
  keys: LedgerKeys,
  { ledgerId, number, previewId }: { ledgerId: string; number: number; previewId: string },
): Promise<number> {
  const find = teamFinder(await countyShape(tx))
  let [after, written] = [0, 0]
  for (;;) {
    const sealed = await rowsAfter(tx, previewId, after, chunk)
    if (sealed.length === 0) return written
    const rows = sealed.map(({ row, digest, cipher }) => {
      const record = openRecord(keys, cipher, previewId, row)
      return newRow(keys, record, digest, find(record.township, record.village))
    })
    await insertRows(tx, ledgerId, number, rows)
    written += rows.length
    after = sealed.at(-1)!.row
  }
}

function newRow(keys: LedgerKeys, record: LedgerRecord, digest: string, teamId: string | null): NewRow {
  const id = newId()
  const idDigest = record.idNumber && digestId(keys, record.idNumber)
  const idCipher = record.idNumber ? sealNumber(keys, record.idNumber, id) : null
  return { ...record, id, digest, idDigest, idCipher, teamId, keys: matchKeys({ ...record, idDigest }, 'row') }
}
