import { listAddress } from '../../lib/list-address'
import type { Sort, Sorts } from '../../lib/sort'
import type { ListedShow } from './recheck'

/** By its columns: what is due first stands first, what ended last stands first. */
export const recheckSorts = {
  dueOn: 'ascending',
  closed: 'descending',
  name: 'ascending',
  place: 'ascending',
  kind: 'ascending',
} as const satisfies Sorts<string>
export type RecheckSort = Sort<keyof typeof recheckSorts>

/** What the list shows, as its address says. */
export type RechecksAsked = { show: ListedShow; sort: RecheckSort }

/** What is under way comes by its day, what has ended by its end. */
export function plainOrder(show: ListedShow): RecheckSort {
  return show === 'open' || show === 'overdue' ? 'dueOn' : 'closed'
}

export function rechecksHref(asked: RechecksAsked & { page?: number }): string {
  return listAddress('/rechecks', asked, { sort: plainOrder(asked.show), page: 1 })
}
