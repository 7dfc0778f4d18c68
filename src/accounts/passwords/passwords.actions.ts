import { recorded, type Doer } from '../../audit/recorded'
import type { Deps } from '../../deps'
import { Invalid, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { hashPassword, isPassword } from '../../lib/password-hash'
import type { Actor } from '../actor'
import { unlock } from '../sign-in/attempts.store'
import { passwordProblem } from './password'
import { linkDigest, linkStateOf, type LinkState } from './password-link'
import { findLink, passwordHashOf, storePassword, useLink } from './passwords.store'
import { endSessionsOf } from '../sign-in/sessions.store'

type Typed = { password: string; again: string }

/** What has become of a link, and whose it is while it can be used. `digest` stands for it from here on. */
export async function openLink(
  deps: Deps,
  secret: string,
): Promise<{ state: LinkState; digest: string; username: string }> {
  return lookAtLink(deps, linkDigest(secret))
}

export async function lookAtLink({ db, clock }: Deps, digest: string) {
  const link = await findLink(db, digest)
  const state = link?.account.state === 'disabled' ? 'unknown' : linkStateOf(link, clock.now())
  return { state, digest, username: link?.account.username ?? '' }
}

/** Sets the password that a link is for; the link is used up and every session of the account ends. @throws Invalid, Refused */
export async function setPasswordByLink(deps: Deps, digest: string, typed: Typed, visitor: Doer): Promise<void> {
  const { state, username } = await lookAtLink(deps, digest)
  if (state !== 'open') throw new Refused(message(`accounts:link.${state}`))
  checkNew(typed, username)
  const [hash, now] = [await hashPassword(typed.password), deps.clock.now()]
  await recorded(deps, { ...visitor, username }, 'account.password_set', async (tx) => {
    const account = await useLink(tx, digest, now)
    if (!account) throw new Refused(message('accounts:link.used'))
    await storePassword(tx, account.id, hash, now)
    const sessions = await endSessionsOf(tx, account.id)
    return { result: undefined, record: { type: 'account', id: account.id, details: { by: 'link', sessions } } }
  })
  await unlock(deps.db, username)
}

/** A person changes their own password; all their sessions but this one end. @throws Invalid */
export async function changeOwnPassword(
  deps: Deps,
  actor: Actor,
  typed: Typed & { old: string },
  session: string,
): Promise<void> {
  const right = await isPassword(await passwordHashOf(deps.db, actor.accountId), typed.old)
  if (!right) throw new Invalid({ old_password: message('accounts:password.oldWrong') })
  checkNew(typed, actor.username)
  const [hash, now] = [await hashPassword(typed.password), deps.clock.now()]
  await recorded(deps, actor, 'account.password_set', async (tx) => {
    await storePassword(tx, actor.accountId, hash, now)
    const sessions = await endSessionsOf(tx, actor.accountId, session)
    return { result: undefined, record: { type: 'account', id: actor.accountId, details: { by: 'self', sessions } } }
  })
}

function checkNew({ password, again }: Typed, username: string): void {
  const problem = passwordProblem(password, username)
  if (problem) throw new Invalid({ password: problem })
  if (password !== again) throw new Invalid({ password_again: message('accounts:password.differ') })
}
