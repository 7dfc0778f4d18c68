import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { identityOf } from './process-identity'

/** Who runs from a data folder. `address` is null until it listens. */
export type Holder = { pid: number; identity: string; address: string | null }

export type FolderLock = {
  /** Tells later starts where this one can be reached. */
  announce(address: string): void
  release(): void
}

/** Takes the data folder for this process, or says who has it. A holder that died leaves nothing behind that matters. */
export function takeFolder(dataDir: string): FolderLock | { heldBy: Holder } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = lockPath(dataDir)
  const mine: Holder = { pid: process.pid, identity: identityOf(process.pid) ?? '', address: null }
  for (let attempt = 0; attempt < 5; attempt++) {
    if (placed(path, mine)) return heldLock(path, mine)
    const holder = holderOf(dataDir)
    if (holder) return { heldBy: holder }
    setAside(path)
  }
  throw new Error(`${path} cannot be taken`)
}

/** The living process that runs from this folder, or null. */
export function holderOf(dataDir: string): Holder | null {
  const holder = read(lockPath(dataDir))
  return holder && identityOf(holder.pid) === holder.identity ? holder : null
}

const lockPath = (dataDir: string) => join(dataDir, 'running.json')

function heldLock(path: string, mine: Holder): FolderLock {
  return {
    announce: (address) => replace(path, { ...mine, address }),
    release: () => {
      if (read(path)?.pid === mine.pid) rmSync(path, { force: true })
    },
  }
}

// Linked into place with its content: a lock is there whole or not at all, and only one process can put it there.
function placed(path: string, holder: Holder): boolean {
  const beside = writtenBeside(path, holder)
  try {
    linkSync(beside, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(beside)
  }
}

// Two starts may see the same dead lock. Each moves away what is there; whoever moved a living one puts it back.
function setAside(path: string): void {
  const aside = `${path}.${process.pid}.dead`
  try {
    renameSync(path, aside)
    const moved = read(aside)
    if (moved && identityOf(moved.pid) === moved.identity) linkSync(aside, path)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function replace(path: string, holder: Holder): void {
  renameSync(writtenBeside(path, holder), path)
}

function writtenBeside(path: string, holder: Holder): string {
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, JSON.stringify(holder), { mode: 0o600 })
  return beside
}

const shape = z.object({ pid: z.number().int().positive(), identity: z.string(), address: z.string().nullable() })

function read(path: string): Holder | null {
  try {
    return shape.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
