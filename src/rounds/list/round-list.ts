import { listAddress } from '../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../lib/sort'
import type { RoundState } from '../round'

/** The newest first. */
export const roundSorts = {
  round: 'descending',
  referenceDate: 'descending',
  dueOn: 'descending',
  people: 'descending',
} as const satisfies Sorts<string>
export type RoundSort = Sort<keyof typeof roundSorts>

/** What the list shows, as its address says; '' for rounds in any state. */
export type RoundsAsked = { state: RoundState | ''; sort: RoundSort }

export function roundsHref(asked: RoundsAsked & { page?: number }): string {
  return listAddress('/rounds', asked, { sort: plainSort(roundSorts), page: 1 })
}
