import { listAddress } from '../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../lib/sort'

/** By its columns, the nearest day first. */
export const rectificationSorts = {
  until: 'ascending',
  name: 'ascending',
  place: 'ascending',
} as const satisfies Sorts<string>
export type RectificationSort = Sort<keyof typeof rectificationSorts>

export function rectificationsHref(asked: { sort: RectificationSort; page?: number }): string {
  return listAddress('/rectifications', asked, { sort: plainSort(rectificationSorts), page: 1 })
}
