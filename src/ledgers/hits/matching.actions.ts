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

const chunk = 5_000

/**
 * Brings the hits of one ledger up to date with the cycle's candidates; `freshFrom` is the first version whose rows have
 * not been compared with anybody yet. Gives how many were found. Part of another act, in its transaction.
 */
export async function compareLedger(
  tx: Tx,
  { ledgerId, cycleId, freshFrom }: { ledgerId: string; cycleId: string; freshFrom: number | null },
  now: Date,
): Promise<number> {
  await lockMatching(tx)
  const turn = await makeKeys(tx, cycleId)
  const seen = await comparedTurn(tx, ledgerId)
  const changed = { ledgerId, cycleId, rowsFrom: 1, afterTurn: seen }
  await dropHits(tx, changed)
  const found = await findHits(tx, changed, now)
  const fresh =
    freshFrom === null ? 0 : await findHits(tx, { ledgerId, cycleId, rowsFrom: freshFrom, afterTurn: 0 }, now)
  await markCompared(tx, ledgerId, turn)
  return found + fresh
}

/** Makes the keys that are missing; gives the newest turn in which any were made. */
async function makeKeys(tx: Tx, cycleId: string): Promise<number> {
  const next = await nextTurn(tx)
  let newest = next - 1
  for (;;) {
    const candidates = await candidatesWithoutKeys(tx, cycleId, chunk)
    if (candidates.length === 0) return newest
    await upsertKeys(tx, candidates.map(withKeys), next)
    newest = next
  }
}

function withKeys({ id, madeFrom, birth, ...known }: KeySource) {
  return { id, madeFrom, keys: matchKeys({ ...known, births: [birth], years: [] }, 'candidate') }
}
