import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { compile, type TemplateFunction } from 'ejs'

type Locals = Record<string, unknown>

/**
 * How templates are drawn. `anew`: read from the disk each time; `strict`: compiled once, and a name that nobody gave is an
 * error; `quick`: compiled once for speed, and such a name prints nothing.
 */
export type Drawing = 'anew' | 'strict' | 'quick'

/** By way and file, in the life of the process. */
const kept = new Map<string, TemplateFunction>()

/** Draws an EJS file. What a template includes sees its own locals and those of who includes it. */
export function draw(file: string, locals: Locals, way: Drawing): string {
  return within(file, Object.assign(Object.create(null) as Locals, locals), way)
}

/** `include` is ours: EJS's own looks on the disk and copies every local three times, five hundred times in a list. */
function within(file: string, locals: Locals, way: Drawing): string {
  const folder = dirname(file)
  locals['include'] = (name: string, more?: Locals) =>
    within(`${folder}/${name}.ejs`, Object.assign(Object.create(locals) as Locals, more), way)
  return templateOf(file, way)(locals)
}

function templateOf(file: string, way: Drawing): TemplateFunction {
  const place = `${way} ${file}`
  const known = kept.get(place)
  if (known) return known
  const text = readFileSync(file, 'utf8')
  const made = way === 'quick' ? quick(file, text) : compile(text, { ...options, filename: file })
  if (way !== 'anew') kept.set(place, made)
  return made
}

// The chain of locals ends at nothing, so that no property of every object is taken for a local.
const options = { unsafePrototypeLocals: true }

/**
 * Locals are read once each, where EJS's `with` asks the whole chain of them at every word, of its own code too: half the
 * time of a list. The block around the text lets a template declare names of its own.
 */
function quick(file: string, text: string): TemplateFunction {
  return compile(`<%{%>${text}<%}%>`, { ...options, _with: false, destructuredLocals: wordsIn(text), filename: file })
}

/** Every word of a template's code that may name a local; a word too many reads nothing. */
function wordsIn(text: string): string[] {
  const code = [...text.matchAll(/<%[^#%](.*?)%>/gs)].map(([, inside]) => inside).join('\n')
  const words = code.match(/(?<![\w$]|(?<!\.\.)\.)[A-Za-z_$][\w$]*/g) ?? []
  return [...new Set(words)].filter((word) => !(word in globalThis) && !reserved.has(word))
}

const reserved = new Set(
  `locals break case catch class const continue debugger default delete do else export extends false finally for function
  if import in instanceof let new null return super switch this throw true try typeof undefined var void while with yield
  await enum static implements interface package private protected public`.split(/\s+/),
)
