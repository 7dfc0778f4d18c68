import { gunzipSync, gzipSync } from 'node:zlib'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dateFromDay, dayFromDate } from '../../lib/day'
import { seal, unseal } from '../../lib/seal'
import type { KindKey } from '../kind'
import type { LedgerKeys } from '../row-seal'
import type { LedgerPreview, PreviewCounts } from './ledger-preview'
import type { LedgerProblem } from './ledger-reading'

export type SealedRow = { row: number; digest: string; cipher: Buffer }

export async function insertPreview(
  tx: Tx,
  keys: LedgerKeys,
  preview: Omit<LedgerPreview, 'versionId'> & { accountId: string },
  problems: LedgerProblem[],
): Promise<void> {
  const cipher = seal(keys.idKey, gzipSync(JSON.stringify(problems)), problemsOf(preview.id))
  const asOf = dateFromDay(preview.asOf)
  await tx.ledgerPreview.create({ data: { ...preview, asOf, problems: Uint8Array.from(cipher) } })
}

/** What is only known once every row has been read. */
export async function updatePreview(
  tx: Tx,
  keys: LedgerKeys,
  { id, counts, problems }: { id: string; counts: PreviewCounts; problems: LedgerProblem[] },
): Promise<void> {
  const cipher = seal(keys.idKey, gzipSync(JSON.stringify(problems)), problemsOf(id))
  await tx.ledgerPreview.update({ where: { id }, data: { counts, problems: Uint8Array.from(cipher) } })
}

/** Writes one chunk of rows and gives those that stand: a row that says the same as an earlier one is left out. */
export async function insertPreviewRows(tx: Tx, previewId: string, rows: SealedRow[]): Promise<number[]> {
  const written = rows.map(({ row, digest, cipher }) => ({ row, digest, cipher: cipher.toString('base64') }))
  const kept = await tx.$queryRaw<{ row: number }[]>`
    INSERT INTO ledger_preview_row (preview_id, row, digest, cipher)
    SELECT ${previewId}::uuid, n.row, n.digest, decode(n.cipher, 'base64')
    FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb) AS n (row int, digest text, cipher text) ORDER BY n.row
    ON CONFLICT (preview_id, digest) DO NOTHING RETURNING row`
  return kept.map(({ row }) => row)
}

/** A preview is its maker's own. */
export async function findPreview(
  db: Tx,
  of: { accountId: string; departmentId: string },
  id: string,
): Promise<LedgerPreview | null> {
  const row = await db.ledgerPreview.findFirst({ where: { ...of, id }, omit: { problems: true, accountId: true } })
  // The columns were written by insertPreview.
  return row && { ...row, kind: row.kind as KindKey, asOf: dayFromDate(row.asOf), counts: row.counts as PreviewCounts }
}

export async function openProblems(db: Tx, keys: LedgerKeys, id: string): Promise<LedgerProblem[]> {
  const { problems } = await db.ledgerPreview.findUniqueOrThrow({ where: { id }, select: { problems: true } })
  return JSON.parse(gunzipSync(unseal(keys.idKey, problems, problemsOf(id))).toString()) as LedgerProblem[]
}

/** Locks a preview until the transaction ends: of two presses of the button the second waits, and sees the first. */
export async function lockPreview(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM ledger_preview WHERE id = ${id}::uuid FOR UPDATE`
}

/** Rows of the preview that the ledger's newest version does not have, and rows that only that version has. */
export async function comparePreview(
  db: Tx,
  previewId: string,
  ledgerId: string | null,
): Promise<{ fresh: number; gone: number; unchanged: number }> {
  const rows = await db.$queryRaw<{ fresh: bigint; gone: bigint; unchanged: bigint }[]>`
    WITH mine AS (SELECT digest FROM ledger_preview_row WHERE preview_id = ${previewId}::uuid),
    there AS (SELECT digest FROM ledger_row WHERE ledger_id = ${ledgerId}::uuid AND last_version IS NULL)
    SELECT count(*) FILTER (WHERE there.digest IS NULL) AS fresh, count(*) FILTER (WHERE mine.digest IS NULL) AS gone,
           count(*) FILTER (WHERE mine.digest = there.digest) AS unchanged
    FROM mine FULL JOIN there USING (digest)`
  const { fresh, gone, unchanged } = rows[0]!
  return { fresh: Number(fresh), gone: Number(gone), unchanged: Number(unchanged) }
}

type OpenableRow = { row: number; digest: string; cipher: Uint8Array }

/** The new rows after a row of the sheet, in its order. */
export async function freshRows(
  db: Tx,
  { previewId, ledgerId, after, take }: { previewId: string; ledgerId: string | null; after: number; take: number },
): Promise<OpenableRow[]> {
  return db.$queryRaw<OpenableRow[]>`
    SELECT p.row, p.digest, p.cipher FROM ledger_preview_row p
    WHERE p.preview_id = ${previewId}::uuid AND p.row > ${after} AND NOT EXISTS (
      SELECT FROM ledger_row r WHERE r.ledger_id = ${ledgerId}::uuid AND r.digest = p.digest AND r.last_version IS NULL)
    ORDER BY p.row LIMIT ${take}`
}

/** Names in rows that the file no longer has, in the order of their sheet. */
export async function goneRows(
  db: Tx,
  previewId: string,
  ledgerId: string | null,
  { skip, take }: { skip: number; take: number },
): Promise<{ row: number; name: string | null; township: string | null; village: string | null }[]> {
  return db.$queryRaw`
    SELECT r.row, r.name, r.township, r.village FROM ledger_row r
    WHERE r.ledger_id = ${ledgerId}::uuid AND r.last_version IS NULL AND ${notIn(previewId)}
    ORDER BY r.first_version, r.row LIMIT ${take} OFFSET ${skip}`
}

/** Ends the rows that the file no longer has; the version before was their last. Gives how many. */
export async function endGoneRows(tx: Tx, previewId: string, ledgerId: string, lastVersion: number): Promise<number> {
  return tx.$executeRaw`
    UPDATE ledger_row r SET last_version = ${lastVersion}
    WHERE r.ledger_id = ${ledgerId}::uuid AND r.last_version IS NULL AND ${notIn(previewId)}`
}

/** The rows have gone into the ledger and are not kept twice. */
export async function markTaken(tx: Tx, id: string, versionId: string): Promise<void> {
  await tx.ledgerPreviewRow.deleteMany({ where: { previewId: id } })
  await tx.ledgerPreview.update({ where: { id }, data: { versionId } })
}

/** A preview that will not be shown. */
export async function dropPreview(tx: Tx, id: string): Promise<void> {
  await tx.ledgerPreviewRow.deleteMany({ where: { previewId: id } })
  await tx.ledgerPreview.deleteMany({ where: { id } })
}

/** Ledgers hold personal data: what nobody took is not kept. */
export async function dropOldPreviews(tx: Tx, before: Date): Promise<void> {
  const old = { versionId: null, createdAt: { lt: before } }
  await tx.ledgerPreviewRow.deleteMany({ where: { preview: old } })
  await tx.ledgerPreview.deleteMany({ where: old })
}

function notIn(previewId: string): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (
    SELECT FROM ledger_preview_row p WHERE p.preview_id = ${previewId}::uuid AND p.digest = r.digest)`
}

function problemsOf(id: string): string {
  return `ledger-problems:${id}`
}
