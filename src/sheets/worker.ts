import { parentPort, workerData } from 'node:worker_threads'
import type { Sheet } from '../lib/cell'
import { type Message, message } from '../lib/message'
import { parseWorkbook } from './parse'
import { type Limits, SheetRefused } from './refused'

/** What the reader thread is given, and what it posts once. */
export type Task = { file: Uint8Array; name: string; limits: Limits }
export type Outcome = { ok: true; sheets: Sheet[] } | { ok: false; message: Message }

async function read({ file, name, limits }: Task): Promise<Outcome> {
  try {
    return {
      ok: true,
      sheets: await parseWorkbook(Buffer.from(file.buffer, file.byteOffset, file.length), name, limits),
    }
  } catch (error) {
    return { ok: false, message: error instanceof SheetRefused ? error.reason : message('sheets:broken') }
  }
}

void read(workerData as Task).then((outcome) => parentPort?.postMessage(outcome))
