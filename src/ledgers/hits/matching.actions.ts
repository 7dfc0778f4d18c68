import type { Tx } from '../../db/client'
import { matchKeys } from '../match-key'
import {
  candidatesWithoutKeys,
  comparedTurn,
  dropHits,
  findHits,
  lockMatching,
  markCompared,
  nextTurn,
  upsertKeys,
  type KeySource,
} from './matching.store'

const chunk = 1_000

/**
 * Brings the hits of one ledger up to date with the cycle's candidates; `freshFrom` is the first version whose rows have
 * not been compared with anybody yet. Part of another act, in its transaction.
 */
export async function compareLedger(
  tx: Tx,
  { ledgerId, cycleId, freshFrom }: { ledgerId: string; cycleId: string; freshFrom: number | null },
  now: Date,
): Promise<void> {
  const newest = await makeKeys(tx, cycleId)
  const seen = await comparedTurn(tx, ledgerId)
  const changed = { ledgerId, cycleId, rowsFrom: 1, after: seen, upTo: newest }
  await dropHits(tx, changed)
  await findHits(tx, changed, now)
  if (freshFrom !== null) await findHits(tx, { ledgerId, cycleId, rowsFrom: freshFrom, after: 0, upTo: seen }, now)
  await markCompared(tx, ledgerId, newest, now)
}

/** Makes some of the keys that are missing; gives how many. */
export async function makeSomeKeys(tx: Tx, cycleId: string): Promise<number> {
  await lockMatching(tx)
  const candidates = await candidatesWithoutKeys(tx, cycleId, chunk)
  if (candidates.length) await upsertKeys(tx, candidates.map(withKeys), await nextTurn(tx))
  return candidates.length
}

/** Makes all that are missing; gives the newest turn in which any were made. */
async function makeKeys(tx: Tx, cycleId: string): Promise<number> {
  while (await makeSomeKeys(tx, cycleId));
  return (await nextTurn(tx)) - 1
}

function withKeys({ id, madeFrom, birth, ...known }: KeySource) {
  return { id, madeFrom, keys: matchKeys({ ...known, births: [birth], years: [] }, 'candidate') }
}
