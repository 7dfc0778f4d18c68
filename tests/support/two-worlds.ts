import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '../../src/accounts/role'
import { inTransaction, openDb, openPool } from '../../src/db/client'
import { recomputeStandings } from '../../src/standings/standings.actions'
import { signedIn } from './accounts'
import { type TestApp, testApp, testKeys } from './app'
import { actorIn, type County, makeCounty } from './county'
import { emptyDatabase, freshDatabase } from './database'
import { template } from './database-server'
import type { World } from './review-world'

/** Gives a world what it has to itself; standings are recomputed afterwards. */
export type Fill = (world: World) => Promise<void>

export type TwoWorlds = { one: World; other: World; close(): Promise<void> }

/**
 * Two applications over copies of one database, with the same keys and the same clock: every id, name and moment of
 * `both` is the same in them. What differs is what `one` and `other` write.
 */
export async function twoWorlds(both: Fill, one: Fill, other: Fill): Promise<TwoWorlds> {
  const [keys, base] = [testKeys(), await emptyDatabase(template)]
  const folder = mkdtempSync(join(tmpdir(), 'lianshen-worlds-'))
  const settings = { DATA_DIR: folder }
  const pool = openPool(base.place, { most: 4 })
  const db = openDb(pool, base.place.schema)
  const county = await makeCounty(db, keys, { candidates: 5 })
  const first = await testApp({
    keys,
    settings,
    database: Promise.resolve({ db, pool, place: base.place, close: async () => {} }),
  })
  await both(worldOf(first, county))
  await first.close()
  await db.$disconnect()
  await pool.end()
  const from = base.place.url.split('/').at(-1)!
  const open = async (fill: Fill): Promise<World> => {
    const app = await testApp({ keys, settings, database: freshDatabase(from) })
    await fill(worldOf(app, county))
    const ids = county.candidates.map(({ id }) => id)
    await inTransaction(app.deps.db, (tx) => recomputeStandings(tx, ids, app.deps.clock.now()))
    return worldOf(app, county)
  }
  const worlds = { one: await open(one), other: await open(other) }
  const close = async () => {
    await worlds.one.close()
    await worlds.other.close()
    await base.drop()
    rmSync(folder, { recursive: true })
  }
  return { ...worlds, close }
}

function worldOf(app: TestApp, county: County): World {
  const as = (role: Role, unit?: string, second?: boolean) => signedIn(app, actorIn(county, role, unit, second))
  return { ...app, county, as }
}
