import type { Day } from '../lib/day'

/** What a confirmed item leads to (domain §4): 不得 · 暂缓 · 不宜. */
export const itemClasses = ['bar', 'hold', 'refer'] as const
export type ItemClass = (typeof itemClasses)[number]

/** How long a fact counts, as written in the criteria data: `years:5` and so on (rules §2). */
export type Window = 'always' | 'while' | 'sanction' | 'terms' | 'cycle' | `years:${number}`

/** The windows as a form offers them; `years` asks for a number besides. */
export const windowKinds = ['always', 'while', 'sanction', 'terms', 'cycle', 'years'] as const

/** One line of the negative list; departments are named by key. */
export type Item = {
  code: string
  text: string
  text_en: string
  class: ItemClass
  lead: string
  assisting: string[]
  window: Window
  /** Switched off items take no part; absent means on. */
  off?: boolean
}

export const sanctionKinds = ['party', 'administrative', 'organisational'] as const
export type SanctionKind = (typeof sanctionKinds)[number]

/** One row of the sanction table: months from the date of effect. */
export type Sanction = { key: string; name: string; kind: SanctionKind; months: number }

/** A negative list: one frozen version of it governs a round. */
export type CriteriaSet = { key: string; version: number; name: string; items: Item[]; sanctions: Sanction[] }

/** The two days that the windows `cycle` and `terms` count from; without one, such facts always count. */
export type TermDays = { cycleStart: Day | null; lastTermStart: Day | null }

/** Items that take part, in file order. */
export function activeItems(criteria: CriteriaSet): Item[] {
  return criteria.items.filter((item) => !item.off)
}

export function findItem(criteria: CriteriaSet, code: string): Item | undefined {
  return criteria.items.find((item) => item.code === code)
}

/** Years of a window `years:n`, 1 to 99; null for every other text, so that nonsense is never taken for a short window. */
export function windowYears(window: string): number | null {
  const match = /^years:([1-9]\d?)$/.exec(window)
  return match ? Number(match[1]) : null
}

export function isWindow(text: string): text is Window {
  return ['always', 'while', 'sanction', 'terms', 'cycle'].includes(text) || windowYears(text) !== null
}
