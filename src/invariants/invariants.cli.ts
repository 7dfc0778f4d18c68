import { parseArgs } from 'node:util'
import pino from 'pino'
import { loadConfig } from '../config'
import { openCounty } from '../county'
import type { Language } from '../locales/catalogues'
import { defaultLanguage, isLanguage, translator } from '../locales/translate'
import type { Checked } from './check'
import { checkInvariants } from './invariants.actions'

type Console = { out(line: string): void; err(line: string): void }

/**
 * `invariants [--lang en] [--demo]`: one line for each check. 0 when all hold, 1 when one does not, 2 when the command is
 * not understood.
 */
export async function invariantsCommand(args: string[], console: Console): Promise<number> {
  const read = readOptions(args)
  if (!read) {
    console.err('Usage: invariants [--lang zh-CN|en] [--demo]')
    return 2
  }
  const county = await openCounty(loadConfig({ demo: read.demo }), pino({ level: 'silent' }), { beside: true })
  try {
    const all = await checkInvariants(county.deps, (checked) => tell(checked, read.lang, console))
    return report(all, read.lang, console)
  } finally {
    await county.close()
  }
}

function readOptions(args: string[]): { lang: Language; demo: boolean } | null {
  try {
    const { values } = parseArgs({ args, options: { lang: { type: 'string' }, demo: { type: 'boolean' } } })
    const { lang = defaultLanguage, demo = false } = values
    return isLanguage(lang) ? { lang, demo } : null
  } catch {
    return null
  }
}

function tell({ name, checked, broken, records }: Checked, lang: Language, console: Console): void {
  const t = translator(lang)
  const line = t(`invariants:${broken ? 'broken' : 'holds'}`, {
    check: t(`invariants:checks.${name}`),
    checked,
    broken,
  })
  if (!broken) return console.out(line)
  const more = broken > records.length ? [t('invariants:more', { count: broken - records.length })] : []
  console.err([line, ...[...records, ...more].map((record) => `    ${record}`)].join('\n'))
}

function report(all: Checked[], lang: Language, console: Console): number {
  const failed = all.filter(({ broken }) => broken > 0).length
  const values = { count: all.length, failed }
  if (failed) console.err(translator(lang)('invariants:someFail', values))
  else console.out(translator(lang)('invariants:allHold', values))
  return failed ? 1 : 0
}
