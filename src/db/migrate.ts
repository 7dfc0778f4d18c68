import { Client, type Pool } from 'pg'
import { CannotStart } from '../lib/cannot-start'
import { openPool, type Place } from './client'
import { migrationState, migrationsFolder, migrationsIn, type Migration, type MigrationState } from './migrations'
import { migrationList, openEngine, type SchemaEngine } from './schema-engine'

/**
 * Brings one county's tables up to this version; makes its schema if there is none. Of several nodes at once one does it.
 * Each migration is applied whole or not at all. Returns the names of those applied now.
 * @throws CannotStart in the database's own words.
 */
export async function migrate(place: Place, folder: string = migrationsFolder): Promise<string[]> {
  const migrations = migrationsIn(folder)
  // A migration may take longer than any statement of the daily work.
  const pool = openPool(place, { most: 2, statementSeconds: 0 })
  try {
    if (!isBehind(await migrationState(pool, migrations))) return []
    return await inTurn(place, () => applyPending(pool, place, folder, migrations))
  } finally {
    await pool.end()
  }
}

/** False when there is nothing to do. Refuses a database that this version would misread. */
function isBehind({ pending, edited, unknown }: MigrationState): boolean {
  if (unknown.length)
    throw new CannotStart(
      `The database was brought up to date by a newer version of Lianshen (${unknown.join(', ')}). ` +
        'Start that version, or restore the back-up that you wrote before the upgrade.',
    )
  if (edited.length)
    throw new CannotStart(
      `These migrations were changed after they had been applied: ${edited.join(', ')}. ` +
        'Put the files in prisma/migrations back as they were.',
    )
  return pending.length > 0
}

async function applyPending(pool: Pool, place: Place, folder: string, migrations: Migration[]): Promise<string[]> {
  await pool.query(`CREATE SCHEMA IF NOT EXISTS "${place.schema}"`)
  // Whoever had the turn before may have done it all.
  const { pending } = await migrationState(pool, migrations)
  if (!pending.length) return []
  const opened = await openEngine(pool, place.schema)
  try {
    await clearFailed(pool)
    const list = migrationList(folder, migrations)
    const filters = { externalTables: [], externalEnums: [] }
    return (await opened.engine.applyMigrations({ migrationsList: list, filters })).appliedMigrationNames
  } catch (error) {
    throw await explained(pool, error, opened)
  } finally {
    opened.free()
  }
}

// A script that failed, or whose process was killed, was rolled back whole: its row may be closed, and it is tried again.
async function clearFailed(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ there: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`)
  if (rows[0]?.there) await pool.query(closeFailed)
}

const closeFailed = `UPDATE _prisma_migrations SET rolled_back_at = now()
  WHERE finished_at IS NULL AND rolled_back_at IS NULL`

async function explained(pool: Pool, error: unknown, opened: SchemaEngine): Promise<CannotStart> {
  const { rows } = await pool.query<{ migration_name: string }>(
    `SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL LIMIT 1`,
  )
  // The engine itself only says "External error".
  const words = opened.lastError()?.message ?? (error as Error).message
  return new CannotStart(`The migration ${rows[0]?.migration_name ?? ''} failed, and changed nothing: ${words}`)
}

// Held by a connection of its own, so that it ends with the process, however that ends.
async function inTurn<T>({ url, schema }: Place, work: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`SET lock_timeout = '120s'`)
    await client.query(`SELECT pg_advisory_lock(hashtext($1))`, [`lianshen migrations of ${schema}`])
    return await work()
  } finally {
    await client.end()
  }
}
