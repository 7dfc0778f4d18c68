import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Message, message } from '../lib/message'
import { projectRoot } from '../lib/root'
import { type Limits, usualLimits } from './refused'
import type { Outcome, Task } from './worker'

export type { Limits } from './refused'
export type Workbook = Outcome

/** A workbook on disk, or one that was sent. */
export type Source = string | { name: string; file: Buffer }

/**
 * Reads every sheet of an .xlsx or .csv file in a thread of its own, with bounded memory and time, so that whatever
 * arrives ends in rows or in one sentence, and never takes the process with it.
 */
export async function readWorkbook(source: Source, limits: Partial<Limits> = {}): Promise<Workbook> {
  const all = { ...usualLimits, ...limits }
  const loaded = await load(source, all)
  return 'key' in loaded ? { ok: false, message: loaded } : inThread({ ...loaded, limits: all })
}

/** Threads run compiled code only: the same file whether this one runs from dist/ or under the test runner. */
const entry = join(projectRoot, 'dist', 'src', 'sheets', 'worker.js')

async function load(source: Source, limits: Limits): Promise<Omit<Task, 'limits'> | Message> {
  const tooLarge = message('sheets:size', { limit: Math.round(limits.bytes / 1024 / 1024) })
  if (typeof source !== 'string') return source.file.length > limits.bytes ? tooLarge : source
  try {
    const { size, isFile } = await facts(source)
    if (!isFile) return message('sheets:unreadable')
    return size > limits.bytes ? tooLarge : { name: basename(source), file: await readFile(source) }
  } catch {
    return message('sheets:unreadable')
  }
}

async function facts(path: string): Promise<{ size: number; isFile: boolean }> {
  const found = await stat(path)
  return { size: found.size, isFile: found.isFile() }
}

function inThread(task: Task): Promise<Workbook> {
  const resourceLimits = { maxOldGenerationSizeMb: task.limits.megabytes }
  const worker = new Worker(entry, { workerData: task, resourceLimits, execArgv: [] })
  return new Promise((resolve) => {
    const end = (outcome: Workbook) => {
      clearTimeout(timer)
      resolve(outcome)
      void worker.terminate()
    }
    const timer = setTimeout(() => end({ ok: false, message: message('sheets:time') }), task.limits.milliseconds)
    worker.once('message', end)
    worker.once('error', (error) => end({ ok: false, message: message(threadProblem(error)) }))
    worker.once('exit', () => end({ ok: false, message: message('sheets:broken') }))
  })
}

function threadProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'sheets:memory' : 'sheets:broken'
}
