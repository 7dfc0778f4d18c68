import { listAddress } from '../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../lib/sort'

/** By its columns, in the order of the county's lists unless told. */
export const electionSorts = {
  team: 'ascending',
  heldOn: 'descending',
  candidates: 'descending',
  elected: 'descending',
  seats: 'descending',
  turnout: 'ascending',
} as const satisfies Sorts<string>

/** What the list shows, as its address says. */
export type ElectionsAsked = {
  township?: string
  state?: 'held' | 'open'
  sort: Sort<keyof typeof electionSorts>
}

export function electionsHref(asked: ElectionsAsked & { page?: number }): string {
  return listAddress('/elections', asked, { sort: plainSort(electionSorts), page: 1 })
}
