import { chownSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../../lib/cannot-start'
import type { DatabasePlace } from './postgres-place'
import type { Programs } from './postgres-programs'
import { cannotRun, run } from './postgres-run'

export const superuser = 'lianshen'

export const clusterIn = (place: DatabasePlace) => join(place.folder, 'cluster')

type Setup = { password: string; durable: boolean }

/**
 * Makes the data folder of PostgreSQL unless it is there: under another name, then renamed, so that a start that was
 * killed half-way leaves nothing to trip over. Returns whether it was made now.
 */
export async function ensureCluster(place: DatabasePlace, programs: Programs, setup: Setup): Promise<boolean> {
  const cluster = clusterIn(place)
  removeUnfinished(place)
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    checkMajor(cluster, programs.major)
    return false
  }
  const unfinished = `${cluster}.new-${process.pid}`
  await initialise(place, programs, unfinished, setup)
  renameSync(unfinished, cluster)
  return true
}

function checkMajor(cluster: string, ours: number): void {
  const theirs = Number(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'))
  if (theirs === ours) return
  throw new CannotStart(
    `The database in ${cluster} was made by PostgreSQL ${theirs}, and this version of Lianshen brings PostgreSQL ${ours}. ` +
      'Start the version that you had before, write a back-up with it, and restore that here (docs/operating.md, "Upgrade").',
  )
}

function removeUnfinished(place: DatabasePlace): void {
  for (const name of readdirSync(place.folder)) {
    const path = join(place.folder, name)
    if (/^(cluster\.new-|password\.)\d+$/.test(name))
      rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

async function initialise(place: DatabasePlace, programs: Programs, into: string, setup: Setup): Promise<void> {
  const passwordFile = join(place.folder, `password.${process.pid}`)
  writeFileSync(passwordFile, setup.password, { mode: 0o600 })
  if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid)
  try {
    const args = [
      `--pgdata=${into}`,
      `--pwfile=${passwordFile}`,
      ...initOptions,
      ...(setup.durable ? [] : ['--no-sync']),
    ]
    const ran = await run(programs.initdb, args, place.folder, place.account)
    if (ran.code !== 0) throw cannotRun('The database could not be made', ran, place.folder)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

// Text sorts by code point on every machine alike, and letters of any script are letters. No locale of the machine is
// used: an upgrade of the machine's C library would otherwise reorder indexes.
const initOptions = [
  `--username=${superuser}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
]
