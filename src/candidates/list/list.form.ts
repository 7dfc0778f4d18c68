import { z } from 'zod'
import { sorts, type ListFilter } from './list'
import { structureFlags } from '../structure/structure'
import { stages } from '../transitions'

/** Reads a list's address; whatever makes no sense filters nothing. */
export function readListFilter(query: unknown): ListFilter {
  return shape.parse(query ?? {})
}

const id = z.uuid().nullable().catch(null)
const word = z.string().max(60).nullable().catch(null)

const shape = z.object({
  cycle: id,
  round: id,
  township: id,
  team: id,
  stage: z.enum(stages).nullable().catch(null),
  standing: word,
  waiting: word,
  signed: word,
  flag: z.enum(structureFlags).nullable().catch(null),
  q: z
    .string()
    .transform((text) => text.trim().slice(0, 60))
    .catch(''),
  sort: z.enum(sorts).catch('team'),
  page: z.coerce.number().int().min(1).max(2_000).catch(1),
})
