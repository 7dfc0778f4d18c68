import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Message } from '../lib/message'
import { defaultLanguage, isLanguage, say, translator, type Translate } from '../locales/translate'
import type { Certificate } from './certificates/certificate'
import { readCertificate } from './certificates/certificate.form'
import { differencesIn } from './certificates/replay'

type Console = { out(line: string): void; err(line: string): void }

/**
 * `outcome verify FILE [--lang en]`: replays a certificate from the file alone, without a database and without keys.
 * Gives 0 when it holds, 1 when something differs or it cannot be read as one, 2 when the command is not understood.
 */
export async function outcomeCommand(args: string[], console: Console): Promise<number> {
  const asked = optionsIn(args)
  const t = translator(asked.lang)
  if (!asked.file) {
    console.err(t('certificates:verify.usage'))
    return 2
  }
  const text = await readFile(asked.file, 'utf8').catch(() => null)
  if (text === null) {
    console.err(t('certificates:verify.noFile', { file: asked.file }))
    return 2
  }
  return verified(text, t, console)
}

function verified(text: string, t: Translate, console: Console): number {
  const read = readCertificate(text)
  if (!read.ok) {
    console.err(say(t, read.message))
    return 1
  }
  const differences = [...read.notation, ...differencesIn(read.certificate)]
  aboutIt(read.certificate, t).forEach(console.out)
  if (differences.length) {
    console.err(t('certificates:verify.no', { count: differences.length }))
    differences.forEach((difference) => console.err(`- ${saidOf(difference, t)}`))
    return 1
  }
  console.out(t('certificates:verify.yes'))
  console.out(t('certificates:verify.compare', { digest: read.certificate.digest }))
  return 0
}

function aboutIt(certificate: Certificate, t: Translate): string[] {
  const { candidate, outcome, standing, referenceDate, criteria, ruleVersion } = certificate
  const { key, version } = criteria
  return [
    t('certificates:verify.about', {
      name: candidate.name,
      place: `${candidate.township} ${candidate.team}`,
      outcome: t(`outcomes:outcome.${outcome}`),
      standing: t(`standings:standing.${standing}`),
    }),
    t('certificates:verify.under', { referenceDate, key, version, ruleVersion }),
  ]
}

/** Standings are named in words. */
function saidOf({ key, values }: Message, t: Translate): string {
  if (key !== 'certificates:differs.standing') return t(key, values)
  return t(key, {
    written: t(`standings:standing.${values!['written']}`),
    now: t(`standings:standing.${values!['now']}`),
  })
}

function optionsIn(args: string[]) {
  const [verb, ...rest] = args
  const { values, positionals } = parsed(rest)
  const lang = isLanguage(values.lang) ? values.lang : defaultLanguage
  const understood =
    verb === 'verify' && positionals.length === 1 && (values.lang === undefined || isLanguage(values.lang))
  return { lang, file: understood ? positionals[0]! : null }
}

function parsed(args: string[]): { values: { lang?: string }; positionals: string[] } {
  try {
    return parseArgs({ args, options: { lang: { type: 'string' } }, allowPositionals: true, strict: true })
  } catch {
    return { values: {}, positionals: [] }
  }
}
