import { listAddress } from '../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../lib/sort'
import type { TriggerState } from './transitions'

/** By its columns; what was reported last stands first. */
export const triggerSorts = {
  reportedOn: 'descending',
  candidate: 'ascending',
  place: 'ascending',
  kind: 'ascending',
  departmentId: 'ascending',
} as const satisfies Sorts<string>
export type TriggerSort = Sort<keyof typeof triggerSorts>

/** What the list shows, as its address says; `candidate`: of one person alone. */
export type TriggersAsked = { state: TriggerState; candidate: string | null; sort: TriggerSort }

export function triggersHref(asked: TriggersAsked & { page?: number }): string {
  return listAddress('/triggers', asked, { state: 'open', sort: plainSort(triggerSorts), page: 1 })
}
