import type { Role } from './role'

/** 代签: a signatory who is away, and the last day on which they are stood in for. */
export type StandsInFor = { accountId: string; name: string; until: string }

/** The person behind a request, as the acts and the audit know them. */
export type Actor = {
  accountId: string
  username: string
  name: string
  role: Role
  townshipId: string | null
  departmentId: string | null
  /** For whom this person may sign today; whoever signs asks again inside the act. */
  standsInFor?: StandsInFor | null
  /** Network address the request came from. */
  address: string
  requestId: string
}
