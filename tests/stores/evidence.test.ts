import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orphanEvidence } from '../../src/evidence/orphans.actions'
import { newId } from '../../src/lib/ids'
import { projectRoot } from '../../src/lib/root'
import { askClamd } from '../../src/vault/clamd'
import {
  FileDamaged,
  fileDigest,
  listSealed,
  readSealed,
  removeLeftovers,
  writeSealed,
} from '../../src/vault/sealed-files'
import { startClamd, type Clamd } from '../support/clamd'
import { freshDatabase, type FreshDatabase } from '../support/database'

const keys = { evidenceKey: randomBytes(32), evidenceDigestKey: randomBytes(32) }
const file = Buffer.from('承诺书 '.repeat(1000))
let dir: string
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'lianshen-evidence-'))))
afterEach(() => rmSync(dir, { recursive: true }))

const allIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((one) =>
    one.isFile() ? [join(one.parentPath, one.name)] : [],
  )

describe('a sealed file', () => {
  it('comes back as it was, and is read by its owner alone', async () => {
    const digest = await writeSealed(dir, keys, file)
    expect(await readSealed(dir, keys, digest)).toEqual(file)
    const [path] = allIn(dir)
    expect(path).toBe(join(dir, digest.slice(0, 2), digest.slice(2)))
    expect(statSync(path!).mode & 0o777).toBe(0o600)
    expect(readFileSync(path!).includes('承诺书')).toBe(false)
  })

  it('is stored once, however often it is sent', async () => {
    const digests = await Promise.all([1, 2, 3].map(() => writeSealed(dir, keys, file)))
    expect(new Set(digests).size).toBe(1)
    expect(allIn(dir)).toHaveLength(1)
  })

  it('has a name that nobody without the key can work out', async () => {
    const other = { ...keys, evidenceDigestKey: randomBytes(32) }
    expect(fileDigest(other, file)).not.toBe(fileDigest(keys, file))
  })

  it('is refused when a byte of it is another, wherever that is', async () => {
    const digest = await writeSealed(dir, keys, file)
    const [path] = allIn(dir)
    const whole = readFileSync(path!)
    for (const at of [0, 1, 13, 29, whole.length - 1]) {
      const changed = Buffer.from(whole)
      changed[at]! ^= 1
      writeFileSync(path!, changed)
      await expect(readSealed(dir, keys, digest)).rejects.toThrow(FileDamaged)
    }
    await writeSealed(dir, keys, file)
    expect(await readSealed(dir, keys, digest)).toEqual(file)
  })

  it('is refused in the place of another, cut off, or gone', async () => {
    const digest = await writeSealed(dir, keys, file)
    const other = await writeSealed(dir, keys, Buffer.from('another'))
    const path = (name: string) => join(dir, name.slice(0, 2), name.slice(2))
    const whole = readFileSync(path(digest))
    writeFileSync(path(other), whole)
    await expect(readSealed(dir, keys, other)).rejects.toThrow(FileDamaged)
    writeFileSync(path(digest), whole.subarray(0, 20))
    await expect(readSealed(dir, keys, digest)).rejects.toThrow(FileDamaged)
    rmSync(path(digest))
    await expect(readSealed(dir, keys, digest)).rejects.toThrow(FileDamaged)
  })
})

describe('a process that is killed', () => {
  it.each(['rename', 'open'])('at %s leaves no half file, and what it leaves is cleared away', async (call) => {
    expect(killedAt(call)).toBe('SIGKILL')
    expect(await listSealed(dir)).toEqual([])
    const left = allIn(dir)
    expect(left).toHaveLength(call === 'rename' ? 1 : 0)
    expect(await removeLeftovers(dir, new Date(Date.now() - 60_000))).toBe(0)
    for (const path of left) utimesSync(path, 1, 1)
    expect(await removeLeftovers(dir, new Date(Date.now() - 60_000))).toBe(left.length)
    expect(allIn(dir)).toEqual([])
  })

  it('leaves what was there before', async () => {
    const digest = await writeSealed(dir, keys, file)
    expect(killedAt('rename')).toBe('SIGKILL')
    expect(await readSealed(dir, keys, digest)).toEqual(file)
    await removeLeftovers(dir, new Date(Date.now() + 60_000))
    expect(await listSealed(dir)).toMatchObject([{ digest }])
  })

  /** Writes the file in a process of its own that dies without a word when it calls this function of the file system. */
  function killedAt(call: string): NodeJS.Signals | null {
    const program = `
      const fs = require('node:fs/promises')
      const { writeSealed } = require(${JSON.stringify(join(projectRoot, 'dist/src/vault/sealed-files.js'))})
      fs[${JSON.stringify(call)}] = () => process.kill(process.pid, 'SIGKILL')
      const key = (text) => Buffer.from(text, 'hex')
      const keys = { evidenceKey: key(process.argv[1]), evidenceDigestKey: key(process.argv[2]) }
      writeSealed(process.argv[3], keys, Buffer.from('承诺书 '.repeat(1000)))`
    const args = [keys.evidenceKey.toString('hex'), keys.evidenceDigestKey.toString('hex'), dir]
    return spawnSync(process.execPath, ['-e', program, ...args]).signal
  }
})

describe('files and rows', () => {
  let database: FreshDatabase
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.close())

  it('are compared', async () => {
    const { db } = database
    const at = new Date()
    const row = (digest: string) => ({ id: newId(), digest, size: 1, kind: 'pdf', state: 'clean', storedAt: at })
    const [kept, unnamed] = [await writeSealed(dir, keys, file), await writeSealed(dir, keys, Buffer.from('x'))]
    const lost = fileDigest(keys, Buffer.from('lost'))
    await db.evidence.createMany({ data: [row(kept), row(lost)] })
    const soon = await orphanEvidence(db, dir, at)
    expect(soon).toEqual({ rowsWithoutFile: [lost], filesWithoutRow: [], linksWithoutEvidence: [] })
    const later = await orphanEvidence(db, dir, new Date(at.getTime() + 3_600_000))
    expect(later).toEqual({ rowsWithoutFile: [lost], filesWithoutRow: [unnamed], linksWithoutEvidence: [] })
  })

  it('may not disagree on a removal', async () => {
    const { db } = database
    const evidenceId = newId()
    const digest = fileDigest(keys, Buffer.from('y'))
    await db.evidence.create({
      data: { id: evidenceId, digest, size: 1, kind: 'pdf', state: 'clean', storedAt: new Date() },
    })
    const link = { recordType: 'candidate', recordId: newId(), fileName: 'a.pdf', attachedById: newId() }
    const data = { ...link, evidenceId, attachedAt: new Date() }
    await db.evidenceLink.create({ data: { ...data, id: newId() } })
    await expect(db.evidenceLink.create({ data: { ...data, id: newId() } })).rejects.toThrow(/nique/)
    const silently = { ...data, id: newId(), removedAt: new Date() }
    await expect(db.evidenceLink.create({ data: silently })).rejects.toThrow(/evidence_link_removed_check/)
  })
})

describe('the ClamAV daemon', () => {
  let clamd: Clamd
  afterEach(() => clamd?.close())

  it('gets the file whole and its word is taken', async () => {
    clamd = await startClamd()
    const large = randomBytes(3_000_000)
    expect(await askClamd(clamd.address, large)).toEqual({ word: 'clean' })
    expect(clamd.received.at(-1)!.equals(large)).toBe(true)
    const infected = Buffer.from('some EICAR-TEST text')
    expect(await askClamd(clamd.address, infected)).toEqual({ word: 'infected', finding: 'Eicar-Test-Signature' })
  })

  it('counts as unanswered when it says something else', async () => {
    clamd = await startClamd({ most: 1_000 })
    const verdict = await askClamd(clamd.address, Buffer.alloc(200_000))
    expect(verdict).toMatchObject({ word: 'unanswered' })
  })

  it('counts as unanswered when it is not there, silent, or hangs up', async () => {
    clamd = await startClamd()
    const { address } = clamd
    clamd.close()
    expect(await askClamd(address, file)).toEqual({ word: 'unanswered', why: 'ECONNREFUSED' })
    expect(await askClamd({ path: join(dir, 'none') }, file)).toMatchObject({ word: 'unanswered' })
    const silent = await listening(() => undefined)
    expect(await askClamd(silent.address, file, 0.2)).toEqual({ word: 'unanswered', why: 'no answer within 0.2 s' })
    silent.server.close()
    const rude = await listening((socket) => socket.on('data', () => socket.end()))
    expect(await askClamd(rude.address, file)).toMatchObject({ word: 'unanswered' })
    rude.server.close()
    const endless = await listening((socket) => void socket.write('x'.repeat(10_000)))
    expect(await askClamd(endless.address, file)).toEqual({ word: 'unanswered', why: 'an endless answer' })
    endless.server.close()
  })
})

async function listening(
  serve: (socket: Socket) => void,
): Promise<{ server: Server; address: { host: string; port: number } }> {
  const server = createServer((socket) => serve(socket.on('error', () => undefined)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, address: { host: '127.0.0.1', port: (server.address() as { port: number }).port } }
}
