import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../../lib/cannot-start'
import { clusterIn } from './postgres-cluster'
import type { DatabasePlace } from './postgres-place'
import type { Programs } from './postgres-programs'
import { cannotRun, run } from './postgres-run'
import { commandOf } from './process-identity'

export type ServerOptions = { port: number; durable: boolean; maxConnections: number }

/** The port of the server that runs on this cluster, or null: after `kill -9` of Node it is still there. */
export async function runningPort(place: DatabasePlace, programs: Programs): Promise<number | null> {
  const cluster = clusterIn(place)
  const status = await run(programs.pgCtl, ['status', '-D', cluster], place.folder, place.account)
  if (status.code !== 0) return null
  const [pid, , , port] = (readIfThere(join(cluster, 'postmaster.pid')) ?? '').split('\n')
  if (!isPostgres(Number(pid))) {
    // After a reboot the number in the file may be somebody else's; PostgreSQL itself would refuse to start.
    rmSync(join(cluster, 'postmaster.pid'), { force: true })
    return null
  }
  return Number(port) || null
}

/** Starts the server and waits until it answers, also when it must first recover from a power cut. */
export async function startServer(place: DatabasePlace, programs: Programs, options: ServerOptions): Promise<void> {
  const log = join(place.folder, 'postgres.log')
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) renameSync(log, `${log}.old`)
  const before = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  const args = ['start', '-w', '-t', '300', '-D', clusterIn(place), '-l', log, '-o', settings(options)]
  const ran = await run(programs.pgCtl, args, place.folder, place.account)
  if (ran.code === 0) return
  const said = readIfThere(log)?.slice(before) ?? ''
  throw cannotRun('The database did not start', { ...ran, output: `${ran.output}\n${said}` }, place.folder)
}

export async function stopServer(place: DatabasePlace, programs: Programs): Promise<void> {
  const args = ['stop', '-w', '-t', '30', '-m', 'fast', '-D', clusterIn(place)]
  const ran = await run(programs.pgCtl, args, place.folder, place.account)
  const gone = /does not exist|not running|no server running/i.test(ran.output)
  if (ran.code !== 0 && !gone) throw new CannotStart(`The database did not stop:\n${ran.output.trim()}`)
}

// Loopback only. The server's log never quotes a statement or a value: they hold names.
function settings({ port, durable, maxConnections }: ServerOptions): string {
  const values = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: maxConnections,
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable ? {} : throwaway),
  }
  return Object.entries(values)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
}

// No vacuum: while it looks at a database, nobody can copy it.
const throwaway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  shared_buffers: '512MB',
}

function isPostgres(pid: number): boolean {
  const command = commandOf(pid)
  return command === null || /postgres/.test(command)
}

function readIfThere(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}
