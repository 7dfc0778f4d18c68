import { createInstance } from 'i18next'
import type { Message } from '../lib/message'
import { catalogues, type Language } from './catalogues'

/** Finds the text of a key 'namespace:path' and fills its blanks; `count` chooses the plural. */
export type Translate = (key: string, values?: Record<string, string | number>) => string

export const languages = Object.keys(catalogues) as Language[]

/** Chinese, unless the reader chose otherwise. */
export const defaultLanguage: Language = 'zh-CN'

export function isLanguage(word: unknown): word is Language {
  return languages.includes(word as Language)
}

/** The translator of one language. Texts are not escaped here: the templates do that, and only once. */
export function translator(lang: Language): Translate {
  return translators[lang]
}

/** The sentence that a message names, in the translator's language. */
export function say(t: Translate, message: Message): string {
  return t(message.key, message.values)
}

const digits = (lang: Language) =>
  new Intl.NumberFormat(lang, { useGrouping: 'min2', maximumFractionDigits: 20 } as Intl.NumberFormatOptions)
const written: Record<Language, Intl.NumberFormat> = { 'zh-CN': digits('zh-CN'), en: digits('en') }
/** A row, an entry of the chain: its number is what it is called, and is looked up as it stands. */
const called = new Set(['row', 'seq', 'number'])

/** A quantity as the language writes it, from five digits on in groups; what is no number stays. */
export function inFigures(lang: Language, value: unknown): string {
  return typeof value === 'number' ? written[lang].format(value) : String(value)
}

const texts = createInstance()
void texts.init({
  resources: catalogues,
  ns: Object.keys(catalogues[defaultLanguage]),
  defaultNS: 'shell',
  fallbackLng: defaultLanguage,
  initAsync: false,
  interpolation: { escapeValue: false },
  // A text that is missing is seen as 'namespace:path', and the walk through all pages finds it.
  appendNamespaceToMissingKey: true,
})

const translators: Record<Language, Translate> = { 'zh-CN': translateInto('zh-CN'), en: translateInto('en') }

/**
 * i18next finds the text and its plural; the blanks are filled in here, because quantities are written by language. Texts
 * that no count chooses are looked up once: a list of fifty rows asks for a thousand.
 */
function translateInto(lang: Language): Translate {
  const fixed = texts.getFixedT(lang)
  const plain = new Map<string, string>()
  const known = new Map<string, string>()
  return (key, values) => {
    if (!values) return kept(plain, key, () => fixed(key, {}))
    const { count } = values
    const text = (chosen: object) => fixed(key, { ...chosen, skipInterpolation: true })
    return filled(lang, count === undefined ? kept(known, key, () => text({})) : text({ count }), values)
  }
}

function kept(known: Map<string, string>, key: string, find: () => string): string {
  const text = known.get(key) ?? find()
  known.set(key, text)
  return text
}

function filled(lang: Language, text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name] ?? ''
    return called.has(name) ? String(value) : inFigures(lang, value)
  })
}
