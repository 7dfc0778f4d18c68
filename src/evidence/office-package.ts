import type { Readable } from 'node:stream'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { message } from '../lib/message'
import type { Judged } from './content'

/** Bytes unpacked, all parts together and the list of contents alone; `ratio` counts for parts over `small` bytes. */
const limits = { entries: 2_000, unpacked: 200 * 1024 * 1024, ratio: 200, small: 8 * 1024 * 1024, list: 1024 * 1024 }

const listName = '[content_types].xml'
const macroParts = /(^|\/)vba(project|data)\.(bin|xml)$|(^|\/)macrosheets\//i
const macroTypes = /macroEnabled|macrosheet|vbaProject/i
const mainTypes = [
  { kind: 'docx', type: 'wordprocessingml.document.main+xml' },
  { kind: 'xlsx', type: 'spreadsheetml.sheet.main+xml' },
] as const

/**
 * Judges a zip that should be a Word or Excel document. The directory is judged before anything is unpacked; then every
 * part is unpacked once and thrown away, because a part may hold more than it declares (yauzl stops it there).
 */
export async function judgePackage(file: Buffer): Promise<Judged> {
  try {
    const zip = await opened(file)
    const entries = await directory(zip)
    const types = await listOfContents(zip, entries)
    for (const entry of entries) await unpack(zip, entry, limits.unpacked)
    return judgeTypes(types)
  } catch (error) {
    return refused(error instanceof Unfit ? error.why : 'broken')
  }
}

class Unfit extends Error {
  constructor(readonly why: string) {
    super(why)
  }
}

function opened(file: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(file, { lazyEntries: false, autoClose: false }, (error, zip) => (error ? reject(error) : resolve(zip)))
  })
}

async function directory(zip: ZipFile): Promise<Entry[]> {
  const entries = await entriesOf(zip)
  // A document begins with its first part and ends with its directory; what stands before or behind is something else.
  if (zip.comment.length || !entries.some((entry) => entry.relativeOffsetOfLocalHeader === 0)) throw new Unfit('mixed')
  if (new Set(entries.map(nameOf)).size < entries.length) throw new Unfit('broken')
  return entries
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = []
  let unpacked = 0
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      unpacked += entry.uncompressedSize
      const why = entryProblem(entry, entries.push(entry), unpacked)
      if (why) reject(new Unfit(why))
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', reject)
  })
}

function entryProblem(entry: Entry, count: number, unpacked: number): string | null {
  if (entry.isEncrypted()) return 'oldOrEncrypted'
  if (macroParts.test(nameOf(entry))) return 'macro'
  const swells = entry.uncompressedSize > limits.small && entry.uncompressedSize > limits.ratio * entry.compressedSize
  return count > limits.entries || unpacked > limits.unpacked || swells ? 'bomb' : null
}

function nameOf({ fileName }: Entry): string {
  return fileName.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
}

async function listOfContents(zip: ZipFile, entries: Entry[]): Promise<string[]> {
  const list = entries.find((entry) => nameOf(entry) === listName)
  if (!list) throw new Unfit('kind')
  const xml = (await unpack(zip, list, limits.list)).toString('utf8')
  return [...xml.matchAll(/ContentType\s*=\s*["']([^"']+)/g)].map(([, type]) => type!)
}

/** The part's bytes as far as `most`; more than that is refused. */
async function unpack(zip: ZipFile, entry: Entry, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of (await streamOf(zip, entry)) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) throw new Unfit('bomb')
    if (size <= limits.list) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function streamOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, readable) => (error ? reject(error) : resolve(readable)))
  })
}

function judgeTypes(types: string[]): Judged {
  if (types.some((type) => macroTypes.test(type))) return refused('macro')
  const kinds = mainTypes.filter(({ type }) => types.some((one) => one.endsWith(type)))
  if (kinds.length > 1) return refused('mixed')
  return kinds[0] ? { ok: true, kind: kinds[0].kind } : refused('kind')
}

function refused(why: string): Judged {
  return { ok: false, message: message(`evidence:problem.${why}`) }
}
