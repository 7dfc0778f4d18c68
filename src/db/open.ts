import { Client } from 'pg'
import type { Config } from '../config'
import { CannotStart } from '../lib/cannot-start'
import { runningUrl, startEmbedded } from './postgres/embedded'
import { holderOf, takeFolder, type FolderLock, type Holder } from './postgres/folder-lock'

/** A database that answers. */
export type OpenDatabase = {
  url: string
  /** How it came to run, for the operator. */
  began: string
  /** Tells later starts from this folder where the server listens. */
  announce(address: string): void
  /** Stops the database if it runs for us. */
  close(): Promise<void>
}

/**
 * The database that DATABASE_URL names, else the one that comes along, on this data folder. One server runs from a data
 * folder at a time; a `beside` program (the command line) shares the running server's database instead.
 * @throws CannotStart
 */
export async function openDatabase(config: Config, beside: boolean): Promise<OpenDatabase> {
  if (config.databaseUrl) return openGiven(config.databaseUrl)
  const holder = holderOf(config.dataDir)
  if (beside && holder) return openBeside(config.dataDir, holder)
  const lock = takeFolder(config.dataDir)
  if ('heldBy' in lock) throw alreadyRuns(config.dataDir, lock.heldBy)
  return startHere(config.dataDir, lock)
}

const nothing = { announce: () => undefined, close: async () => undefined }

async function openGiven(url: string): Promise<OpenDatabase> {
  await check(url)
  return { url, began: 'the one that DATABASE_URL names', ...nothing }
}

function openBeside(dataDir: string, holder: Holder): OpenDatabase {
  const url = holder.address && runningUrl(dataDir)
  if (url) return { url, began: 'that of the running server', ...nothing }
  throw new CannotStart(`Lianshen is just starting from ${dataDir} (process ${holder.pid}). Try again in a moment.`)
}

async function startHere(dataDir: string, lock: FolderLock): Promise<OpenDatabase> {
  try {
    const embedded = await startEmbedded(dataDir)
    const close = () => embedded.stop().finally(lock.release)
    return { url: embedded.url, began: words[embedded.began], announce: lock.announce, close }
  } catch (error) {
    lock.release()
    throw error
  }
}

const words = {
  new: 'PostgreSQL that comes along, made now',
  started: 'PostgreSQL that comes along',
  'taken over': 'PostgreSQL that comes along, still running from before',
}

function alreadyRuns(dataDir: string, { pid, address }: Holder): CannotStart {
  const where = address ? `at ${address}` : 'and is just starting'
  return new CannotStart(
    `Lianshen already runs from ${dataDir}: process ${pid}, ${where}. Stop it first, or set another DATA_DIR and PORT.`,
  )
}

async function check(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number; encoding: string }>(
      `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
    )
    const problem = unsuited(rows[0])
    if (problem) throw new Error(problem)
  } catch (error) {
    // host, port and name only: the address holds a password.
    const { host, pathname } = new URL(url)
    throw new CannotStart(`The database ${host}${pathname} (DATABASE_URL) cannot be used: ${reason(error)}`)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function unsuited(server: { version: number; encoding: string } | undefined): string | null {
  if (!server || server.version < 140_000) return 'it is older than PostgreSQL 14.'
  return server.encoding === 'UTF8' ? null : `its encoding is ${server.encoding}; make one with ENCODING 'UTF8'.`
}

// Several addresses of one name fail together, with an empty message of their own.
function reason(error: unknown): string {
  const { message, code } = error as { message: string; code?: string }
  return code === 'ECONNREFUSED' ? 'no database listens there.' : message || code || 'it does not answer.'
}
