import type { Day } from '../lib/day'
import type { Sex } from '../lib/id-number'
import { message, type Message } from '../lib/message'
import type { Sort, Sorts } from '../lib/sort'
import type { KindKey } from './kind'

/** One department's ledger of one kind. `latest` is its newest version's number, 0 before the first. */
export type Ledger = {
  id: string
  departmentId: string
  department: string
  departmentEn: string
  kind: KindKey
  latest: number
}

export type LedgerVersion = {
  id: string
  number: number
  source: string
  asOf: Day
  fileName: string
  digest: string
  rows: number
  fresh: number
  gone: number
  left: number
  takenAt: Date
  takenBy: string
}

/** `lastVersion` of a row whose version is still being written: it is in no version, and nothing finds it. */
export const beingWritten = -1

/** What taking a file did. */
export type Taken = { number: number; fresh: number; gone: number; hits: number; triggers: number }

/** Told once, on the page of the new version. */
export function takenNotices({ number, fresh, gone, hits, triggers }: Taken): Message[] {
  const done = message('ledgers:import.done', { number, fresh, gone, hits })
  return triggers ? [done, message('ledgers:import.asked', { count: triggers })] : [done]
}

/** A row as lists print it. */
export type LedgerRow = {
  id: string
  row: number
  firstVersion: number
  lastVersion: number | null
  name: string | null
  idCipher: Uint8Array | null
  sexes: Sex[]
  births: Day[]
  years: number[]
  township: string | null
  village: string | null
  values: Record<string, string>
}

/** Rows of one version that a list shows: all, those it was the first to have, those that it no longer has. */
export const rowShows = ['all', 'fresh', 'gone'] as const
export type RowShow = (typeof rowShows)[number]
export type RowFilter = { version: number; show: RowShow; words: string; sort: Sort<keyof typeof rowSorts> }

/** In the order of the sheets that they came in, unless told. */
export const rowSorts = { row: 'ascending', name: 'ascending' } as const satisfies Sorts<string>
