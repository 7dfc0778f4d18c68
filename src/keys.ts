import { hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { GivenKeys } from './config'
import { CannotStart } from './lib/cannot-start'

/** 32 bytes each. All but the session secret follow from `idKey`, so two secrets are all there is to keep. */
export type Keys = {
  /** Encrypts ID numbers. Without it they cannot be read again. */
  idKey: Buffer
  /** Digests ID numbers for look-up. */
  idDigestKey: Buffer
  /** Signs the fingerprint in a workbook that is handed out. */
  fingerprintKey: Buffer
  /** Encrypts attached files. */
  evidenceKey: Buffer
  /** Digests attached files: under which name each is stored. */
  evidenceDigestKey: Buffer
  /** Signs the session cookie; a new one only signs everybody out. */
  sessionSecret: Buffer
}

/**
 * The keys given from outside, and for those that are not, DATA_DIR/keys.json, made at the first start.
 * `hasData` says that this folder already holds a database: then a lost key is an error and never a reason for a new one.
 * @throws CannotStart when the file is lost, broken, or open to other accounts.
 */
export function loadKeys(dataDir: string, given: GivenKeys, hasData: boolean): Keys {
  const { idKey, sessionSecret } = given
  if (idKey && sessionSecret) return allKeys(idKey, sessionSecret)
  const kept = readKeyFile(dataDir) ?? makeKeyFile(dataDir, hasData && !idKey)
  return allKeys(idKey ?? kept.idKey, sessionSecret ?? kept.sessionSecret)
}

type Kept = Pick<Keys, 'idKey' | 'sessionSecret'>

function allKeys(idKey: Buffer, sessionSecret: Buffer): Keys {
  return {
    idKey,
    sessionSecret,
    idDigestKey: derived(idKey, 'id digest'),
    fingerprintKey: derived(idKey, 'fingerprint'),
    evidenceKey: derived(idKey, 'evidence'),
    evidenceDigestKey: derived(idKey, 'evidence digest'),
  }
}

function derived(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `lianshen ${purpose}`, 32))
}

const base64Key = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32)

const keyFile = z.object({ idKey: base64Key, sessionSecret: base64Key })

function readKeyFile(dataDir: string): Kept | null {
  const path = join(dataDir, 'keys.json')
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return null
  if (process.platform !== 'win32' && stat.mode & 0o077)
    throw new CannotStart(`${path} can be read by other accounts. Close it with: chmod 600 ${path}`)
  const read = keyFile.safeParse(parsed(readFileSync(path, 'utf8')))
  if (!read.success) throw new CannotStart(`${path} is damaged. Put back the copy from your back-up.`)
  return read.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function makeKeyFile(dataDir: string, lost: boolean): Kept {
  const path = join(dataDir, 'keys.json')
  if (lost)
    throw new CannotStart(
      `${path} is missing, and without it the ID numbers in the database cannot be read. ` +
        'Put back the copy from your back-up.',
    )
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  placeOnce(path, { idKey: randomBytes(32).toString('base64'), sessionSecret: randomBytes(32).toString('base64') })
  const made = readKeyFile(dataDir)
  if (!made) throw new CannotStart(`${path} could not be written.`)
  return made
}

// Written beside and linked into place: of two first starts at once, one wins and both read the winner's keys.
function placeOnce(path: string, content: object): void {
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, JSON.stringify(content, null, 2) + '\n', { mode: 0o600 })
  chmodSync(beside, 0o600)
  try {
    linkSync(beside, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(beside)
  }
}
