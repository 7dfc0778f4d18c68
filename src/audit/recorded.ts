import { inTransaction, type Db, type Tx } from '../db/client'
import type { Clock } from '../lib/clock'
import { Refused } from '../lib/errors'
import { newId } from '../lib/ids'
import { message } from '../lib/message'
import type { Act } from './act'
import { appendEntries } from './audit.store'
import type { AuditContent } from './chain'
import { holdDoer } from './doer.store'

/** Who acts, as far as the trail is concerned; an Actor is one. `accountId` is null for the program and for visitors. */
export type Doer = {
  accountId: string | null
  username: string
  role: string
  address: string
  requestId: string
  townshipId?: string | null
  departmentId?: string | null
}

export type Acting = { db: Db; clock: Clock }

/** What was acted on. `details` says what changed: field names, codes, counts; never names or ID numbers. */
export type Recorded = { type: string; id: string; details?: Record<string, unknown> }

export type Done<T> = { result: T; record: Recorded } | { result: T; records: Recorded[] }

/**
 * One act: the work and its rows in the audit trail commit together or not at all (house rule 5). An act on many records
 * at once leaves one row for each, so that a record's story can be read by its id. `seconds` bounds the transaction.
 * @throws Refused when the doer's account was disabled, or given another role or unit, since the request began.
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
      if (!comings.includes(act)) await refuseUnlessPresent(tx, doer)
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

/** Coming and going are nobody's work in the system: who is sent away may still sign out. */
const comings: readonly Act[] = ['account.signed_in', 'account.signed_out', 'account.sign_in_failed', 'account.locked']

/**
 * The request knows the account as it was when it began; the act needs it as it is. Nobody may change it until the
 * transaction ends. @throws Refused
 */
export async function refuseUnlessPresent(tx: Tx, doer: Doer): Promise<void> {
  if (doer.accountId === null) return
  const now = await holdDoer(tx, doer.accountId)
  if (now?.state !== 'active') throw new Refused(message('errors:doer.disabled'))
  const { role, townshipId = null, departmentId = null } = doer
  if (now.role === role && now.townshipId === townshipId && now.departmentId === departmentId) return
  throw new Refused(message('errors:doer.moved'))
}
