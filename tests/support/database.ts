import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { openDb, openPool, type Db, type Place } from '../../src/db/client'
import { command, serverVariable, template } from './database-server'

export type FreshDatabase = { db: Db; pool: Pool; place: Place; close(): Promise<void> }

/**
 * A database of its own with all tables and no rows: some 50 ms. Ask for it in beforeAll, close it in afterAll. Or a copy
 * of a database that nobody is connected to.
 */
export async function freshDatabase(copyOf = template): Promise<FreshDatabase> {
  const { place, drop } = await emptyDatabase(copyOf)
  const pool = openPool(place, { most: 10 })
  const db = openDb(pool, place.schema)
  const close = async () => {
    await db.$disconnect()
    await pool.end()
    await drop()
  }
  return { db, pool, place, close }
}

/** A database without tables, for tests of migrations; or a copy of another one. */
export async function emptyDatabase(copyOf = 'template0'): Promise<{ place: Place; drop(): Promise<void> }> {
  const server = process.env[serverVariable]
  if (!server) throw new Error('There is no database in this jest project: use the project "app".')
  const name = `test_${randomBytes(6).toString('hex')}`
  await command(server, `CREATE DATABASE ${name} TEMPLATE ${copyOf}`)
  const place = { url: server.replace(/[^/]+$/, name), schema: 'public' }
  return { place, drop: () => command(server, `DROP DATABASE ${name} WITH (FORCE)`) }
}
