import { z } from 'zod'

export const queueShows = ['todo', 'drafted', 'flagged', 'returned', 'signed', 'all'] as const
export type QueueShow = (typeof queueShows)[number]

/** What the queue is narrowed to; it goes along in every link, so that next and previous stay inside it. */
export type QueueFilter = { show: QueueShow; township: string; words: string }

/** Nonsense in an address narrows nothing. */
export function readFilter(query: unknown): QueueFilter {
  const { show, township, q } = filterSchema.parse(query ?? {})
  return { show, township, words: q }
}

/** The filter as the end of an address: '' or '?show=…'. */
export function filterQuery(filter: QueueFilter, also: Record<string, string | number> = {}): string {
  const all = { show: filter.show === 'todo' ? '' : filter.show, township: filter.township, q: filter.words, ...also }
  const kept = Object.entries(all).filter(([, value]) => value !== '')
  const written = kept.map(([name, value]): [string, string] => [name, String(value)])
  return written.length ? `?${new URLSearchParams(written)}` : ''
}

/** From 1. */
export function readPageNumber(query: unknown): number {
  return pageSchema.parse(query ?? {}).page
}

const filterSchema = z.object({
  show: z.enum(queueShows).catch('todo'),
  township: z.uuid().catch(''),
  q: z.string().trim().max(60).catch(''),
})

const pageSchema = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) })
