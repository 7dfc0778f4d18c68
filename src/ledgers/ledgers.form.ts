import { z } from 'zod'
import { readSort } from '../lib/sort'
import { rowShows, rowSorts, type RowFilter } from './ledger'

/** Which rows of which version; nonsense in an address narrows nothing. Version 0 stands for the newest. */
export function readRowFilter(query: unknown): RowFilter {
  const { q, ...rest } = schema.parse(query ?? {})
  return { ...rest, words: q }
}

const schema = z.object({
  version: z.coerce.number().int().min(1).max(1_000_000).catch(0),
  show: z.enum(rowShows).catch('all'),
  q: z.string().trim().max(60).catch(''),
  sort: z
    .string()
    .catch('')
    .transform((asked) => readSort(asked, rowSorts)),
})
