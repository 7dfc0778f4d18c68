import { readIdNumber } from '../../lib/id-number'
import { bare } from '../../lib/tidy'
import { looksLikeNumber } from '../list/list'

/**
 * What somebody typed to find a person: a whole ID number, its last four characters, or words (name, pinyin, initials,
 * team). `unreadable`: most of a number, with a mistake in it.
 */
export type Asked =
  | { kind: 'nothing' }
  | { kind: 'unreadable' }
  | { kind: 'number'; number: string }
  | { kind: 'tail'; tail: string }
  | { kind: 'words'; words: string }

/** At most this many people and teams are shown; who has more to look through goes to the list. */
export const foundAtMost = 20
const longest = 60

export function readAsked(text: string): Asked {
  const words = text.trim().slice(0, longest)
  if (words === '') return { kind: 'nothing' }
  if (looksLikeNumber(words)) {
    const reading = readIdNumber(words)
    return reading.ok ? { kind: 'number', number: reading.number } : { kind: 'unreadable' }
  }
  const tail = bare(words).toUpperCase()
  return /^\d{3}[\dX]$/.test(tail) ? { kind: 'tail', tail } : { kind: 'words', words }
}
