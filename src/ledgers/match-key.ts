import type { Day } from '../lib/day'
import { nameKeys } from './name-key'
import { townshipKey, villageKey } from './place-key'

/** What is known of a person on one side: a ledger's row or a candidate. Whatever is missing is null or empty. */
export type Known = {
  name: string | null
  idDigest: string | null
  births: readonly Day[]
  years: readonly number[]
  township: string | null
  village: string | null
}

/** By what a row and a candidate met, the strongest first. */
export const hitKeys = ['id', 'name_birth', 'name', 'sound', 'swapped', 'dropped', 'part'] as const
export type HitKey = (typeof hitKeys)[number]

/**
 * What a row or a candidate can be found by: two that share a number may be one person. A number says by which key
 * (`hitKeyOf`). Knowing more only ever adds numbers, so that filling in a field never loses a hit.
 *
 * An ID number alone will do, a name with the whole birth date, and a name written alike. A name that only sounds alike
 * or has lost something must share the birth year, the township or the village as well.
 */
export function matchKeys(known: Known, side: 'row' | 'candidate'): number[] {
  const found = new Set<number>()
  const add = (key: HitKey, words: string) => void found.add(numberOf(key, words))
  if (known.idDigest) add('id', known.idDigest)
  const name = known.name === null ? null : nameKeys(known.name)
  if (!name) return [...found]
  add('name', name.folded)
  for (const birth of known.births) add('name_birth', `${name.folded}|${birth}`)
  // What is whole on one side meets what has lost something on the other: the two sides say it crosswise.
  const [mine, other] = side === 'row' ? ['r', 'c'] : ['c', 'r']
  for (const shared of evidence(known)) {
    for (const { key, word } of name.both) add(key, `${word}|${shared}`)
    for (const word of name.whole) for (const key of ['dropped', 'part'] as const) add(key, `${mine}${word}|${shared}`)
    for (const { key, word } of name.partial) add(key, `${other}${word}|${shared}`)
  }
  return [...found]
}

/** The key that a shared number stands for; also SQL asks for it as `number & 7`. */
export function hitKeyOf(number: number): HitKey {
  return hitKeys[number % keyRoom]!
}

const keyRoom = 8

function evidence({ births, years, township, village }: Known): string[] {
  const allYears = new Set([...years, ...births.map((birth) => Number(birth.slice(0, 4)))])
  return [
    ...[...allYears].map((year) => `y${year}`),
    ...(townshipKey(township) ? [`t${townshipKey(township)}`] : []),
    ...(villageKey(village) ? [`v${villageKey(village)}`] : []),
  ]
}

function numberOf(key: HitKey, words: string): number {
  return hash50(`${key} ${words}`) * keyRoom + hitKeys.indexOf(key)
}

/** 50 bits of cyrb53 (public domain, github.com/bryc/code): fast, and with the key's three bits still a safe integer. */
function hash50(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (low >>> 14) * 4294967296 + (high >>> 0)
}
