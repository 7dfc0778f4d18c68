import { z } from 'zod'
import { rowShows, type RowFilter } from './ledger'

/** Which rows of which version; nonsense in an address narrows nothing. `page` from 1, version 0 for the newest. */
export function readRowFilter(query: unknown): RowFilter & { page: number } {
  const { q, ...rest } = schema.parse(query ?? {})
  return { ...rest, words: q }
}

const schema = z.object({
  version: z.coerce.number().int().min(1).max(1_000_000).catch(0),
  show: z.enum(rowShows).catch('all'),
  q: z.string().trim().max(60).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
