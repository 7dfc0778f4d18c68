import { recorded, type Acting, type Doer } from '../audit/recorded'
import { defaultLanguage, translator } from '../locales/translate'
import { makeAccount } from './accounts.actions'
import { findFirstAdministrator } from './accounts.store'
import { linkDigest, newLinkSecret } from './password-link'
import { replaceLink } from './passwords.store'

/** The program itself, when nobody has signed in yet. */
const system: Doer = { accountId: null, username: 'system', role: 'system', address: '', requestId: '' }

/**
 * The path of a one-time link for the first system administrator: with a new account `admin` when there are no accounts,
 * a fresh one as long as that account has no password; null once somebody can sign in.
 */
export async function firstAdministratorLink(deps: Acting): Promise<string | null> {
  const first = await findFirstAdministrator(deps.db)
  if (first === 'not needed') return null
  const secret = first ? await renew(deps, first.id) : await make(deps)
  return `/password/${secret}`
}

async function make(deps: Acting): Promise<string> {
  const admin = {
    username: 'admin',
    name: translator(defaultLanguage)('roles:system_admin'),
    role: 'system_admin',
    townshipId: null,
    departmentId: null,
  } as const
  return recorded(deps, system, 'account.created', async (tx) => {
    const { id, secret } = await makeAccount(tx, admin, system, deps.clock.now())
    return { result: secret, record: { type: 'account', id, details: { role: admin.role } } }
  })
}

async function renew(deps: Acting, id: string): Promise<string> {
  return recorded(deps, system, 'account.link_issued', async (tx) => {
    const secret = newLinkSecret()
    await replaceLink(tx, id, linkDigest(secret), deps.clock.now())
    return { result: secret, record: { type: 'account', id } }
  })
}
