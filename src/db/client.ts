import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { retried } from './conflict'
import { planNames } from './kept-plan'
import { PrismaClient, type Prisma } from './generated/client'

/** The tables of one county. */
export type Db = PrismaClient

/** The same inside a transaction. */
export type Tx = Prisma.TransactionClient

/** Where one county's tables are: a database and a schema in it. */
export type Place = { url: string; schema: string }

export type PoolLimits = { most?: number; statementSeconds?: number }

/**
 * Connections whose unqualified names mean this county's schema, in UTC.
 * A statement may take 30 s (0: any time); a transaction that forgot to end is ended after 60 s.
 */
export function openPool(place: Place, { most = 20, statementSeconds = 30 }: PoolLimits = {}): Pool {
  const pool = new Pool({
    connectionString: withSettings(place, statementSeconds),
    max: most,
    connectionTimeoutMillis: 10_000,
    // A connection holds the plans of what it asked often; the next person comes sooner than in the usual ten seconds.
    idleTimeoutMillis: 10 * 60_000,
    // A pool that has ended keeps the timers of its idle connections; they must not keep the process.
    allowExitOnIdle: true,
    application_name: 'lianshen',
  })
  // A connection that breaks while idle is replaced at the next query; unheard, the event would end the process.
  pool.on('error', () => undefined)
  return pool
}

/** Prisma over a pool that is shared with raw SQL. Closing the pool is the caller's. */
export function openDb(pool: Pool, schema: string): Db {
  return new PrismaClient({ adapter: new PrismaPg(pool, { schema, statementNameGenerator: planNames() }) })
}

/**
 * Runs `work` in one transaction, once more (three times in all) when another one was in its way.
 * Inside: SQL only. No rendering, no mail, no thousand-row loop.
 */
export function inTransaction<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  { timeoutSeconds = 5 }: { timeoutSeconds?: number } = {},
): Promise<T> {
  const limits = { timeout: timeoutSeconds * 1000, maxWait: 10_000 }
  return retried(() => db.$transaction((tx) => patiently(tx, work, timeoutSeconds), limits))
}

// A transaction that was promised more than a statement's usual 30 s must not lose its one long statement to them.
async function patiently<T>(tx: Tx, work: (tx: Tx) => Promise<T>, seconds: number): Promise<T> {
  if (seconds > 30) await tx.$executeRawUnsafe(`SET LOCAL statement_timeout = '${Math.ceil(seconds)}s'`)
  return work(tx)
}

function withSettings({ url, schema }: Place, statementSeconds: number): string {
  const settings = {
    search_path: `"${schema}"`,
    timezone: 'UTC',
    statement_timeout: `${statementSeconds}s`,
    idle_in_transaction_session_timeout: '60s',
    // Compiling a statement costs a page more than it saves.
    jit: 'off',
  }
  const full = new URL(url)
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  full.searchParams.set('options', [full.searchParams.get('options'), ...options].filter(Boolean).join(' '))
  return full.toString()
}
