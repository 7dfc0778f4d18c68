import { listAddress } from '../../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../../lib/sort'

/** By its columns, the newest first. */
export const meetingSorts = {
  day: 'descending',
  number: 'ascending',
  state: 'ascending',
  people: 'descending',
} as const satisfies Sorts<string>
export type MeetingSort = Sort<keyof typeof meetingSorts>

export function meetingsHref(asked: { sort: MeetingSort; page?: number }): string {
  return listAddress('/meetings', asked, { sort: plainSort(meetingSorts), page: 1 })
}
