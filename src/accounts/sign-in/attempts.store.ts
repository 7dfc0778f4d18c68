import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Db, Tx } from '../../db/client'

/** Five failures lock an account for an address for 15 minutes. */
export const mostFailures = 5
export const lockMinutes = 15
/** Over all accounts: an office behind one address may mistype, a machine may not try a list of names. */
const mostFromAddress = 50

type Attempt = { username: string; address: string }

/** Counts sign-ins that are under way or failed; an unknown name is counted like a known one. */
export class Attempts {
  private readonly accounts: RateLimiterPostgres
  private readonly addresses: RateLimiterPostgres

  constructor(pool: Pool) {
    this.accounts = limiter(pool, accountPrefix, mostFailures)
    this.addresses = limiter(pool, 'sign_in_from', mostFromAddress)
  }

  /** Counts before the password is looked at, so that a hundred guesses at once are not all let in. Minutes left of a lock, or how many attempts this makes. */
  async begin(attempt: Attempt): Promise<{ locked: number } | { count: number }> {
    try {
      await this.addresses.consume(addressKey(attempt))
      const { consumedPoints } = await this.accounts.consume(accountKey(attempt))
      return { count: consumedPoints }
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      return { locked: Math.max(1, Math.ceil(refusal.msBeforeNext / 60_000)) }
    }
  }

  /** The 15 minutes run from the last failure. */
  async lock(attempt: Attempt): Promise<void> {
    await this.accounts.block(accountKey(attempt), lockMinutes * 60)
  }

  /** The right password: the account's failures are forgotten, the address's stay. */
  async forgive(attempt: Attempt): Promise<void> {
    await this.accounts.delete(accountKey(attempt))
    await this.addresses.reward(addressKey(attempt))
  }

  /** It was our fault: neither right nor wrong. */
  async takeBack(attempt: Attempt): Promise<void> {
    await this.accounts.reward(accountKey(attempt))
    await this.addresses.reward(addressKey(attempt))
  }
}

/** Lifts every lock of an account, from whatever address; returns how many there were. */
export async function unlock(db: Db | Tx, username: string): Promise<number> {
  const { count } = await db.rateLimit.deleteMany({ where: { key: { startsWith: lockKey(username) } } })
  return count
}

/** Which of these usernames are locked somewhere now. */
export async function lockedAmong(db: Db, usernames: string[]): Promise<Set<string>> {
  const prefixes = usernames.map((username) => ({ key: { startsWith: lockKey(username) } }))
  const where = { OR: prefixes, points: { gt: mostFailures }, expire: { gt: Date.now() } }
  const rows = prefixes.length ? await db.rateLimit.findMany({ where, select: { key: true } }) : []
  return new Set(usernames.filter((username) => rows.some(({ key }) => key.startsWith(lockKey(username)))))
}

/** Usernames of the accounts that are locked somewhere now; most of the time none, and then no account is read. */
export async function lockedNow(db: Db, now: Date): Promise<string[]> {
  const where = {
    key: { startsWith: `${accountPrefix}:` },
    points: { gt: mostFailures },
    expire: { gt: now.getTime() },
  }
  const locks = await db.rateLimit.findMany({ where, select: { key: true }, take: 1_000 })
  if (locks.length === 0) return []
  const accounts = await db.account.findMany({ where: { state: 'active' }, select: { username: true } })
  return accounts
    .map(({ username }) => username)
    .filter((name) => locks.some(({ key }) => key.startsWith(lockKey(name))))
}

const accountPrefix = 'sign_in'

// The table belongs to our migrations; what has expired is cleared away with the ended sessions.
function limiter(pool: Pool, keyPrefix: string, points: number): RateLimiterPostgres {
  const table = { tableName: 'rate_limit', tableCreated: true, clearExpiredByTimeout: false }
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    ...table,
    keyPrefix,
    points,
    duration: lockMinutes * 60,
  })
}

function accountKey({ username, address }: Attempt): string {
  return `${shortDigest(username)}:${address}`
}

function addressKey({ address }: Attempt): string {
  return address
}

function lockKey(username: string): string {
  return `${accountPrefix}:${shortDigest(username)}:`
}

/** People type all sorts of things as a username; the table must not keep them. */
function shortDigest(username: string): string {
  return createHash('sha256').update(username).digest('hex').slice(0, 32)
}
