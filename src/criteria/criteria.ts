import type { Day } from '../lib/day'

/** What a confirmed item leads to (domain §4): 不得 · 暂缓 · 不宜. */
export type ItemClass = 'bar' | 'hold' | 'refer'

/** How long a fact counts, as written in the criteria data: `years:5` and so on (rules §2). */
export type Window = 'always' | 'while' | 'sanction' | 'terms' | 'cycle' | `years:${number}`

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

export type SanctionKind = 'party' | 'administrative' | 'organisational'

/** One row of the sanction table: months from the date of effect. */
export type Sanction = { key: string; name: string; kind: SanctionKind; months: number }

/** A negative list: one frozen version of it governs a round. */
export type CriteriaSet = { key: string; version: number; name: string; items: Item[]; sanctions: Sanction[] }

/** The two days that the windows `cycle` and `terms` count from; without one, such facts always count. */
export type TermDays = { cycleStart: Day | null; lastTermStart: Day | null }
