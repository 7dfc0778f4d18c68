import type { Readable } from 'node:stream'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { message } from '../../lib/message'
import { type Limits, SheetRefused } from '../refused'

/** The parts of a package by name; names are compared without regard to case and slashes. */
export type Parts = { has: (name: string) => boolean; open: (name: string) => Promise<Readable | null> }

/**
 * Opens a zip after looking at its directory only: nothing is unpacked before the number of entries, their sizes and
 * their ratio are known to be harmless. yauzl then stops any entry that unpacks to more than it declared.
 */
export async function openParts(file: Buffer, limits: Limits): Promise<Parts> {
  const zip = await opened(file)
  const entries = await directory(zip, limits)
  const found = (name: string) => entries.get(partName(name))
  return {
    has: (name) => entries.has(partName(name)),
    open: async (name) => {
      const entry = found(name)
      return entry ? stream(zip, entry) : null
    },
  }
}

const broken = () => new SheetRefused(message('sheets:broken'))

function partName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
}

function opened(file: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(file, { lazyEntries: false, autoClose: false }, (error, zip) =>
      error ? reject(broken()) : resolve(zip),
    )
  })
}

function directory(zip: ZipFile, limits: Limits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let unpacked = 0
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      unpacked += entry.uncompressedSize
      const problem = entryProblem(entry, limits, unpacked, entries.size)
      if (problem) return reject(new SheetRefused(message(problem)))
      entries.set(partName(entry.fileName), entry)
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', () => reject(broken()))
  })
}

const smallEnough = 8 * 1024 * 1024

function entryProblem(entry: Entry, limits: Limits, unpacked: number, count: number): string | null {
  if (entry.isEncrypted()) return 'sheets:encrypted'
  if (/vbaproject\.bin$/i.test(entry.fileName)) return 'sheets:macro'
  if (count >= limits.entries || unpacked > limits.unpacked) return 'sheets:bomb'
  const suspicious =
    entry.uncompressedSize > smallEnough && entry.uncompressedSize > limits.ratio * entry.compressedSize
  return suspicious ? 'sheets:bomb' : null
}

function stream(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, readable) => (error ? reject(broken()) : resolve(readable)))
  })
}
