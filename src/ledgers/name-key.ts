import { pinyin } from 'pinyin-pro'
import { personName } from '../lib/tidy'
import variantLines from './variants.json'

/**
 * What a name can be found by when it was written in another way. `both` meet the same words of another name; a word of
 * `whole` meets the same word of `partial`, so that two names that each lost something else do not meet.
 */
export type NameKeys = {
  /** Written alike once variant forms (昇 升), dots and blanks are gone. */
  folded: string
  both: { key: 'sound' | 'swapped'; word: string }[]
  whole: string[]
  partial: { key: 'dropped' | 'part'; word: string }[]
}

/** Keys of a name; null where it has no letter and no character. Pure: the same name has the same keys for ever. */
export function nameKeys(written: string): NameKeys | null {
  const folded = foldName(written)
  if (folded === '') return null
  const spelled = spellings(folded)
  return {
    folded,
    both: [
      ...distinct(spelled.map(joined)).map((word) => ({ key: 'sound' as const, word })),
      ...distinct(spelled.flatMap(swapped)).map((word) => ({ key: 'swapped' as const, word })),
    ],
    whole: distinct(spelled.map(joined)),
    partial: [
      ...distinct(spelled.flatMap(dropped)).map((word) => ({ key: 'dropped' as const, word })),
      ...firstParts(written).map((word) => ({ key: 'part' as const, word })),
    ],
  }
}

/** A name for comparing: simplified and usual forms, no blanks, no dots, letters in lower case. */
export function foldName(written: string): string {
  const letters = personName(written.normalize('NFKC')).replace(/[^\p{L}]/gu, '')
  return [...letters.toLowerCase()].map((character) => usualForm.get(character) ?? character).join('')
}

/** Each line of the table holds groups of characters that are one character in names; the first is the usual form. */
const usualForm = new Map(
  variantLines
    .flatMap((line) => line.split(' '))
    .flatMap((group) => [...group].slice(1).map((character) => [character, [...group][0]!] as const)),
)

/** So many readings of one character are followed: a third one is too rare to be meant. */
const mostReadings = 2
/** Longer names are no Han names: their characters stand for sounds and are read in the usual way. */
const longestHan = 4

/** Each way to read a name aloud, syllable by syllable, without tones; the first character may be a surname (单 shan). */
function spellings(folded: string): string[][] {
  const characters = [...folded]
  const perCharacter = characters.map((character, place) => readingsOf(character, place === 0))
  if (characters.length > longestHan) return [characters.map((character) => readingsOf(character, false)[0]!)]
  return perCharacter.reduce<string[][]>(
    (begun, readings) => begun.flatMap((start) => readings.map((reading) => [...start, reading])),
    [[]],
  )
}

const known = new Map<string, string[]>()

function readingsOf(character: string, first: boolean): string[] {
  const place = first ? `^${character}` : character
  const before = known.get(place)
  if (before) return before
  const usual = readings(character, 'off').slice(0, mostReadings)
  const found = distinct([...(first ? readings(character, 'head').slice(0, 1) : []), ...usual])
  known.set(place, found)
  return found
}

function readings(character: string, surname: 'head' | 'off'): string[] {
  const spelled = pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true, surname })
  return spelled.map((syllable) => syllable.toLowerCase().replace('ü', 'v'))
}

function joined(syllables: string[]): string {
  return syllables.join(' ')
}

/** The given name in any order, its surname kept. */
function swapped([surname, ...given]: string[]): string[] {
  return given.length < 2 ? [] : [joined([surname!, ...given.toSorted()])]
}

/** Without one character of the given name; of a long name, which is no Han name, without any one. */
function dropped(syllables: string[]): string[] {
  if (syllables.length < 3) return []
  const first = syllables.length > longestHan ? 0 : 1
  return syllables.slice(first).map((_, place) => joined(syllables.toSpliced(first + place, 1)))
}

/** 阿依古丽·买买提 is often written without the second part. */
function firstParts(written: string): string[] {
  const [first, second] = personName(written.normalize('NFKC')).split('·')
  const folded = foldName(first ?? '')
  return second && [...folded].length > 1 ? distinct(spellings(folded).map(joined)) : []
}

function distinct(words: string[]): string[] {
  return [...new Set(words)]
}
