import { z } from 'zod'
import { bare } from '../lib/tidy'
import { structureFlags, type StructureFlag } from './structure'
import { stages, type Stage } from './transitions'

export const sorts = ['team', 'name', 'updated'] as const
export type Sort = (typeof sorts)[number]

/** What a list shows, as its address says; '' and null stand for all. Ids are checked, words that mean nothing are dropped. */
export type ListFilter = {
  cycle: string | null
  round: string | null
  township: string | null
  team: string | null
  stage: Stage | null
  standing: string | null
  /** Key of a department that has not answered. */
  waiting: string | null
  flag: StructureFlag | null
  /** Part of a name, or pinyin, or initials; never an ID number. */
  q: string
  sort: Sort
  /** From 1. */
  page: number
}

/** Reads a list's address; whatever makes no sense filters nothing. */
export function readListFilter(query: unknown): ListFilter {
  return shape.parse(query ?? {})
}

/** The filter as an address, without what is not set; `changes` go over it. A changed filter starts at its first page. */
export function listHref(filter: ListFilter, changes: Partial<ListFilter> = {}): string {
  const wanted = { ...filter, page: 1, ...changes }
  const set = Object.entries(wanted).filter(([name, value]) => value && value !== defaults[name])
  const query = new URLSearchParams(Object.fromEntries(set.map(([name, value]) => [name, String(value)]))).toString()
  return query ? `/candidates?${query}` : '/candidates'
}

/** Whether words are an ID number or most of one: those never stand in an address, which servers and browsers keep. */
export function looksLikeNumber(words: string): boolean {
  return /\d{12}/.test(bare(words))
}

const defaults: Record<string, unknown> = { sort: 'team', page: 1 }

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
  flag: z.enum(structureFlags).nullable().catch(null),
  q: z
    .string()
    .transform((text) => text.trim().slice(0, 60))
    .catch(''),
  sort: z.enum(sorts).catch('team'),
  page: z.coerce.number().int().min(1).max(2_000).catch(1),
})
