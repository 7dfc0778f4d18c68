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
 * A text without blanks is looked up once, and plain blanks are filled in here: a list of fifty rows asks for a thousand
 * texts. Plurals and texts within texts are i18next's.
 */
function translateInto(lang: Language): Translate {
  const fixed = texts.getFixedT(lang)
  const plain = new Map<string, string>()
  const blanks = new Map<string, string | null>()
  return (key, values) => {
    if (values) return filled(blankText(blanks, lang, key), values) ?? fixed(key, values)
    const text = plain.get(key) ?? fixed(key, {})
    plain.set(key, text)
    return text
  }
}

/** The text with its blanks; null where more than putting values in is to be done. */
function blankText(known: Map<string, string | null>, lang: Language, key: string): string | null {
  const found = known.get(key)
  if (found !== undefined) return found
  const [namespace = '', path = ''] = key.split(':')
  const text: unknown = texts.getResource(lang, namespace, path)
  const isPlain = typeof text === 'string' && !text.includes('$t(') && !text.replace(blank, '').includes('{{')
  known.set(key, isPlain ? text : null)
  return isPlain ? text : null
}

const blank = /\{\{(\w+)\}\}/g

function filled(text: string | null, values: Record<string, string | number>): string | null {
  if (text === null || 'count' in values) return null
  let isWhole = true
  const done = text.replace(blank, (_, name: string) => {
    if (!(name in values)) isWhole = false
    return String(values[name])
  })
  return isWhole ? done : null
}
