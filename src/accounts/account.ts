import type { Role } from './role'

export type AccountState = 'active' | 'disabled'

/** One named person's account, as the pages and acts of the administrators see it. */
export type Account = {
  id: string
  username: string
  name: string
  role: Role
  townshipId: string | null
  departmentId: string | null
  state: AccountState
  createdAt: Date
  /** null until the person has set a password. */
  passwordSetAt: Date | null
  lastSignInAt: Date | null
}

/** Who a session belongs to, read afresh at every request, and where this person works, for the header of the page. */
export type SessionOwner = Pick<Account, 'id' | 'username' | 'name' | 'role' | 'townshipId' | 'departmentId'> & {
  county: string | null
  cycle: string | null
  unit: string | null
  unitEn: string | null
}

/** What may be typed as a username: it appears in the audit trail, so it must not be an ID number. */
export const usernamePattern = /^[a-z][a-z0-9._-]{2,31}$/

/** As typed at sign-in: blanks around it and capitals do not matter. */
export function plainUsername(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}
