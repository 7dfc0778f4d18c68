import type { OutcomeWord } from '../outcome'
import type { OutcomeState } from '../transitions'

/** `-` turns the order round; proposals and decisions begin with the latest. */
export const outcomeSorts = [
  'proposed',
  '-proposed',
  'decided',
  '-decided',
  'place',
  '-place',
  'name',
  '-name',
] as const
export type OutcomeSort = (typeof outcomeSorts)[number]

/** What the list shows, as its address says. */
export type ListFilter = {
  tab: OutcomeState
  township: string | null
  outcome: OutcomeWord | null
  sort: OutcomeSort
}

/** The filter as an address, without what stands there anyway; `changes` go over it. */
export function outcomesHref(filter: ListFilter, changes: Partial<ListFilter> = {}): string {
  const wanted = Object.entries({ ...filter, ...changes })
  const set = wanted.filter(([name, value]) => value && value !== plain[name])
  const query = new URLSearchParams(set.map(([name, value]): [string, string] => [name, String(value)])).toString()
  return query ? `/outcomes?${query}` : '/outcomes'
}

// Proposals come first, because they wait for somebody.
const plain: Record<string, unknown> = { tab: 'proposed', sort: 'proposed' }
