import { migrate } from '../../src/db/migrate'
import { startTemporary } from '../../src/db/temporary'
import { command, running, serverVariable, template } from './database-server'

/** Once per run, before any test: a PostgreSQL of its own with a migrated template. */
export default async function startDatabase(): Promise<void> {
  running.server = await startTemporary(200)
  process.env[serverVariable] = running.server.url
  await command(running.server.url, `CREATE DATABASE ${template}`)
  await migrate({ url: running.server.url.replace(/[^/]+$/, template), schema: 'public' })
}
