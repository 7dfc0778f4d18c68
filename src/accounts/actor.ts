import type { Role } from './role'

/** The person behind a request, as the acts and the audit know them. */
export type Actor = {
  accountId: string
  username: string
  name: string
  role: Role
  townshipId: string | null
  departmentId: string | null
  /** Network address the request came from. */
  address: string
  requestId: string
}
