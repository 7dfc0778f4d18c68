import { existsSync, statfsSync } from 'node:fs'
import { migrate } from '../../src/db/migrate'
import { startTemporary } from '../../src/db/temporary'
import { command, running, serverVariable, template } from './database-server'

/** Once per run, before any test: a PostgreSQL of its own with a migrated template. */
export default async function startDatabase(): Promise<void> {
  running.server = await startTemporary(200, inMemory())
  process.env[serverVariable] = running.server.url
  await command(running.server.url, `CREATE DATABASE ${template}`)
  await migrate({ url: running.server.url.replace(/[^/]+$/, template), schema: 'public' })
}

const [memory, leastFree] = ['/dev/shm', 4 * 1024 ** 3]

/** Linux's folder in memory, where the hundreds of databases of a run come and go without a disk; if it has the room. */
function inMemory(): string | undefined {
  if (!existsSync(memory)) return undefined
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize >= leastFree ? memory : undefined
}
