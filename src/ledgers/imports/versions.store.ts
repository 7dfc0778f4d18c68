import type { Tx } from '../../db/client'
import { dateFromDay } from '../../lib/day'
import { beingWritten, type LedgerVersion } from '../ledger'
import type { LedgerRecord } from './ledger-reading'

export type NewRow = LedgerRecord & {
  id: string
  digest: string
  idCipher: Buffer | null
  idDigest: string | null
  teamId: string | null
  keys: number[]
}

/** Writes one chunk of new rows in one statement; `lastVersion` keeps them out of sight until their version is there. */
export async function insertRows(
  tx: Tx,
  ledgerId: string,
  firstVersion: number,
  rows: NewRow[],
  lastVersion: typeof beingWritten | null = null,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO ledger_row (id, ledger_id, first_version, last_version, row, digest, name, id_cipher, id_digest, sexes, births, years,
      township, village, team_id, values, keys)
    SELECT id, ${ledgerId}::uuid, ${firstVersion}, ${lastVersion}::int, row, digest, name, decode(id_cipher, 'base64'), id_digest, sexes,
      births, years, township, village, team_id, values, keys
    FROM jsonb_to_recordset(${JSON.stringify(rows.map(toRow))}::jsonb) AS n (id uuid, row int, digest text, name text,
      id_cipher text, id_digest text, sexes text[], births date[], years int[], township text, village text,
      team_id uuid, values jsonb, keys bigint[])`
}

/** The rows that were written under a number become those of the newest version. */
export async function publishRows(tx: Tx, ledgerId: string, number: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE ledger_row SET last_version = NULL
    WHERE ledger_id = ${ledgerId}::uuid AND first_version = ${number} AND last_version = ${beingWritten}`
}

/** Takes back what was written of a version that nobody has seen. */
export async function dropUnpublished(tx: Tx, ledgerId: string, number: number): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM ledger_row
    WHERE ledger_id = ${ledgerId}::uuid AND first_version = ${number} AND last_version = ${beingWritten}`
}

export type NewVersion = Omit<LedgerVersion, 'takenBy'> & { ledgerId: string; takenById: string }

/** The version, and with it the ledger's newest number. */
export async function insertVersion(tx: Tx, version: NewVersion): Promise<void> {
  await tx.ledgerVersion.create({ data: { ...version, asOf: dateFromDay(version.asOf) } })
  await tx.ledger.update({ where: { id: version.ledgerId }, data: { latest: version.number } })
}

function toRow(row: NewRow) {
  return {
    id: row.id,
    row: row.row,
    digest: row.digest,
    name: row.name,
    id_cipher: row.idCipher?.toString('base64') ?? null,
    id_digest: row.idDigest,
    sexes: row.sexes,
    births: row.births,
    years: row.years,
    township: row.township,
    village: row.village,
    team_id: row.teamId,
    values: row.values,
    keys: row.keys,
  }
}
