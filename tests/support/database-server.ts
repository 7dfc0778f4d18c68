import { Client } from 'pg'
import type { Embedded } from '../../src/db/postgres/embedded'

/** The test files run in other processes: they learn the server's address from the environment. */
export const serverVariable = 'LIANSHEN_TEST_SERVER'

/** The database that every test's own is a copy of. */
export const template = 'template_lianshen'

/** Between global set-up and tear-down, which share a process but not their modules. */
export const running: { server?: Embedded } = ((globalThis as Record<symbol, object>)[Symbol.for('lianshen tests')] ??=
  {})

/** One statement for the whole server, over a connection of its own. */
export async function command(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
