import { inTransaction, type Db, type Tx } from '../db/client'
import type { Clock } from '../lib/clock'
import { newId } from '../lib/ids'
import type { Act } from './act'
import { appendEntries } from './audit.store'
import type { AuditContent } from './chain'

/** Who acts, as far as the trail is concerned; an Actor is one. */
export type Doer = { accountId: string | null; username: string; role: string; address: string; requestId: string }

export type Acting = { db: Db; clock: Clock }

/** What was acted on. `details` says what changed: field names, codes, counts; never names or ID numbers. */
export type Recorded = { type: string; id: string; details?: Record<string, unknown> }

export type Done<T> = { result: T; record: Recorded } | { result: T; records: Recorded[] }

/**
 * One act: the work and its rows in the audit trail commit together or not at all (house rule 5). An act on many records
 * at once leaves one row for each, so that a record's story can be read by its id. `seconds` bounds the transaction.
 */
export async function recorded<T>(
  { db, clock }: Acting,
  doer: Doer,
  act: Act,
  work: (tx: Tx) => Promise<Done<T>>,
  seconds?: number,
): Promise<T> {
  return inTransaction(
    db,
    async (tx) => {
      const done = await work(tx)
      const records = 'record' in done ? [done.record] : done.records
      await appendEntries(tx, records.map(entryOf(doer, act, clock.now())))
      return done.result
    },
    { timeoutSeconds: seconds },
  )
}

/** The row of one record, for the few acts that happen inside another one's transaction. */
export function entryOf(doer: Doer, act: Act, now: Date) {
  return (record: Recorded): AuditContent => ({
    id: newId(now.getTime()),
    at: now.toISOString(),
    actorId: doer.accountId,
    username: doer.username,
    role: doer.role,
    act,
    recordType: record.type,
    recordId: record.id,
    address: doer.address,
    requestId: doer.requestId,
    details: record.details ?? {},
  })
}
