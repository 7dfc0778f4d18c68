import { z } from 'zod'
import { isDay } from '../../lib/day'
import { readSort } from '../../lib/sort'
import { sorts, type ListFilter } from './list'
import { milestones } from './milestone'
import { moves } from './move'
import { structureFlags } from '../structure/structure'
import { shownStages } from '../transitions'

/** Reads a list's address; whatever makes no sense filters nothing. */
export function readListFilter(query: unknown): ListFilter {
  const read = shape.parse(query ?? {})
  const [from, to] = [read.from, read.to ?? read.from]
  return read.move && from && to ? { ...read, from, to } : { ...read, move: null, from: null, to: null }
}

const id = z.uuid().nullable().catch(null)
const day = z.string().refine(isDay).nullable().catch(null)
const word = z.string().max(60).nullable().catch(null)

const shape = z.object({
  cycle: id,
  round: id,
  township: id,
  team: id,
  stage: z.enum(shownStages).nullable().catch(null),
  standing: word,
  waiting: word,
  signed: word,
  flag: z.enum(structureFlags).nullable().catch(null),
  milestone: z.enum(milestones).nullable().catch(null),
  move: z.enum(moves).nullable().catch(null),
  from: day,
  to: day,
  q: z
    .string()
    .transform((text) => text.trim().slice(0, 60))
    .catch(''),
  sort: z
    .string()
    .catch('')
    .transform((asked) => readSort(asked, sorts)),
  page: z.coerce.number().int().min(1).max(2_000).catch(1),
})
