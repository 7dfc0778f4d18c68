import { Client } from 'pg'
import { migrate } from '../../src/db/migrate'
import { startTemporary } from '../../src/db/temporary'
import { running, serverVariable, template } from './database-server'

/** Once per run, before any test: a PostgreSQL of its own with a migrated template. */
export default async function startDatabase(): Promise<void> {
  running.server = await startTemporary(200)
  process.env[serverVariable] = running.server.url
  const client = new Client({ connectionString: running.server.url })
  await client.connect()
  await client.query(`CREATE DATABASE ${template}`)
  await client.end()
  await migrate({ url: running.server.url.replace(/[^/]+$/, template), schema: 'public' })
}
