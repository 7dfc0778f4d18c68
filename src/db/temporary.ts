import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startIn, type Embedded } from './postgres/embedded'
import { holderOf, takeFolder } from './postgres/folder-lock'
import { temporaryPlace, temporaryPrefix } from './postgres/postgres-place'
import { commandOf } from './postgres/process-identity'

/** A server whose data goes with it, without fsync: for tests and for comparing schemas. */
export async function startTemporary(maxConnections: number, under = tmpdir()): Promise<Embedded> {
  removeAbandoned(under)
  const place = temporaryPlace(under)
  takeFolder(place.folder)
  try {
    const embedded = await startIn(place, { durable: false, maxConnections })
    return { ...embedded, stop: () => embedded.stop().finally(() => remove(place.folder)) }
  } catch (error) {
    remove(place.folder)
    throw error
  }
}

// A test run that was killed leaves its server running; the next one ends it. Others' folders may be closed to us.
function removeAbandoned(under: string): void {
  for (const name of readdirSync(under).filter((name) => name.startsWith(temporaryPrefix))) {
    const folder = join(under, name)
    try {
      if (readdirSync(folder).includes('running.json') && !holderOf(folder)) end(folder)
    } catch {
      continue
    }
  }
}

function end(folder: string): void {
  const pid = Number(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])
  // SIGQUIT is PostgreSQL's immediate stop.
  if (commandOf(pid)?.includes(folder)) process.kill(pid, 'SIGQUIT')
  remove(folder)
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}
