import { keyedDigest, seal, unseal } from '../lib/seal'
import type { LedgerRecord } from './imports/ledger-reading'

/** The two keys of src/keys.ts that ledgers need: the same as candidates', or no number would be found again. */
export type LedgerKeys = { idKey: Buffer; idDigestKey: Buffer }

/** A row's ID number as it is stored; it opens only beside the row that it was sealed for. */
export function sealNumber(keys: LedgerKeys, number: string, rowId: string): Buffer {
  return seal(keys.idKey, Buffer.from(number), `ledger-row:${rowId}`)
}

export function openNumber(keys: LedgerKeys, cipher: Uint8Array, rowId: string): string {
  return unseal(keys.idKey, cipher, `ledger-row:${rowId}`).toString()
}

/** A record between preview and taking. */
export function sealRecord(keys: LedgerKeys, record: LedgerRecord, previewId: string): Buffer {
  return seal(keys.idKey, Buffer.from(JSON.stringify(record)), `ledger-preview:${previewId}:${record.row}`)
}

export function openRecord(keys: LedgerKeys, cipher: Uint8Array, previewId: string, row: number): LedgerRecord {
  return JSON.parse(unseal(keys.idKey, cipher, `ledger-preview:${previewId}:${row}`).toString()) as LedgerRecord
}

/** Equal rows have equal digests wherever they stand in their file; without the key nobody can try names out. */
export function recordDigest(keys: LedgerKeys, record: LedgerRecord): string {
  const { name, idNumber, sexes, births, years, township, village, values } = record
  const own = Object.keys(values)
    .toSorted()
    .map((key) => [key, values[key]])
  return keyedDigest(keys.idDigestKey, JSON.stringify([name, idNumber, sexes, births, years, township, village, own]))
}
