import { listAddress } from '../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../lib/sort'
import type { HitFilter } from './hit'

/** `key`: the strongest first, and within it those whose numbers do not contradict. */
export const hitSorts = {
  key: 'ascending',
  candidate: 'ascending',
  place: 'ascending',
  record: 'ascending',
} as const satisfies Sorts<string>
export type HitSort = Sort<keyof typeof hitSorts>

/** What the list shows, as its address says. */
export type HitsAsked = HitFilter & { sort: HitSort }

export function hitsHref({ state, kind, words, sort, page }: HitsAsked & { page?: number }): string {
  return listAddress('/ledgers/hits', { state, kind, q: words, sort, page }, { sort: plainSort(hitSorts), page: 1 })
}
