import { listAddress } from '../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../lib/sort'
import type { Act } from '../act'

/** What the auditor looks for, as typed; every part may be empty. */
export type AuditSearch = {
  act: string
  username: string
  recordType: string
  recordId: string
  from: string
  to: string
}

/** Times from (inclusive) to (exclusive). */
export type AuditFilter = {
  act?: Act
  username?: string
  recordType?: string
  recordId?: string
  from?: Date
  to?: Date
}

/** By the chain alone: it is what an index reads from either end, however long it grows. */
export const auditSorts = { at: 'descending' } as const satisfies Sorts<string>

/** What the list shows, as its address says; `past` is the place in the chain that the leaf begins past. */
export type AuditAsked = AuditSearch & { sort: Sort<keyof typeof auditSorts> }

export function auditHref(asked: AuditAsked & { past?: number | null }): string {
  return listAddress('/audit', asked, { sort: plainSort(auditSorts) })
}
