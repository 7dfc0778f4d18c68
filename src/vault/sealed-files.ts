import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { keyedDigest, seal, unseal } from '../lib/seal'

/** 32 bytes each, both following from the county's key. */
export type VaultKeys = { evidenceKey: Buffer; evidenceDigestKey: Buffer }

/** The file of this digest is not there, or is not what was stored. */
export class FileDamaged extends Error {
  override name = 'FileDamaged'
}

/** How a temporary file ends: what a crash leaves has this ending, and is never read. */
const unfinished = '.part'
const ownerOnly = { folder: 0o700, file: 0o600 }

/** Keyed, so that nobody without the county's key can ask whether a file that they hold is stored; 64 hex digits. */
export function fileDigest(keys: VaultKeys, file: Buffer): string {
  return keyedDigest(keys.evidenceDigestKey, createHash('sha256').update(file).digest('hex'))
}

/**
 * Stores a file, encrypted, under its digest: DIR/ab/cdef…. When this returns it is on disk; a crash before leaves the
 * old file or none, and never half of one. Storing it again writes it anew, which also mends a damaged one.
 */
export async function writeSealed(dir: string, keys: VaultKeys, file: Buffer): Promise<string> {
  const digest = fileDigest(keys, file)
  const path = pathOf(dir, digest)
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}${unfinished}`)
  await mkdir(dirname(path), { recursive: true, mode: ownerOnly.folder })
  try {
    await writeThrough(beside, seal(keys.evidenceKey, file, contextOf(digest)))
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  await flushFolder(dirname(path))
  await flushFolder(dir)
  return digest
}

/** The file again, its bytes checked against its digest. @throws FileDamaged */
export async function readSealed(dir: string, keys: VaultKeys, digest: string): Promise<Buffer> {
  let file: Buffer
  try {
    file = unseal(keys.evidenceKey, await readFile(pathOf(dir, digest)), contextOf(digest))
  } catch (error) {
    throw new FileDamaged(digest, { cause: error })
  }
  if (fileDigest(keys, file) !== digest) throw new FileDamaged(digest)
  return file
}

export type StoredFile = { digest: string; changedAt: Date }

/** Every whole file there is. */
export async function listSealed(dir: string): Promise<StoredFile[]> {
  const paths = await pathsIn(dir)
  const whole = paths.filter((path) => /^[0-9a-f]{62}$/.test(basename(path)))
  return Promise.all(
    whole.map(async (path) => ({
      digest: basename(dirname(path)) + basename(path),
      changedAt: (await stat(path)).mtime,
    })),
  )
}

/** Clears away what crashes left before this moment; gives how many. */
export async function removeLeftovers(dir: string, before: Date): Promise<number> {
  let removed = 0
  for (const path of await pathsIn(dir)) {
    if (!path.endsWith(unfinished) || (await stat(path)).mtime >= before) continue
    await rm(path, { force: true })
    removed++
  }
  return removed
}

function pathOf(dir: string, digest: string): string {
  return join(dir, digest.slice(0, 2), digest.slice(2))
}

/** Bound in, so that a file put in another's place does not open. */
function contextOf(digest: string): string {
  return `evidence ${digest}`
}

async function writeThrough(path: string, content: Buffer): Promise<void> {
  const handle = await open(path, 'wx', ownerOnly.file)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A new name is only on disk once its folder is. Windows has no such call and does it by itself. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function pathsIn(dir: string): Promise<string[]> {
  const folders = (await namesIn(dir)).filter((name) => /^[0-9a-f]{2}$/.test(name))
  const paths = await Promise.all(
    folders.map(async (folder) => (await namesIn(join(dir, folder))).map((name) => join(dir, folder, name))),
  )
  return paths.flat()
}

/** The folder is made by the first file. */
async function namesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
