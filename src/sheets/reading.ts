import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Sheet } from '../lib/cell'
import { type Message, message } from '../lib/message'
import { projectRoot } from '../lib/root'
import { type Limits, usualLimits } from './refused'
import { unpackSheet } from './pack'
import type { Outcome, Task } from './worker'

export type { Limits } from './refused'

/** The sheets in the order of their tabs, and the SHA-256 of the file in hex; or the one sentence why not. */
export type Workbook = { ok: true; sheets: Sheet[]; sha256: string } | { ok: false; message: Message }

/** A workbook on disk, or one that was sent. */
export type Source = string | { name: string; file: Buffer }

/**
 * Reads every sheet of an .xlsx or .csv file in a thread of its own, with bounded memory and time, so that whatever
 * arrives ends in rows or in one sentence, and never takes the process with it.
 */
export async function readWorkbook(source: Source, limits: Partial<Limits> = {}): Promise<Workbook> {
  const [workbook] = await readWorkbooks([source], limits)
  return workbook!
}

/** The same for many files, two at a time: as many as the smallest office machine has cores. */
export async function readWorkbooks(sources: Source[], limits: Partial<Limits> = {}): Promise<Workbook[]> {
  const all = { ...usualLimits, ...limits }
  const read: Workbook[] = []
  let next = 0
  const lane = async () => {
    const thread = new ReaderThread(all)
    while (next < sources.length) {
      const index = next++
      const loaded = await load(sources[index]!, all)
      read[index] = 'key' in loaded ? { ok: false, message: loaded } : await thread.read({ ...loaded, limits: all })
    }
    thread.end()
  }
  await Promise.all([lane(), lane()])
  return read
}

async function load(source: Source, limits: Limits): Promise<Omit<Task, 'limits'> | Message> {
  const tooLarge = message('sheets:size', { limit: Math.round(limits.bytes / 1024 / 1024) })
  if (typeof source !== 'string') return source.file.length > limits.bytes ? tooLarge : source
  try {
    const found = await stat(source)
    if (!found.isFile()) return message('sheets:unreadable')
    return found.size > limits.bytes ? tooLarge : { name: basename(source), file: await readFile(source) }
  } catch {
    return message('sheets:unreadable')
  }
}

/** Threads run compiled code only: the same file whether this one runs from dist/ or under the test runner. */
const entry = join(projectRoot, 'dist', 'src', 'sheets', 'worker.js')

/** One thread, started when there is something to read and started anew after a file has brought it down. */
class ReaderThread {
  private worker: Worker | null = null

  constructor(private readonly limits: Limits) {}

  read(task: Task): Promise<Workbook> {
    const worker = (this.worker ??= this.start())
    return new Promise((resolve) => {
      const end = (outcome: Workbook) => {
        clearTimeout(timer)
        worker.off('message', taken).off('error', failed).off('exit', ended)
        resolve(outcome)
      }
      const taken = (outcome: Outcome) =>
        end(outcome.ok ? { ...outcome, sheets: outcome.sheets.map(unpackSheet) } : outcome)
      const fail = (key: string) => {
        this.end()
        end({ ok: false, message: message(`sheets:${key}`) })
      }
      const failed = (error: unknown) => fail(isOutOfMemory(error) ? 'memory' : 'broken')
      const ended = () => fail('broken')
      const timer = setTimeout(() => fail('time'), this.limits.milliseconds)
      worker.on('message', taken).on('error', failed).on('exit', ended)
      worker.postMessage(task)
    })
  }

  end(): void {
    void this.worker?.terminate()
    this.worker = null
  }

  private start(): Worker {
    if (!existsSync(entry)) throw new Error('The program is not built. Run: npm run build')
    const worker = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: this.limits.megabytes },
      execArgv: [],
    })
    // A thread that fails while it is being ended has nobody waiting for it, and must not end the process.
    worker.on('error', () => undefined)
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = null
    })
    return worker
  }
}

/** Errors come from the other thread's world: their class is not this one's. */
function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
