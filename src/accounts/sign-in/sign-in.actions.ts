import { recorded, type Doer } from '../../audit/recorded'
import type { Deps } from '../../deps'
import { isPassword, TooBusy } from '../../lib/password-hash'
import { keyedDigest } from '../../lib/seal'
import { plainUsername } from '../account'
import { findForSignIn, markSignedIn, type SignInAccount } from '../accounts.store'
import { Attempts, mostFailures } from './attempts.store'

export type SignInEnd = { account: SignInAccount } | { why: 'wrong' | 'busy' } | { why: 'locked'; minutes: number }

type Typed = { username: string; password: string }
type Try = { username: string; address: string; count: number }

/** Looks at a username and password; every end but `busy` and a running lock leaves a row in the audit trail. */
export async function signIn(deps: Deps, typed: Typed, visitor: Doer): Promise<SignInEnd> {
  const place = { username: plainUsername(typed.username), address: visitor.address }
  const attempts = new Attempts(deps.pool)
  const begun = await attempts.begin(place)
  if ('locked' in begun) return { why: 'locked', minutes: begun.locked }
  const account = await findForSignIn(deps.db, place.username)
  try {
    const right = await isPassword(account?.passwordHash ?? null, typed.password)
    return right && account
      ? await welcome(deps, account, visitor)
      : await turnAway(deps, account, { ...place, ...begun }, visitor)
  } catch (error) {
    if (!(error instanceof TooBusy)) throw error
    await attempts.takeBack(place)
    return { why: 'busy' }
  }
}

/** Records that a person signed out; the session itself is ended by the page. */
export async function recordSignOut(deps: Deps, doer: Doer & { accountId: string }): Promise<void> {
  const record = { type: 'account', id: doer.accountId }
  await recorded(deps, doer, 'account.signed_out', async () => ({ result: undefined, record }))
}

async function welcome(deps: Deps, account: SignInAccount, visitor: Doer): Promise<SignInEnd> {
  const doer = { ...visitor, accountId: account.id, username: account.username, role: account.role }
  const stillActive = await recorded(deps, doer, 'account.signed_in', async (tx) => {
    const result = await markSignedIn(tx, account.id, deps.clock.now())
    return { result, records: result ? [{ type: 'account', id: account.id }] : [] }
  })
  if (!stillActive) return { why: 'wrong' }
  await new Attempts(deps.pool).forgive({ username: account.username, address: visitor.address })
  return { account }
}

async function turnAway(
  deps: Deps,
  account: SignInAccount | null,
  { count, ...place }: Try,
  visitor: Doer,
): Promise<SignInEnd> {
  // What was typed may be anything, an ID number or a password: only the name of an account that exists is kept.
  const doer = { ...visitor, username: account?.username ?? '' }
  const record = account
    ? { type: 'account', id: account.id }
    : { type: 'username', id: keyedDigest(deps.keys.idDigestKey, `username ${place.username}`) }
  const locks = count >= mostFailures
  if (locks) await new Attempts(deps.pool).lock(place)
  await recorded(deps, doer, 'account.sign_in_failed', async () => ({ result: undefined, record }))
  if (locks) await recorded(deps, doer, 'account.locked', async () => ({ result: undefined, record }))
  return { why: 'wrong' }
}
