import { listAddress } from '../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../lib/sort'
import type { Hold } from './hold'

/** By its columns, the earliest day first. */
export const holdSorts = { until: 'ascending', name: 'ascending', team: 'ascending' } as const satisfies Sorts<string>

/** What the list shows, as its address says. */
export type HoldsAsked = { outcome: Hold['outcome']; sort: Sort<keyof typeof holdSorts> }

export function holdsHref(asked: HoldsAsked & { page?: number }): string {
  return listAddress('/holds', asked, { outcome: 'held', sort: plainSort(holdSorts), page: 1 })
}
