import { listAddress } from '../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../lib/sort'

/** By its columns, in the order of places unless told. */
export const carriedSorts = {
  team: 'ascending',
  name: 'ascending',
  department: 'ascending',
  origin: 'ascending',
} as const satisfies Sorts<string>
export type CarriedSort = Sort<keyof typeof carriedSorts>

/** What the list of a round shows, as its address says; `township`, `department`: those of one alone. */
export type CarriedAsked = { roundId: string; township: string; department: string; sort: CarriedSort }

export function carriedHref({ roundId, ...asked }: CarriedAsked & { page?: number }): string {
  return listAddress(`/rounds/${roundId}/carried`, asked, { sort: plainSort(carriedSorts), page: 1 })
}
