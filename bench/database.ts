import { openDb, openPool } from '../src/db/client'
import { migrate } from '../src/db/migrate'
import { startTemporary } from '../src/db/temporary'
import { testKeys } from '../tests/support/app'

/** An empty county in a database of its own, gone after `close`. */
export async function benchDatabase() {
  const server = await startTemporary(20)
  const place = { url: server.url, schema: 'public' }
  await migrate(place)
  const pool = openPool(place, { statementSeconds: 0 })
  const db = openDb(pool, place.schema)
  const close = async () => {
    await db.$disconnect()
    await pool.end()
    await server.stop()
  }
  return { db, pool, place, keys: testKeys(), close }
}
