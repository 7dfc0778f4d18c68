import type { Day } from '../../lib/day'

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

/** What the queue is narrowed to; it goes along in every link, so that next and previous stay inside it. */
export type QueueFilter = {
  show: QueueShow
  township: string
  words: string
  /** Whose part of it, as in split/held.store.ts. */
  whose: string
  /** Only what is to be answered by this day. */
  due?: Day
}

/** Filters that are led to from the day's work and stand among the others only while they are chosen. */
export const passingShows: readonly QueueShow[] = ['open', 'again', 'sent_back']

/** The filter as the end of an address: '' or '?show=…'. */
export function filterQuery(filter: QueueFilter, also: Record<string, string | number> = {}): string {
  const all = {
    show: filter.show === 'todo' ? '' : filter.show,
    township: filter.township,
    q: filter.words,
    whose: filter.whose,
    due: filter.due ?? '',
    ...also,
  }
  const kept = Object.entries(all).filter(([, value]) => value !== '')
  const written = kept.map(([name, value]): [string, string] => [name, String(value)])
  return written.length ? `?${new URLSearchParams(written)}` : ''
}
