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

/** A text without blanks is looked up once: a list of fifty rows asks for a thousand. */
function translateInto(lang: Language): Translate {
  const fixed = texts.getFixedT(lang)
  const plain = new Map<string, string>()
  return (key, values) => {
    const known = values ? undefined : plain.get(key)
    if (known !== undefined) return known
    const text = fixed(key, values ?? {})
    if (!values) plain.set(key, text)
    return text
  }
}
