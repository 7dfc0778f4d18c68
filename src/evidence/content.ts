import { message, type Message } from '../lib/message'
import type { EvidenceKind } from './evidence'
import { judgePackage } from './office-package'

/** What a file is, or the sentence why it is not taken. */
export type Judged = { ok: true; kind: EvidenceKind } | { ok: false; message: Message }

/** A file that has to begin with `start`; `whole` is whether it also ends as such a file does. */
type PlainKind = { kind: EvidenceKind; start: Buffer; whole: (file: Buffer) => boolean }

const bytes = (hex: string) => Buffer.from(hex, 'hex')

const plainKinds: readonly PlainKind[] = [
  { kind: 'pdf', start: Buffer.from('%PDF-'), whole: (file) => file.lastIndexOf('%%EOF') > 0 },
  { kind: 'jpg', start: bytes('ffd8ff'), whole: (file) => file.lastIndexOf(bytes('ffd9')) > 0 },
  { kind: 'png', start: bytes('89504e470d0a1a0a0000000d49484452'), whole: (file) => file.includes(pngEnd) },
]

const pngEnd = Buffer.concat([Buffer.from('IEND'), bytes('ae426082')])
/** Word and Excel up to 2003, and every encrypted document of later ones. */
const compoundFile = bytes('d0cf11e0a1b11ae1')
const localHeader = bytes('504b0304')
const centralHeader = bytes('504b0102')
const directoryEnd = bytes('504b0506')
const headerOf = (file: Buffer) => file.subarray(0, 1024)

/**
 * Judges a file by its content alone. It must be one thing: readers of PDF accept a header anywhere in the first 1,024
 * bytes and readers of zip look from the end, so one file can be two.
 */
export async function judgeContent(file: Buffer): Promise<Judged> {
  if (!file.length) return refused('empty')
  if (begins(file, compoundFile)) return refused('oldOrEncrypted')
  if (begins(file, localHeader)) return hidesPdf(file) ? refused('mixed') : judgePackage(file)
  const found = plainKinds.find(({ start }) => begins(file, start))
  if (!found) return refused('kind')
  if (!found.whole(file)) return refused('broken')
  if (hidesArchive(file) || (found.kind !== 'pdf' && hidesPdf(file))) return refused('mixed')
  return { ok: true, kind: found.kind }
}

function begins(file: Buffer, start: Buffer): boolean {
  return file.subarray(0, start.length).equals(start)
}

function hidesPdf(file: Buffer): boolean {
  return headerOf(file).includes('%PDF-')
}

/** Whether a zip's directory stands anywhere: its end record, and right before it as many bytes of it as that says. */
function hidesArchive(file: Buffer): boolean {
  for (let at = file.indexOf(directoryEnd); at >= 0; at = file.indexOf(directoryEnd, at + 1)) {
    if (at + 22 > file.length) return false
    const start = at - file.readUInt32LE(at + 12)
    if (start >= 0 && start < at && begins(file.subarray(start), centralHeader)) return true
  }
  return false
}

function refused(why: string): Judged {
  return { ok: false, message: message(`evidence:problem.${why}`) }
}
