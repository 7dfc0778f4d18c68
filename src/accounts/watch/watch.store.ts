import type { Db } from '../../db/client'
import { unusedDays } from '../list/account-list.store'
import { lockedNow } from '../sign-in/attempts.store'

/** Active accounts to look at, and how many are locked somewhere now. */
export type AccountsToWatch = { noPassword: number; linkExpired: number; unused: number; locked: string[] }

export async function accountsToWatch(db: Db, now: Date): Promise<AccountsToWatch> {
  const unusedSince = new Date(now.getTime() - unusedDays * 86_400_000)
  const rows = await db.$queryRaw<Omit<AccountsToWatch, 'locked'>[]>`
    SELECT (count(*) FILTER (WHERE a.password_hash IS NULL))::int AS "noPassword",
           (count(*) FILTER (WHERE a.password_hash IS NULL AND NOT EXISTS (
             SELECT FROM password_link l WHERE l.account_id = a.id AND l.used_at IS NULL AND l.expires_at > ${now})))::int
             AS "linkExpired",
           (count(*) FILTER (WHERE a.password_hash IS NOT NULL
             AND coalesce(a.last_sign_in_at, a.password_set_at) < ${unusedSince}))::int AS unused
    FROM account a WHERE a.state = 'active'`
  return { ...rows[0]!, locked: await lockedNow(db, now) }
}

/** `ready`: those of the active accounts that can sign in. `created` and `signedIn` since an instant. */
export type AccountFigures = { active: number; ready: number; created: number; signedIn: number }

export async function accountFigures(db: Db, since: Date): Promise<AccountFigures> {
  const rows = await db.$queryRaw<AccountFigures[]>`
    SELECT (count(*) FILTER (WHERE a.state = 'active'))::int AS active,
           (count(*) FILTER (WHERE a.state = 'active' AND a.password_hash IS NOT NULL))::int AS ready,
           (count(*) FILTER (WHERE a.created_at >= ${since}))::int AS created,
           (count(*) FILTER (WHERE a.last_sign_in_at >= ${since}))::int AS "signedIn"
    FROM account a`
  return rows[0]!
}

export type FailedSignIn = {
  at: Date
  locks: boolean
  address: string
  accountId: string | null
  username: string | null
}

/** The last sign-ins that failed, newest first; a name that no account has is not kept, so it cannot be told. */
export async function failedSignIns(db: Db, since: Date, take: number): Promise<FailedSignIn[]> {
  return db.$queryRaw<FailedSignIn[]>`
    SELECT e.at, e.act = 'account.locked' AS locks, e.address, a.id AS "accountId", a.username
    FROM audit_entry e LEFT JOIN account a ON e.record_type = 'account' AND a.id::text = e.record_id
    WHERE e.act IN ('account.sign_in_failed', 'account.locked') AND e.at >= ${since}
    ORDER BY e.seq DESC LIMIT ${take}`
}
