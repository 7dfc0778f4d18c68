import { listAddress } from '../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../lib/sort'
import type { OutcomeWord } from '../outcome'
import type { OutcomeState } from '../transitions'

/** Proposals and decisions begin with the latest. */
export const outcomeSorts = {
  proposed: 'descending',
  decided: 'descending',
  place: 'ascending',
  name: 'ascending',
} as const satisfies Sorts<string>
export type OutcomeSort = Sort<keyof typeof outcomeSorts>

/** What the list shows, as its address says. */
export type ListFilter = {
  tab: OutcomeState
  township: string | null
  outcome: OutcomeWord | null
  sort: OutcomeSort
}

/** The filter as an address, without what stands there anyway; `changes` go over it. */
export function outcomesHref(filter: ListFilter, changes: Partial<ListFilter & { page: number }> = {}): string {
  return listAddress('/outcomes', { ...filter, ...changes }, plain)
}

// Proposals come first, because they wait for somebody.
const plain = { page: 1, tab: 'proposed', sort: plainSort(outcomeSorts) }
