import type { Logger } from 'pino'
import type { Config, GivenKeys } from './config'
import { openDb, openPool, type Place } from './db/client'
import { migrate } from './db/migrate'
import { isFirstStart } from './db/migrations'
import { checkKey } from './db/key-check'
import { openDatabase, type OpenDatabase } from './db/open'
import type { Deps } from './deps'
import { loadKeys } from './keys'
import { systemClock } from './lib/clock'

/** One county, open: what its pages and acts are given, and how to let go of it. */
export type County = {
  deps: Deps
  database: OpenDatabase
  /** Migrations that this start applied. */
  migrated: string[]
  close(): Promise<void>
}

/**
 * Opens the county of this configuration: database, keys, tables.
 * A program `beside` the server (the command line) shares its database when it runs.
 * @throws CannotStart with a sentence for the operator.
 */
export async function openCounty(
  { config, givenKeys }: { config: Config; givenKeys: GivenKeys },
  log: Logger,
  { beside = false } = {},
): Promise<County> {
  const database = await openDatabase(config, beside)
  try {
    return await openTables({ config, givenKeys }, log, database)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function openTables(
  { config, givenKeys }: { config: Config; givenKeys: GivenKeys },
  log: Logger,
  database: OpenDatabase,
): Promise<County> {
  const place: Place = { url: database.url, schema: config.databaseSchema }
  const pool = openPool(place)
  try {
    // Keys before tables: tables without keys mean that the keys were lost.
    const keys = loadKeys(config.dataDir, givenKeys, !(await isFirstStart(pool)))
    const migrated = await migrate(place)
    const db = openDb(pool, place.schema)
    await checkKey(db, keys)
    const close = () => pool.end().finally(database.close)
    return { deps: { db, pool, clock: systemClock, config, log, keys }, database, migrated, close }
  } catch (error) {
    await pool.end()
    throw error
  }
}
