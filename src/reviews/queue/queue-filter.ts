import type { Day } from '../../lib/day'
import { listAddress } from '../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../lib/sort'

export const queueShows = [
  'todo',
  'recheck',
  'drafted',
  'flagged',
  'returned',
  'signed',
  'all',
  'open',
  'again',
  'sent_back',
] as const
export type QueueShow = (typeof queueShows)[number]

/** What every department may know of a person and a round; never how far another department is. Ages begin with the youngest. */
export const queueSorts = {
  township: 'ascending',
  name: 'ascending',
  age: 'ascending',
  round: 'descending',
} as const satisfies Sorts<string>
export type QueueSort = Sort<keyof typeof queueSorts>

/** What the queue is narrowed to; it goes along in every link, so that next and previous stay inside it. */
export type QueueFilter = {
  show: QueueShow
  township: string
  words: string
  /** Whose part of it, as in split/held.store.ts. */
  whose: string
  /** Only what is to be answered by this day. */
  due?: Day
  /** The order, also of next and previous at the desk; by place unless told. */
  sort?: QueueSort
}

/** Filters that are led to from the day's work and stand among the others only while they are chosen. */
export const passingShows: readonly QueueShow[] = ['open', 'again', 'sent_back']

/** The filter as the end of an address: '' or '?show=…'. */
export function filterQuery(filter: QueueFilter, also: Record<string, string | number> = {}): string {
  const { show, township, words, whose, due, sort } = filter
  return listAddress('', { show, township, q: words, whose, due, sort, ...also }, plain)
}

const plain = { show: 'todo', sort: plainSort(queueSorts) }
