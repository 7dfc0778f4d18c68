import { seedDemo } from '../../prisma/seed/demo'
import type { Keys } from '../../src/keys'
import { testApp, testKeys, type TestApp } from './app'
import { freshDatabase } from './database'
import { command, serverVariable } from './database-server'

const template = 'template_demo'
/** Its secrets, for the processes that the test files run in. */
const keysVariable = 'LIANSHEN_TEST_DEMO_KEYS'
const now = '2026-01-10T01:00:00Z'

/** Makes the demo county once for the run, in a database that every test's own is a copy of. */
export async function makeDemoTemplate(): Promise<void> {
  const keys = testKeys()
  const world = await testApp({ now, keys, database: freshDatabase() })
  await seedDemo(world.deps)
  const { rows } = await world.deps.pool.query<{ name: string }>('SELECT current_database() AS name')
  await world.deps.db.$disconnect()
  await world.deps.pool.end()
  await command(process.env[serverVariable]!, `ALTER DATABASE ${rows[0]!.name} RENAME TO ${template}`)
  process.env[keysVariable] = JSON.stringify(Object.entries(keys).map(([name, key]) => [name, key.toString('base64')]))
}

/** The demo county, a few hundred milliseconds after it was asked for. */
export function demoWorld(): Promise<TestApp> {
  const kept = JSON.parse(process.env[keysVariable]!) as [string, string][]
  const keys = Object.fromEntries(kept.map(([name, key]) => [name, Buffer.from(key, 'base64')])) as Keys
  return testApp({ now, keys, database: freshDatabase(template) })
}
