import type { Tx } from '../../db/client'
import type { Clock } from '../../lib/clock'
import { defaultLanguage, translator } from '../../locales/translate'
import { raiseTriggers } from '../../rounds/triggers/triggers.store'
import { kindOf } from '../kind'
import type { Ledger } from '../ledger'
import { ledgerOfKind } from '../ledgers.store'
import { certainKeys, type Hit } from './hit'
import { signedPeopleHit } from './hits.store'

/**
 * A new version of an adverse ledger asks its department to look again at people whom it has signed and whom a new row
 * surely means. Gives how many were asked about.
 */
export async function raiseForVersion(
  tx: Tx,
  { ledger, number, cycleId, clock }: { ledger: Ledger; number: number; cycleId: string; clock: Clock },
): Promise<number> {
  if (!kindOf(ledger.kind).adverse) return 0
  const people = await signedPeopleHit(tx, { ledgerId: ledger.id, number, cycleId })
  const triggers = people.map((candidateId) => triggerOf(ledger, candidateId, clock))
  return raiseTriggers(tx, triggers, { accountId: null, at: clock.now() })
}

/** "The same person" turns a weaker hit into the same request. */
export async function raiseForDecision(
  tx: Tx,
  { found, departmentId, accountId }: { found: readonly Hit[]; departmentId: string; accountId: string },
  clock: Clock,
): Promise<number> {
  const asking = found.filter(({ kind, key, signed }) => signed && kindOf(kind).adverse && !certainKeys.includes(key))
  if (asking.length === 0) return 0
  const ledger = (await ledgerOfKind(tx, departmentId, asking[0]!.kind))!
  const triggers = asking.map(({ candidateId }) => triggerOf(ledger, candidateId, clock))
  return raiseTriggers(tx, triggers, { accountId, at: clock.now() })
}

/** Which ledger it was stays with the department: the office learns only that there is something new to look at. */
function triggerOf({ departmentId, department }: Ledger, candidateId: string, clock: Clock) {
  const [t, day] = [translator(defaultLanguage), clock.today()]
  return {
    candidateId,
    departmentId,
    kind: 'ledger' as const,
    words: t('ledgers:trigger.words'),
    source: t('ledgers:trigger.source', { department, day }),
    reportedOn: day,
  }
}
