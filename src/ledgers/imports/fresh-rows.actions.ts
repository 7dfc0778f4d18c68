import type { Tx } from '../../db/client'
import { digestId } from '../../lib/id-digest'
import { newId } from '../../lib/ids'
import { countyShape } from '../../organisations/organisations.store'
import { beingWritten } from '../ledger'
import { matchKeys } from '../match-key'
import { openRecord, sealNumber, type LedgerKeys } from '../row-seal'
import { teamFinder } from '../team-places'
import type { LedgerRecord } from './ledger-reading'
import { freshRows } from './previews.store'
import { insertRows, type NewRow } from './versions.store'

/** Some tenth of a second of work: so long other people's pages wait for it. */
const chunk = 500

/** Writes the next rows of a preview that its ledger does not have, unseen; `after` is the last of them in the sheet. */
export async function writeFreshRows(
  tx: Tx,
  keys: LedgerKeys,
  { ledgerId, number, previewId, after }: { ledgerId: string; number: number; previewId: string; after: number },
): Promise<{ written: number; after: number }> {
  const sealed = await freshRows(tx, { previewId, ledgerId, after, take: chunk })
  if (sealed.length === 0) return { written: 0, after }
  const find = teamFinder(await countyShape(tx))
  const rows = sealed.map(({ row, digest, cipher }) => {
    const record = openRecord(keys, cipher, previewId, row)
    return newRow(keys, record, digest, find(record.township, record.village))
  })
  await insertRows(tx, ledgerId, number, rows, beingWritten)
  return { written: rows.length, after: sealed.at(-1)!.row }
}

function newRow(keys: LedgerKeys, record: LedgerRecord, digest: string, teamId: string | null): NewRow {
  const id = newId()
  const idDigest = record.idNumber && digestId(keys, record.idNumber)
  const idCipher = record.idNumber ? sealNumber(keys, record.idNumber, id) : null
  return { ...record, id, digest, idDigest, idCipher, teamId, keys: matchKeys({ ...record, idDigest }, 'row') }
}
