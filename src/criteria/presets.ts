import type { CriteriaSet } from './criteria'
import main20 from './presets/main20.json'
import nine from './presets/nine.json'
import sixSix from './presets/six-six.json'
import sixteen from './presets/sixteen.json'
import ten from './presets/ten.json'

/** The lists that come along (domain §4); `sixteen` is empty slots for a county's own wording, switched off until worded. */
export const presetKeys = ['main20', 'six-six', 'ten', 'nine', 'sixteen'] as const
export type PresetKey = (typeof presetKeys)[number]

export function isPresetKey(text: string): text is PresetKey {
  return (presetKeys as readonly string[]).includes(text)
}

/** A fresh copy, so that a draft made from it never alters the preset. */
export function loadPreset(key: PresetKey): CriteriaSet {
  return structuredClone(presets[key]) as CriteriaSet
}

// The compiler reads JSON texts as plain strings: tests/rules/criteria proves that every preset is a sound set.
const presets: Record<PresetKey, unknown> = { main20, 'six-six': sixSix, ten, nine, sixteen }
