import { listAddress } from '../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../lib/sort'
import type { AccountFilter } from '../account'

/** By its columns, in the order of roles unless told; who was never here stands last. */
export const accountSorts = {
  role: 'ascending',
  username: 'ascending',
  name: 'ascending',
  unit: 'ascending',
  lastSignInAt: 'descending',
  createdAt: 'descending',
} as const satisfies Sorts<string>
export type AccountSort = Sort<keyof typeof accountSorts>

/** What the list shows, as its address says. */
export type AccountsAsked = AccountFilter & { sort: AccountSort }

export function accountsHref(asked: AccountsAsked & { page?: number }): string {
  return listAddress('/accounts', asked, { sort: plainSort(accountSorts), page: 1 })
}
