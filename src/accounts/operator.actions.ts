import { recorded, type Acting, type Doer } from '../audit/recorded'
import { NotFound } from '../lib/errors'
import { defaultLanguage, translator } from '../locales/translate'
import { makeAccount } from './accounts.actions'
import { findFirstAdministrator, findForSignIn } from './accounts.store'
import { unlock } from './sign-in/attempts.store'
import { linkDigest, newLinkSecret } from './passwords/password-link'
import { replaceLink } from './passwords/passwords.store'

/** The program itself, or whoever sits at its machine. */
const system: Doer = { accountId: null, username: 'system', role: 'system', address: '', requestId: '' }

/**
 * The path of a one-time link for the first system administrator: with a new account `admin` when there is none, a fresh
 * one as long as nobody has a password; null once somebody can sign in.
 */
export async function firstAdministratorLink(deps: Acting): Promise<string | null> {
  const first = await findFirstAdministrator(deps.db)
  if (first === 'not needed') return null
  return first ? renew(deps, first.id) : make(deps)
}

/** The path of a new one-time link for an account, for when no administrator can sign in. @throws NotFound */
export async function renewLink(deps: Acting, username: string): Promise<string> {
  const account = await findForSignIn(deps.db, username)
  if (!account) throw new NotFound()
  return renew(deps, account.id)
}

/** Lifts the locks of an account; returns how many there were. @throws NotFound */
export async function unlockByOperator(deps: Acting, username: string): Promise<number> {
  const account = await findForSignIn(deps.db, username)
  if (!account) throw new NotFound()
  return recorded(deps, system, 'account.unlocked', async (tx) => {
    const locks = await unlock(tx, username)
    return { result: locks, record: { type: 'account', id: account.id, details: { locks } } }
  })
}

async function make(deps: Acting): Promise<string> {
  const name = translator(defaultLanguage)('roles:system_admin')
  const admin = { username: 'admin', name, role: 'system_admin', townshipId: null, departmentId: null } as const
  return recorded(deps, system, 'account.created', async (tx) => {
    const { id, secret } = await makeAccount(tx, admin, system, deps.clock.now())
    return { result: pathOf(secret), record: { type: 'account', id, details: { role: admin.role } } }
  })
}

async function renew(deps: Acting, id: string): Promise<string> {
  return recorded(deps, system, 'account.link_issued', async (tx) => {
    const secret = newLinkSecret()
    await replaceLink(tx, id, linkDigest(secret), deps.clock.now())
    return { result: pathOf(secret), record: { type: 'account', id } }
  })
}

function pathOf(secret: string): string {
  return `/password/${secret}`
}
