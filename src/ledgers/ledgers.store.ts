import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { literal } from '../db/literal'
import { orderedBy, type Orders } from '../db/order'
import { newId } from '../lib/ids'
import { openKinds, type KindKey } from './kind'
import { type Ledger, type LedgerRow, type LedgerVersion, type RowFilter, rowSorts } from './ledger'
import type { LedgerScope } from './ledger-scope'

/** The scope as a condition on `l`, a ledger. */
export function inLedgerScope(scope: LedgerScope): Prisma.Sql {
  if (scope.kind === 'department') return Prisma.sql`l.department_id = ${scope.departmentId}::uuid`
  return scope.kind === 'office' ? Prisma.sql`l.kind = ANY(${openKinds})` : Prisma.sql`FALSE`
}

/** Those that have a version, in the order of departments and kinds, each with its newest version. */
export async function listLedgers(db: Tx, scope: LedgerScope): Promise<(Ledger & { newest: LedgerVersion })[]> {
  const rows = await db.$queryRaw<(Ledger & LedgerVersion & { versionId: string })[]>`
    SELECT ${versionColumns}, v.id AS "versionId", ${ledgerColumns} FROM ledger l ${ledgerJoins}
    JOIN ledger_version v ON v.ledger_id = l.id AND v.number = l.latest JOIN account a ON a.id = v.taken_by_id
    WHERE ${inLedgerScope(scope)} ORDER BY d.position, d.name, l.kind`
  return rows.map((row) => ({ ...row, newest: { ...row, id: row.versionId } }))
}

export async function findLedger(db: Tx, scope: LedgerScope, id: string): Promise<Ledger | null> {
  const rows = await db.$queryRaw<Ledger[]>`
    SELECT ${ledgerColumns} FROM ledger l ${ledgerJoins} WHERE l.id = ${id}::uuid AND ${inLedgerScope(scope)}`
  return rows[0] ?? null
}

/** A department's ledger of a kind, as far as there is one. */
export async function ledgerOfKind(db: Tx, departmentId: string, kind: KindKey): Promise<Ledger | null> {
  const rows = await db.$queryRaw<Ledger[]>`
    SELECT ${ledgerColumns} FROM ledger l ${ledgerJoins}
    WHERE l.department_id = ${departmentId}::uuid AND l.kind = ${kind}`
  return rows[0] ?? null
}

/** The same, made when it is missing, and locked until the transaction ends. */
export async function lockLedgerOfKind(tx: Tx, departmentId: string, kind: KindKey, now: Date): Promise<Ledger> {
  await tx.$executeRaw`
    INSERT INTO ledger (id, department_id, kind, created_at)
    VALUES (${newId(now.getTime())}::uuid, ${departmentId}::uuid, ${kind}, ${now}) ON CONFLICT DO NOTHING`
  await tx.$queryRaw`
    SELECT id FROM ledger WHERE department_id = ${departmentId}::uuid AND kind = ${kind} FOR UPDATE`
  return (await ledgerOfKind(tx, departmentId, kind))!
}

/** Newest first. */
export async function listVersions(db: Tx, ledgerId: string): Promise<LedgerVersion[]> {
  return db.$queryRaw<LedgerVersion[]>`
    SELECT ${versionColumns} FROM ledger_version v JOIN account a ON a.id = v.taken_by_id
    WHERE v.ledger_id = ${ledgerId}::uuid ORDER BY v.number DESC LIMIT 200`
}

/** One page of the rows of one version. */
export async function listRows(
  db: Tx,
  ledgerId: string,
  filter: RowFilter,
  page: { skip: number; take: number },
): Promise<LedgerRow[]> {
  return db.$queryRaw<LedgerRow[]>`
    SELECT r.id, r.row, r.first_version AS "firstVersion", r.last_version AS "lastVersion", r.name,
      r.id_cipher AS "idCipher", r.sexes, r.births::text[] AS births, r.years, r.township, r.village, r.values
    FROM ledger_row r WHERE r.ledger_id = ${ledgerId}::uuid AND ${matching(filter)}
    ORDER BY ${orderedBy(filter.sort, rowSorts, orders)}, r.first_version, r.row LIMIT ${page.take} OFFSET ${page.skip}`
}

const orders: Orders<keyof typeof rowSorts> = {
  row: [Prisma.sql`r.first_version`, Prisma.sql`r.row`],
  name: [Prisma.sql`r.name`],
}

/** How many a filter finds; counted up to ten thousand. */
export async function countRows(db: Tx, ledgerId: string, filter: RowFilter): Promise<number> {
  const rows = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (SELECT FROM ledger_row r
      WHERE r.ledger_id = ${ledgerId}::uuid AND ${matching(filter)} LIMIT 10000) AS counted`
  return Number(rows[0]?.count ?? 0)
}

const ledgerColumns = Prisma.sql`
  l.id, l.department_id AS "departmentId", d.name AS department, d.name_en AS "departmentEn", l.kind, l.latest`

const ledgerJoins = Prisma.sql`JOIN department d ON d.id = l.department_id`

const versionColumns = Prisma.sql`
  v.id, v.number, v.source, to_char(v.as_of, 'YYYY-MM-DD') AS "asOf", v.file_name AS "fileName", v.digest, v.rows,
  v.fresh, v.gone, v.left, v.taken_at AS "takenAt", a.name AS "takenBy"`

/** A search is part of a name; `%` and `_` mean themselves. */
function matching({ version, show, words }: RowFilter): Prisma.Sql {
  const named = words ? Prisma.sql`r.name LIKE ${`%${literal(words)}%`}` : Prisma.sql`TRUE`
  return Prisma.sql`(${inVersion(version, show)} AND ${named})`
}

function inVersion(version: number, show: RowFilter['show']): Prisma.Sql {
  if (show === 'fresh') return Prisma.sql`r.first_version = ${version}`
  if (show === 'gone') return Prisma.sql`r.last_version = ${version - 1}`
  return Prisma.sql`r.first_version <= ${version} AND (r.last_version IS NULL OR r.last_version >= ${version})`
}
