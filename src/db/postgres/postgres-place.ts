import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountFor, isRoot, type Account } from './postgres-account'

/** Where the database of a data folder is kept, and by whom. */
export type DatabasePlace = {
  /** Holds cluster/, access.json and postgres.log; nobody but `account` enters. */
  folder: string
  /** Where programs may be copied to. */
  shared: string
  account: Account | null
}

const rootHome = '/var/lib/lianshen'

/**
 * An ordinary user's database is in DATA_DIR/database. Root's is under /var/lib/lianshen, where the account that runs
 * PostgreSQL can go, in a folder that DATA_DIR/database.json names; root also runs a database that a user made.
 */
export function placeFor(dataDir: string): DatabasePlace {
  const inside = join(dataDir, 'database')
  if (!isRoot() || existsSync(inside)) return prepared({ folder: inside, shared: inside, account: accountFor(inside) })
  mkdirSync(rootHome, { recursive: true, mode: 0o755 })
  chmodSync(rootHome, 0o755)
  const folder = join(rootHome, nameFor(dataDir))
  return prepared({ folder, shared: rootHome, account: accountFor(folder) })
}

export const temporaryPrefix = 'lianshen-database-'

/** A place that is thrown away: under the system's temporary folder, or another one that every account can enter. */
export function temporaryPlace(under = tmpdir()): DatabasePlace {
  const folder = mkdtempSync(join(under, temporaryPrefix))
  return prepared({ folder, shared: isRoot() ? rootHome : folder, account: accountFor(folder) })
}

function prepared(place: DatabasePlace): DatabasePlace {
  mkdirSync(place.folder, { recursive: true, mode: 0o700 })
  if (place.account) chownSync(place.folder, place.account.uid, place.account.gid)
  return place
}

// The name is random and not the path's, so that a new checkout at an old path never meets the old one's data.
function nameFor(dataDir: string): string {
  const kept = nameIn(dataDir)
  const name = kept && isOurs(kept, dataDir) ? kept : randomBytes(8).toString('hex')
  mkdirSync(join(rootHome, name), { recursive: true, mode: 0o700 })
  writeFileSync(join(rootHome, name, 'belongs-to'), realpathSync(dataDir))
  writeFileSync(join(dataDir, 'database.json'), JSON.stringify({ folder: join(rootHome, name), name }) + '\n')
  return name
}

function nameIn(dataDir: string): string | null {
  try {
    const { name } = JSON.parse(readFileSync(join(dataDir, 'database.json'), 'utf8')) as { name?: unknown }
    return typeof name === 'string' && /^[0-9a-f]{16}$/.test(name) ? name : null
  } catch {
    return null
  }
}

// A data folder that was moved keeps its database; one that was copied must not share it with the original.
function isOurs(name: string, dataDir: string): boolean {
  const note = join(rootHome, name, 'belongs-to')
  if (!existsSync(note)) return false
  const owner = readFileSync(note, 'utf8')
  return owner === realpathSync(dataDir) || nameIn(owner) !== name
}
