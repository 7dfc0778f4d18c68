import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compile, type TemplateFunction } from 'ejs'

type Locals = Record<string, unknown>

const kept = new Map<string, TemplateFunction>()

/**
 * Draws an EJS file; `keep`: compiled once in the life of the process. What a template includes sees its own locals and
 * those of who includes it.
 */
export function draw(file: string, locals: Locals, keep: boolean): string {
  return within(file, Object.assign(Object.create(null) as Locals, locals), keep)
}

/** `include` is ours: EJS's own looks on the disk and copies every local three times, five hundred times in a list. */
function within(file: string, locals: Locals, keep: boolean): string {
  locals['include'] = (name: string, more?: Locals) =>
    within(join(dirname(file), `${name}.ejs`), Object.assign(Object.create(locals) as Locals, more), keep)
  return templateOf(file, keep)(locals)
}

function templateOf(file: string, keep: boolean): TemplateFunction {
  const known = keep ? kept.get(file) : undefined
  if (known) return known
  const made = compile(readFileSync(file, 'utf8'), { ...options, filename: file })
  if (keep) kept.set(file, made)
  return made
}

// The chain of locals ends at nothing, so that no property of every object is taken for a local.
const options = { unsafePrototypeLocals: true }
