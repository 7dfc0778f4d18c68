import type { Language } from '../locales/catalogues'
import type { StandsInFor } from './actor'
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
  /** The village or community the person comes from or works in. */
  teamId: string | null
  /** Where reminders are sent; null: nowhere. */
  email: string | null
  /** The language of these e-mails; null: Chinese. */
  language: Language | null
  /** Whether the digest of the person's own ID number is kept; the number itself never is. */
  idKnown: boolean
  state: AccountState
  createdAt: Date
  /** null until the person has set a password. */
  passwordSetAt: Date | null
  lastSignInAt: Date | null
}

/** With the name of the township or department it is bound to, and of the person's village. */
export type ListedAccount = Account & { unit: string | null; unitEn: string | null; team: string | null }

/** `no_password` and `unused` are no states of the record, but they are what an administrator looks for. */
export const listedStates = ['active', 'disabled', 'no_password', 'unused'] as const
export type AccountFilter = { role?: Role; state?: (typeof listedStates)[number]; words?: string }

/** What an administrator's form changes. The unit follows from the role; the other one is null. */
export type AccountCommand = Pick<
  Account,
  'name' | 'role' | 'townshipId' | 'departmentId' | 'teamId' | 'email' | 'language'
> & {
  /** A number (18 characters) takes the place of what is known, null forgets it, undefined leaves it as it is. */
  idNumber?: string | null
}

/** What such a form was made from: somebody else's change meanwhile is told by it. */
export function changeableOf({ name, role, townshipId, departmentId, teamId, email, language }: AccountCommand) {
  return { name, role, townshipId, departmentId, teamId, email, language }
}

/** Who a session belongs to, read afresh at every request, and where this person works, for the header of the page. */
export type SessionOwner = Pick<Account, 'id' | 'username' | 'name' | 'role' | 'townshipId' | 'departmentId'> & {
  standsInFor: StandsInFor | null
  county: string | null
  cycle: string | null
  unit: string | null
  unitEn: string | null
  jobs: WaitingJobs | null
}

/** Jobs of one's own that run, or whose end one has not seen; `id` when there is only one. */
export type WaitingJobs = { running: boolean; id: string | null }

/** What may be typed as a username: it appears in the audit trail, so it must not be an ID number. */
export const usernamePattern = /^[a-z][a-z0-9._-]{2,31}$/

/** An address as mail servers take it; whether anybody reads it there, only sending tells. */
export const emailPattern = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/

/** As typed at sign-in: blanks around it and capitals do not matter. */
export function plainUsername(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}
