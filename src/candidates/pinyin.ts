import { pinyin as spell } from 'pinyin-pro'

/** Names as they are typed on a keyboard: `pinyin` without tones or blanks (lü → lv), `initials` of each character. */
export type Spelling = { pinyin: string; initials: string }

/** Spells a name; surnames have their own readings (单 shan, 曾 zeng, 仇 qiu). Letters in it stay, other signs go. */
export function spellName(name: string): Spelling {
  const syllables = spell(name, { toneType: 'none', surname: 'head', type: 'array', v: true })
    .map((syllable) =>
      syllable
        .toLowerCase()
        .replace('ü', 'v')
        .replace(/[^a-z]/g, ''),
    )
    .filter(Boolean)
  return { pinyin: syllables.join(''), initials: syllables.map((syllable) => syllable[0]).join('') }
}
