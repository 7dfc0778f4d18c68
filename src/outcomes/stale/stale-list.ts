import { listAddress } from '../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../lib/sort'

/** What was overtaken last stands first. */
export const staleSorts = {
  since: 'descending',
  place: 'ascending',
  name: 'ascending',
} as const satisfies Sorts<string>

/** What the list shows, as its address says. */
export type StaleAsked = { sort: Sort<keyof typeof staleSorts> }

export function staleHref(asked: StaleAsked & { page?: number }): string {
  return listAddress('/outcomes/stale', asked, { sort: plainSort(staleSorts), page: 1 })
}
