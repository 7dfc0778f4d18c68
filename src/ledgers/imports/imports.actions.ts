import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { countyShape } from '../../organisations/organisations.store'
import type { Limits } from '../../sheets/refused'
import { readWorkbook } from '../../sheets/reading'
import { kindOf, type LedgerKind } from '../kind'
import { ledgerOfKind } from '../ledgers.store'
import { recordDigest, sealRecord, type LedgerKeys } from '../row-seal'
import { teamFinder } from '../team-places'
import type { ImportCommand } from './import.form'
import { mostProblems, type Comparison, type LedgerPreview, type PreviewCounts } from './ledger-preview'
import { readLedgerRow, type LedgerProblem, type LedgerRead } from './ledger-reading'
import { findLedgerSheet, type LedgerSheet } from './ledger-sheet'
import {
  comparePreview,
  dropOldPreviews,
  findPreview,
  insertPreview,
  insertPreviewRows,
  updatePreview,
} from './previews.store'

export type LedgerDeps = Acting & { keys: LedgerKeys }

/** Bounds an import of a million rows, and what its file may hold. */
export const importSeconds = 600
const limits: Partial<Limits> = { rows: 1_000_000, characters: 300_000_000, milliseconds: 180_000, megabytes: 2_048 }
const chunk = 5_000
const keptFor = 7 * 24 * 3600 * 1000

/**
 * Reads a department's file and keeps its good rows, encrypted, for the preview; the ledger stays as it is. Gives the
 * preview's id.
 * @throws Invalid for `file` when it is no ledger of this kind, with the one sentence that says why.
 */
export async function previewLedger(
  deps: LedgerDeps,
  actor: Actor,
  command: ImportCommand,
  upload: { name: string; file: Buffer },
): Promise<string> {
  const kind = kindOf(command.kind)
  const { sheet, digest } = await readUpload(upload, kind)
  const now = deps.clock.now()
  const id = newId(now.getTime())
  return recorded(
    deps,
    actor,
    'ledger.previewed',
    async (tx) => {
      await dropOldPreviews(tx, new Date(now.getTime() - keptFor))
      const preview = { ...command, id, departmentId: actor.departmentId!, accountId: actor.accountId, digest }
      const nothing = { good: 0, refused: 0, warned: 0, problems: 0 }
      await insertPreview(tx, deps.keys, { ...preview, fileName: upload.name, counts: nothing, createdAt: now }, [])
      const { counts, problems } = await keepRows(tx, deps.keys, id, kind, sheet)
      await updatePreview(tx, deps.keys, { id, counts, problems })
      return { result: id, record: { type: 'ledger', id, details: { kind: kind.key, digest, ...counts } } }
    },
    importSeconds,
  )
}

/** A preview of this person's against the ledger as it is now. */
export async function openPreview(
  db: Tx,
  actor: Actor,
  id: string,
): Promise<{ preview: LedgerPreview; comparison: Comparison; ledgerId: string | null }> {
  const of = { accountId: actor.accountId, departmentId: actor.departmentId! }
  const preview = await findPreview(db, of, id)
  if (!preview) throw new NotFound()
  const ledger = await ledgerOfKind(db, preview.departmentId, preview.kind)
  const ledgerId = ledger?.id ?? null
  const base = ledger?.latest ?? 0
  return { preview, ledgerId, comparison: { base, ...(await comparePreview(db, id, ledgerId)) } }
}

/** What the button's form says: whether only good rows are wanted, and the version that the preview was compared with. */
export type Taking = { onlyGood: boolean; base: number }

/**
 * Throws unless a preview may be taken as it was shown: Invalid when rows are refused and `onlyGood` was not asked for,
 * Refused 409 when there is a newer version, or nothing to take.
 */
export function refuseUnlessTakable(
  { counts }: LedgerPreview,
  { base, fresh, gone }: Comparison,
  taking: Taking,
): void {
  if (base !== taking.base) throw new Refused(message('ledgers:import.moved'), 409)
  if (counts.good === 0 || fresh + gone === 0) throw new Refused(message('ledgers:import.nothing'), 409)
  if (counts.refused > 0 && !taking.onlyGood) throw new Invalid({ onlyGood: message('ledgers:import.tickGood') })
}

async function readUpload(upload: { name: string; file: Buffer }, kind: LedgerKind) {
  const workbook = await readWorkbook(upload, limits)
  if (!workbook.ok) throw new Invalid({ file: workbook.message })
  const sheet = findLedgerSheet(workbook.sheets, kind)
  if ('key' in sheet) throw new Invalid({ file: sheet })
  return { sheet, digest: workbook.sha256 }
}

type Kept = { counts: PreviewCounts; problems: LedgerProblem[] }

async function keepRows(tx: Tx, keys: LedgerKeys, id: string, kind: LedgerKind, sheet: LedgerSheet): Promise<Kept> {
  const find = teamFinder(await countyShape(tx))
  const where = { ...sheet, kind, hasTeam: (township: string, village: string) => find(township, village) !== null }
  const kept: Kept = { counts: { good: 0, refused: 0, warned: 0, problems: 0 }, problems: [] }
  for (let start = 0; start < sheet.rows.length; start += chunk) {
    const read = sheet.rows.slice(start, start + chunk).map((row) => readLedgerRow(row, where))
    const records = read.flatMap(({ record }) => (record ? [record] : []))
    const sealed = records.map((record) => {
      return { row: record.row, digest: recordDigest(keys, record), cipher: sealRecord(keys, record, id) }
    })
    const standing = new Set(await insertPreviewRows(tx, id, sealed))
    const twice = records.filter(({ row }) => !standing.has(row)).map(({ row }) => said(row))
    count(kept, read, [...read.flatMap(({ problems }) => problems), ...twice])
    kept.counts.good += standing.size
  }
  return kept
}

function said(row: number): LedgerProblem {
  return { row, column: '', severity: 'warning', message: message('ledgers:row.twice') }
}

function count({ counts, problems }: Kept, read: LedgerRead[], found: LedgerProblem[]): void {
  counts.refused += read.filter(({ record }) => !record).length
  const refused = new Set(found.filter(({ severity }) => severity === 'refused').map(({ row }) => row))
  counts.warned += new Set(found.filter(({ row }) => !refused.has(row)).map(({ row }) => row)).size
  counts.problems += found.length
  found.sort((a, b) => a.row - b.row)
  problems.push(...found.slice(0, Math.max(0, mostProblems - problems.length)))
}
