import type { PositiveConditions } from '../../cycles/cycle'
import type { Day } from '../../lib/day'
import { listAddress } from '../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../lib/sort'
import { bare } from '../../lib/tidy'
import type { StructureFlag } from '../structure/structure'
import type { Milestone } from './milestone'
import type { Move } from './move'
import type { ShownStage } from '../transitions'

/** Ages begin with the youngest, updates with the latest. */
export const sorts = {
  team: 'ascending',
  name: 'ascending',
  age: 'ascending',
  updated: 'descending',
} as const satisfies Sorts<string>
export type CandidateSort = Sort<keyof typeof sorts>

/** What a list is about: the cycle with its positive conditions, and the day on which its ages count. */
export type ListBasis = { cycleId: string; conditions: PositiveConditions; day: Day }

export const pageSize = 50
/** Counting stops here: beyond it a list says "more than", and the filters help. */
export const countedAtMost = 10_000

/** What a list shows, as its address says; '' and null stand for all. Ids are checked, words that mean nothing are dropped. */
export type ListFilter = {
  cycle: string | null
  round: string | null
  township: string | null
  team: string | null
  stage: ShownStage | null
  standing: string | null
  /** Key of a department that has not answered. */
  waiting: string | null
  /** Key of a department whose signed opinion is there. */
  signed: string | null
  flag: StructureFlag | null
  /** Where they stand on the map of work. */
  milestone: Milestone | null
  /** What happened to them from day to day; all three or none. */
  move: Move | null
  from: Day | null
  to: Day | null
  /** Part of a name, or pinyin, or initials; never an ID number. */
  q: string
  sort: CandidateSort
  /** From 1. */
  page: number
}

/** The filter as an address, without what is not set; `changes` go over it. A changed filter starts at its first page. */
export function listHref(filter: ListFilter, changes: Partial<ListFilter> = {}): string {
  return listAddress('/candidates', { ...filter, page: 1, ...changes }, { sort: plainSort(sorts), page: 1 })
}

/** Whether words are an ID number or most of one: those never stand in an address, which servers and browsers keep. */
export function looksLikeNumber(words: string): boolean {
  return /\d{12}/.test(bare(words))
}
