import { createHash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { type Message, message } from '../lib/message'
import { type PackedSheet, packSheet } from './pack'
import { parseWorkbook } from './parse'
import { type Limits, SheetRefused } from './refused'

/** What the reader thread is given, and what it posts for it; `sha256` is of the file's bytes, in hex. */
export type Task = { file: Uint8Array; name: string; limits: Limits }
export type Outcome = { ok: true; sheets: PackedSheet[]; sha256: string } | { ok: false; message: Message }

async function read({ file, name, limits }: Task): Promise<Outcome> {
  try {
    const bytes = Buffer.from(file.buffer, file.byteOffset, file.length)
    const sheets = (await parseWorkbook(bytes, name, limits)).map(packSheet)
    return { ok: true, sheets, sha256: createHash('sha256').update(bytes).digest('hex') }
  } catch (error) {
    return { ok: false, message: error instanceof SheetRefused ? error.reason : message('sheets:broken') }
  }
}

parentPort?.on('message', (task: Task) => void read(task).then((outcome) => parentPort?.postMessage(outcome)))
