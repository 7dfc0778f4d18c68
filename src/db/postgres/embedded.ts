import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { CannotStart } from '../../lib/cannot-start'
import { clusterIn, ensureCluster, superuser } from './postgres-cluster'
import { placeFor, type DatabasePlace } from './postgres-place'
import { programsFor, type Programs } from './postgres-programs'
import { runningPort, startServer, stopServer, type ServerOptions } from './postgres-server'

/** The PostgreSQL that came with npm, running. */
export type Embedded = { url: string; began: 'new' | 'started' | 'taken over'; stop(): Promise<void> }

/**
 * Starts PostgreSQL on the database of this data folder, makes that database if it is the first time, or takes over a
 * server that an earlier process left running. The caller holds the folder's lock (folder-lock.ts).
 * @throws CannotStart with a sentence for the operator.
 */
export async function startEmbedded(dataDir: string): Promise<Embedded> {
  return startIn(placeFor(dataDir), { durable: true, maxConnections: 60 })
}

/** The address of the database that the server on this data folder runs, for a program beside it; null: none yet. */
export function runningUrl(dataDir: string): string | null {
  const access = readAccess(placeFor(dataDir))
  return access?.port ? urlOf(access, database) : null
}

/** The same anywhere; what startEmbedded and temporary.ts share. */
export async function startIn(place: DatabasePlace, limits: Limits): Promise<Embedded> {
  const programs = programsFor(place.account, place.shared)
  const access = readAccess(place) ?? { password: randomBytes(24).toString('hex'), port: 0 }
  const { password } = remembered(place, access)
  const isNew = await ensureCluster(place, programs, { password, durable: limits.durable })
  const left = isNew ? null : await runningPort(place, programs)
  const port = left ?? (await startOnFreePort(place, programs, access.port, limits))
  remembered(place, { ...access, port })
  await ensureDatabase({ ...access, port })
  const began = isNew ? 'new' : left ? 'taken over' : 'started'
  return { url: urlOf({ ...access, port }, database), began, stop: () => stopServer(place, programs) }
}

type Limits = Omit<ServerOptions, 'port'>

type Access = { password: string; port: number }

const database = 'lianshen'

function urlOf({ password, port }: Access, name: string): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`
}

const accessPath = (place: DatabasePlace) => join(place.folder, 'access.json')

function readAccess(place: DatabasePlace): Access | null {
  const path = accessPath(place)
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Access
  if (!existsSync(clusterIn(place))) return null
  throw new CannotStart(
    `${path} is missing: it holds the password of the database beside it. Put it back from a back-up.`,
  )
}

function remembered(place: DatabasePlace, access: Access): Access {
  const beside = `${accessPath(place)}.${process.pid}`
  writeFileSync(beside, JSON.stringify(access) + '\n', { mode: 0o600 })
  renameSync(beside, accessPath(place))
  return access
}

// Between asking for a free port and using it somebody else may take it.
async function startOnFreePort(place: DatabasePlace, programs: Programs, last: number, limits: Limits) {
  for (let attempt = 1; ; attempt++) {
    const port = (attempt === 1 && (await freePort(last))) || (await freePort(0))
    try {
      await startServer(place, programs, { port, ...limits })
      return port
    } catch (error) {
      if (attempt === 3 || !/could not bind|could not create any TCP/i.test(String(error))) throw error
    }
  }
}

/** `wanted` itself when nobody listens there, 0 when somebody does; any free port for 0. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', () => resolve(0))
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

async function ensureDatabase(access: Access): Promise<void> {
  const client = await connected(urlOf(access, 'postgres'))
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (!rowCount) await client.query(`CREATE DATABASE ${database}`)
  } finally {
    await client.end()
  }
}

// A server that was taken over may still be starting up (57P03) or not listen yet.
async function connected(url: string): Promise<Client> {
  for (let attempt = 1; ; attempt++) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      return client
    } catch (error) {
      const { code = '' } = error as { code?: string }
      if (attempt === 300 || !['57P03', 'ECONNREFUSED'].includes(code)) throw refused(error)
      await sleep(100)
    }
  }
}

function refused(error: unknown): CannotStart {
  return new CannotStart(`The database that comes along does not answer: ${(error as Error).message}`)
}
