import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { countyShape } from '../../organisations/organisations.store'
import type { CellRow } from '../../lib/cell'
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
  openProblems,
  updatePreview,
} from './previews.store'

export type LedgerDeps = Acting & { keys: LedgerKeys }

/** Bounds an import of a million rows, and what its file may hold. */
export const importSeconds = 600
const limits: Partial<Limits> = { rows: 1_000_000, characters: 300_000_000, milliseconds: 180_000, megabytes: 2_048 }
const [gigabyte, halfAnHour] = [1024 ** 3, 1_800_000]

/** How large a file may be, how long reading it into a preview may take in all, and who hears how many rows are read. */
type Reach = { limits: Partial<Limits>; seconds: number; tell?: (rows: number, total: number) => void }
const usualReach: Reach = { limits, seconds: importSeconds }
/** Whoever sits at the machine need not fit into an upload. */
export const operatorReach: Reach = {
  limits: { ...limits, bytes: gigabyte, unpacked: 8 * gigabyte, milliseconds: halfAnHour, megabytes: 8_192 },
  seconds: 3_600,
}
export const chunk = 5_000
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
  reach: Reach = usualReach,
): Promise<string> {
  const read = await readUpload(upload, kindOf(command.kind), reach)
  const work = async (tx: Tx) => {
    const id = await beginPreview(tx, deps, actor, { ...command, fileName: upload.name, digest: read.digest })
    const { rows, ...where } = read.sheet
    for (let start = 0; start < rows.length; start += chunk) {
      await keepRows(tx, deps.keys, { actor, id }, where, rows.slice(start, start + chunk))
      reach.tell?.(Math.min(start + chunk, rows.length), rows.length)
    }
    return { result: id, record: previewRecord(await previewOf(tx, actor, id)) }
  }
  return recorded(deps, actor, 'ledger.previewed', work, reach.seconds)
}

/** A preview without rows as yet. Gives its id. */
export async function beginPreview(
  tx: Tx,
  { clock, keys }: LedgerDeps,
  { accountId, departmentId }: Actor,
  file: ImportCommand & { fileName: string; digest: string },
): Promise<string> {
  const now = clock.now()
  const id = newId(now.getTime())
  await dropOldPreviews(tx, new Date(now.getTime() - keptFor))
  const counts = { good: 0, refused: 0, warned: 0, problems: 0 }
  await insertPreview(tx, keys, { ...file, id, departmentId: departmentId!, accountId, counts, createdAt: now }, [])
  return id
}

/** Reads more rows of a sheet into a preview; gives their problems. */
export async function keepRows(
  tx: Tx,
  keys: LedgerKeys,
  { actor, id }: { actor: Actor; id: string },
  where: SheetPlace,
  rows: CellRow[],
): Promise<LedgerProblem[]> {
  const preview = await previewOf(tx, actor, id)
  const before = { counts: preview.counts, problems: await openProblems(tx, keys, id) }
  const find = teamFinder(await countyShape(tx))
  const hasTeam = (township: string, village: string) => find(township, village) !== null
  const read = rows.map((row) => readLedgerRow(row, { ...where, kind: kindOf(preview.kind), hasTeam }))
  const records = read.flatMap(({ record }) => (record ? [record] : []))
  const sealed = records.map((record) => {
    return { row: record.row, digest: recordDigest(keys, record), cipher: sealRecord(keys, record, id) }
  })
  const standing = new Set(await insertPreviewRows(tx, id, sealed))
  const twice = records.filter(({ row }) => !standing.has(row)).map(({ row }) => said(row))
  const found = [...read.flatMap(({ problems }) => problems), ...twice].sort((a, b) => a.row - b.row)
  await updatePreview(tx, keys, { id, ...counted(before, read, found, standing.size) })
  return found
}

export function previewRecord({ id, kind, digest, counts }: LedgerPreview) {
  return { type: 'ledger', id, details: { kind, digest, ...counts } }
}

/** A preview of this person's against the ledger as it is now. */
export async function openPreview(
  db: Tx,
  actor: Actor,
  id: string,
): Promise<{ preview: LedgerPreview; comparison: Comparison; ledgerId: string | null }> {
  const preview = await previewOf(db, actor, id)
  const ledger = await ledgerOfKind(db, preview.departmentId, preview.kind)
  const ledgerId = ledger?.id ?? null
  const base = ledger?.latest ?? 0
  return { preview, ledgerId, comparison: { base, ...(await comparePreview(db, id, ledgerId)) } }
}

/** A preview of this person's by itself. @throws NotFound */
export async function previewOf(db: Tx, { accountId, departmentId }: Actor, id: string): Promise<LedgerPreview> {
  const preview = await findPreview(db, { accountId, departmentId: departmentId! }, id)
  if (!preview) throw new NotFound()
  return preview
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

/** @throws Invalid for `file` */
export async function readUpload(
  upload: { name: string; file: Buffer },
  kind: LedgerKind,
  { limits }: Reach = usualReach,
): Promise<{ sheet: LedgerSheet; digest: string }> {
  const workbook = await readWorkbook(upload, limits)
  if (!workbook.ok) throw new Invalid({ file: workbook.message })
  const sheet = findLedgerSheet(workbook.sheets, kind)
  if ('key' in sheet) throw new Invalid({ file: sheet })
  return { sheet, digest: workbook.sha256 }
}

/** Where a sheet's columns stand. */
export type SheetPlace = Omit<LedgerSheet, 'rows'>

function said(row: number): LedgerProblem {
  return { row, column: '', severity: 'warning', message: message('ledgers:row.twice') }
}

type Kept = { counts: PreviewCounts; problems: LedgerProblem[] }

function counted({ counts, problems }: Kept, read: LedgerRead[], found: LedgerProblem[], good: number): Kept {
  const refused = new Set(found.filter(({ severity }) => severity === 'refused').map(({ row }) => row))
  const warned = new Set(found.filter(({ row }) => !refused.has(row)).map(({ row }) => row)).size
  return {
    counts: {
      good: counts.good + good,
      refused: counts.refused + read.filter(({ record }) => !record).length,
      warned: counts.warned + warned,
      problems: counts.problems + found.length,
    },
    problems: [...problems, ...found.slice(0, Math.max(0, mostProblems - problems.length))],
  }
}
