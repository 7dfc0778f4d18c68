import { recorded, type Acting, type Doer } from '../audit/recorded'
import type { Act } from '../audit/act'
import type { Tx } from '../db/client'
import { Invalid, NotFound, Refused } from '../lib/errors'
import { digestId } from '../lib/id-digest'
import { newId } from '../lib/ids'
import { message } from '../lib/message'
import { refuseStale } from '../lib/stale'
import { changeableOf, type AccountCommand, type ListedAccount } from './account'
import type { NewAccountCommand } from './account.form'
import { mayAct, mayCreate, type AccountAct, type Verdict } from './account.policy'
import { insertAccount, lockAccount, lockWorkingAdmins, teamExists, unitExists, updateAccount } from './accounts.store'
import type { Actor } from './actor'
import { endDeputyshipsOf } from './deputies/deputies.store'
import { unlock } from './sign-in/attempts.store'
import { linkDigest, newLinkSecret } from './passwords/password-link'
import { replaceLink } from './passwords/passwords.store'
import { endSessionsOf } from './sign-in/sessions.store'

/** The key under which ID numbers become digests. */
type Keyed = Acting & { keys: { idDigestKey: Buffer } }
type Changed = { details?: Record<string, unknown> }

/** Makes an account and its first link; `secret` is told once and kept nowhere. @throws Invalid, Refused */
export async function createAccount(
  deps: Keyed,
  actor: Actor,
  command: NewAccountCommand,
): Promise<{ id: string; secret: string }> {
  demand(mayCreate(actor))
  return recorded(deps, actor, 'account.created', async (tx) => {
    const { idNumber, ...account } = command
    const idDigest = idNumber ? digestId(deps.keys, idNumber) : null
    const made = await makeAccount(tx, { ...account, idDigest }, actor, deps.clock.now())
    return { result: made, record: { type: 'account', id: made.id, details: { role: command.role } } }
  })
}

/** The row and its first link inside a transaction. */
export async function makeAccount(
  tx: Tx,
  command: Omit<NewAccountCommand, 'idNumber'> & { idDigest?: string | null },
  by: Pick<Doer, 'accountId'>,
  now: Date,
): Promise<{ id: string; secret: string }> {
  const [id, secret] = [newId(now.getTime()), newLinkSecret()]
  const { teamId = null, idDigest = null } = command
  await demandUnit(tx, { ...command, teamId })
  const isNew = await insertAccount(tx, { id, ...command, teamId, idDigest, createdAt: now }, by.accountId)
  if (!isNew) throw new Invalid({ username: message('accounts:problem.username.taken') })
  await replaceLink(tx, id, linkDigest(secret), now)
  return { id, secret }
}

/**
 * Name, role, unit, village and ID number. Another role or unit ends the account's sessions; whom the person is near to
 * is asked anew at every act. @throws Refused, Stale
 */
export async function changeAccount(deps: Keyed, actor: Actor, id: string, command: AccountCommand, seen: string) {
  await act(deps, actor, id, 'change_role', 'account.changed', async (tx, account) => {
    const { idNumber, ...rest } = command
    const before = changeableOf(account)
    refuseStale(seen, before)
    const moved = (['role', 'townshipId', 'departmentId'] as const).filter((key) => rest[key] !== before[key])
    const personal = [
      ...(['name', 'teamId', 'email', 'language'] as const).filter((key) => rest[key] !== before[key]),
      ...(idNumber === undefined ? [] : ['idNumber' as const]),
    ]
    if (personal.length) demand(mayAct(actor, account, 'rename', false))
    await demandUnit(tx, command)
    await updateAccount(tx, id, { ...rest, ...digested(deps, idNumber) })
    const sessions = moved.length ? await endSessionsOf(tx, id) : 0
    const ended = { endedById: actor.accountId, endedAt: deps.clock.now() }
    const deputies = moved.length ? await endDeputyshipsOf(tx, id, ended) : 0
    return { details: { fields: [...personal, ...moved], role: command.role, sessions, ...(deputies && { deputies }) } }
  })
}

export async function disableAccount(deps: Acting, actor: Actor, id: string): Promise<void> {
  await act(deps, actor, id, 'disable', 'account.disabled', async (tx) => {
    await updateAccount(tx, id, { state: 'disabled' })
    const deputies = await endDeputyshipsOf(tx, id, { endedById: actor.accountId, endedAt: deps.clock.now() })
    return { details: { sessions: await endSessionsOf(tx, id), ...(deputies && { deputies }) } }
  })
}

export async function enableAccount(deps: Acting, actor: Actor, id: string): Promise<void> {
  await act(deps, actor, id, 'enable', 'account.enabled', async (tx) => {
    await updateAccount(tx, id, { state: 'active' })
    return {}
  })
}

/** A new one-time link; the password of before goes on working until it is used. Returns the secret. */
export async function issueLink(deps: Acting, actor: Actor, id: string): Promise<string> {
  const secret = newLinkSecret()
  await act(deps, actor, id, 'issue_link', 'account.link_issued', async (tx) => {
    await replaceLink(tx, id, linkDigest(secret), deps.clock.now())
    return {}
  })
  return secret
}

/** Lifts the locks after failed sign-ins. */
export async function unlockAccount(deps: Acting, actor: Actor, id: string): Promise<void> {
  await act(deps, actor, id, 'unlock', 'account.unlocked', async (tx, { username }) => {
    return { details: { locks: await unlock(tx, username) } }
  })
}

export async function endAccountSessions(deps: Acting, actor: Actor, id: string): Promise<void> {
  await act(deps, actor, id, 'end_sessions', 'account.sessions_ended', async (tx) => {
    return { details: { sessions: await endSessionsOf(tx, id) } }
  })
}

/** A person ends all their own sessions, this one too. */
export async function endOwnSessions(deps: Acting, actor: Actor): Promise<void> {
  await recorded(deps, actor, 'account.sessions_ended', async (tx) => {
    const sessions = await endSessionsOf(tx, actor.accountId)
    return { result: undefined, record: { type: 'account', id: actor.accountId, details: { sessions } } }
  })
}

/** Locks the account, asks the policy, works, records. */
async function act(
  deps: Acting,
  actor: Actor,
  id: string,
  wanted: AccountAct,
  name: Act,
  work: (tx: Tx, account: ListedAccount) => Promise<Changed>,
): Promise<void> {
  await recorded(deps, actor, name, async (tx) => {
    const admins = await lockWorkingAdmins(tx)
    const account = await lockAccount(tx, id)
    if (!account) throw new NotFound()
    demand(mayAct(actor, account, wanted, admins.length === 1 && admins[0] === id))
    const { details } = await work(tx, account)
    return { result: undefined, record: { type: 'account', id, details } }
  })
}

function digested({ keys }: Keyed, idNumber: string | null | undefined): { idDigest?: string | null } {
  if (idNumber === undefined) return {}
  return { idDigest: idNumber && digestId(keys, idNumber) }
}

type Places = Pick<AccountCommand, 'townshipId' | 'departmentId' | 'teamId'>

async function demandUnit(tx: Tx, command: Places): Promise<void> {
  if (command.teamId && !(await teamExists(tx, command.teamId)))
    throw new Invalid({ teamId: message('accounts:problem.team') })
  if (await unitExists(tx, command)) return
  const field = command.townshipId ? 'township' : 'department'
  throw new Invalid({ [`${field}Id`]: message(`accounts:problem.${field}`) })
}

function demand(verdict: Verdict): void {
  if (!verdict.allowed) throw new Refused(verdict.reason)
}
