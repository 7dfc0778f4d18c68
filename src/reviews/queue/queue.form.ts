import { z } from 'zod'
import { isDay } from '../../lib/day'
import { readSort } from '../../lib/sort'
import { type QueueFilter, queueShows, queueSorts } from './queue-filter'

/** Nonsense in an address narrows nothing. */
export function readFilter(query: unknown): QueueFilter {
  const { show, township, q, due, whose, sort } = filterSchema.parse(query ?? {})
  return { show, township, words: q, whose, ...(isDay(due) && { due }), sort: readSort(sort, queueSorts) }
}

/** From 1. */
export function readPageNumber(query: unknown): number {
  return pageSchema.parse(query ?? {}).page
}

const filterSchema = z.object({
  show: z.enum(queueShows).catch('todo'),
  township: z.uuid().catch(''),
  q: z.string().trim().max(60).catch(''),
  due: z.string().catch(''),
  sort: z.string().catch(''),
  whose: z.union([z.enum(['all', 'none']), z.uuid()]).catch(''),
})

const pageSchema = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) })
