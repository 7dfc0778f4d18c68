import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import type { Sheet } from '../lib/cell'
import { type Message, message } from '../lib/message'
import { parseWorkbook } from './parse'
import { type Limits, SheetRefused } from './refused'

/** What the reader thread is given, and what it posts once; `sha256` is of the file's bytes, in hex. */
export type Task = { file: Uint8Array; name: string; limits: Limits }
export type Outcome = { ok: true; sheets: Sheet[]; sha256: string } | { ok: false; message: Message }

async function read({ file, name, limits }: Task): Promise<Outcome> {
  try {
    const bytes = Buffer.from(file.buffer, file.byteOffset, file.length)
    const sheets = await parseWorkbook(bytes, name, limits)
    return { ok: true, sheets, sha256: createHash('sha256').update(bytes).digest('hex') }
  } catch (error) {
    return { ok: false, message: error instanceof SheetRefused ? error.reason : message('sheets:broken') }
  }
}

void read(workerData as Task).then((outcome) => parentPort?.postMessage(outcome))
