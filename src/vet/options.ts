import { parseArgs } from 'node:util'
import type { TermDays } from '../criteria/criteria'
import { type Day, isDay } from '../lib/day'
import { type Message, message } from '../lib/message'
import { defaultLanguage, isLanguage } from '../locales/translate'
import type { Language } from '../locales/catalogues'

/** What `vet` was asked to do. `departments` are words as typed, null when whoever sent a return takes part. */
export type VetOptions = {
  roster: string
  returns: string[]
  referenceDate: Day
  terms: TermDays
  criteria: string
  departments: string[] | null
  out: string
  lang: Language
}

export type ReadOptions = { ok: true; options: VetOptions } | { ok: false; message: Message; lang: Language }

/** Reads the arguments of the command line; the first thing wrong is told and nothing is started. */
export function readOptions(args: string[]): ReadOptions {
  const parsed = parse(args)
  const lang = isLanguage(parsed?.values.lang) ? parsed.values.lang : defaultLanguage
  if (!parsed) return { ok: false, message: message('vet:usage.unknown'), lang }
  const { values, positionals } = parsed
  const problem = firstProblem(values)
  if (problem) return { ok: false, message: problem, lang }
  return {
    ok: true,
    options: {
      roster: values.roster!,
      // A shell turns `--returns folder/*.xlsx` into one option and many words.
      returns: [...values.returns!, ...positionals],
      referenceDate: values.on!,
      terms: { cycleStart: values['cycle-start'] ?? null, lastTermStart: values['last-term-start'] ?? null },
      criteria: values.criteria ?? 'main20',
      departments: values.departments ? words(values.departments) : null,
      out: values.out!,
      lang,
    },
  }
}

const options = {
  roster: { type: 'string' },
  returns: { type: 'string', multiple: true },
  on: { type: 'string' },
  criteria: { type: 'string' },
  departments: { type: 'string', multiple: true },
  'cycle-start': { type: 'string' },
  'last-term-start': { type: 'string' },
  out: { type: 'string' },
  lang: { type: 'string' },
} as const

type Values = NonNullable<ReturnType<typeof parse>>['values']

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch {
    return null
  }
}

function firstProblem(values: Values): Message | null {
  const required = (['roster', 'returns', 'on', 'out'] as const).find((name) => !values[name]?.length)
  if (required) return message('vet:usage.missing', { option: `--${required}` })
  const day = (['on', 'cycle-start', 'last-term-start'] as const).find((name) => values[name] && !isDay(values[name]))
  if (day) return message('vet:usage.day', { option: `--${day}`, value: values[day]! })
  const empty = (['cycle-start', 'last-term-start', 'criteria'] as const).find((name) => values[name] === '')
  if (empty) return message('vet:usage.missing', { option: `--${empty}` })
  if (values.lang !== undefined && !isLanguage(values.lang)) return message('vet:usage.lang', { value: values.lang })
  return null
}

function words(given: string[]): string[] {
  return given
    .flatMap((text) => text.split(/[,，、;；]/))
    .map((text) => text.trim())
    .filter((text) => text !== '')
}
