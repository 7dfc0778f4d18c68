import { parseArgs } from 'node:util'
import pino from 'pino'
import { loadConfig } from '../../config'
import { openCounty } from '../../county'
import type { Language } from '../../locales/catalogues'
import { defaultLanguage, isLanguage, translator } from '../../locales/translate'
import { type Rescan, rescanAll } from './rescanning.actions'

type Console = { out(line: string): void; err(line: string): void }

/**
 * `evidence scan [--lang en] [--demo]`: 0 when every file has been looked at, 1 when the scanner does not answer or a file
 * is damaged, 2 when the command is not understood or no scanner is set.
 */
export async function evidenceCommand(args: string[], console: Console): Promise<number> {
  const read = readOptions(args)
  if (!read) {
    console.err('Usage: evidence scan [--lang zh-CN|en] [--demo]')
    return 2
  }
  const t = translator(read.lang)
  const county = await openCounty(loadConfig({ demo: read.demo }), pino({ level: 'silent' }), { beside: true })
  try {
    const rescan = await rescanAll(county.deps, (done) => console.out(t('evidence:scan.chunk', { done })))
    return report(rescan, read.lang, console)
  } finally {
    await county.close()
  }
}

function readOptions(args: string[]): { lang: Language; demo: boolean } | null {
  try {
    const options = { lang: { type: 'string' }, demo: { type: 'boolean' } } as const
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const { lang = defaultLanguage, demo = false } = values
    return positionals.join() === 'scan' && isLanguage(lang) ? { lang, demo } : null
  } catch {
    return null
  }
}

function report(rescan: Rescan | null, lang: Language, console: Console): number {
  const t = translator(lang)
  if (!rescan) {
    console.err(t('evidence:scan.off'))
    return 2
  }
  if (rescan.version) console.out(t('evidence:scan.result', rescan))
  if (rescan.ended === 'silent') console.err(t('evidence:scan.silent'))
  return rescan.ended === 'all' && rescan.damaged === 0 ? 0 : 1
}
