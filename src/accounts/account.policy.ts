import { message, type Message } from '../lib/message'
import type { Account } from './account'
import type { Actor } from './actor'
import type { Role } from './role'

export const accountActs = [
  'create',
  'rename',
  'change_role',
  'issue_link',
  'disable',
  'enable',
  'unlock',
  'end_sessions',
] as const

export type AccountAct = (typeof accountActs)[number]
export type Verdict = { allowed: true } | { allowed: false; reason: Message }
type Asking = Pick<Actor, 'accountId' | 'role'>

/** Duties are kept apart: the one makes accounts, the other watches over roles and locks; the auditor does neither. */
const who: Record<AccountAct, readonly Role[]> = {
  create: ['system_admin'],
  rename: ['system_admin'],
  change_role: ['system_admin', 'security_admin'],
  issue_link: ['system_admin'],
  disable: ['system_admin', 'security_admin'],
  enable: ['system_admin'],
  unlock: ['security_admin'],
  end_sessions: ['security_admin'],
}

export function mayCreate(actor: Asking): Verdict {
  return isTheirs(actor, 'create') ? allowed : refused('role.create')
}

/**
 * Whether this administrator may do this to this account now.
 * @param lastAdmin the account is the only system administrator who can still sign in
 */
export function mayAct(
  actor: Asking,
  account: Pick<Account, 'id' | 'state'>,
  act: AccountAct,
  lastAdmin: boolean,
): Verdict {
  if (!isTheirs(actor, act)) return refused(`role.${act}`)
  if (actor.accountId === account.id) return refused('self')
  if (act === 'enable') return account.state === 'disabled' ? allowed : refused('alreadyActive')
  if (account.state === 'disabled') return refused('disabled')
  return lastAdmin && (act === 'disable' || act === 'change_role') ? refused('lastAdmin') : allowed
}

const allowed: Verdict = { allowed: true }

function isTheirs(actor: Asking, act: AccountAct): boolean {
  return who[act].includes(actor.role)
}

function refused(why: string): Verdict {
  return { allowed: false, reason: message(`accounts:refused.${why}`) }
}
