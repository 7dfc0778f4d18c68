import type { Translate } from '../locales/translate'
import type { Sanction } from './criteria'
import { loadPreset } from './presets'

const standard = new Set(loadPreset('main20').sanctions.map(({ key }) => key))

/** What a fact is of, in the reader's language: a sanction by its name, other words as they were written. */
export function kindInWords(kind: string, t: Translate, sanctions: readonly Sanction[] = []): string {
  if (standard.has(kind)) return t(`criteria:sanction.${kind}`)
  return sanctions.find(({ key }) => key === kind)?.name ?? kind
}
