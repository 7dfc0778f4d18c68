import { recorded, type Acting } from '../../audit/recorded'
import { Refused } from '../../lib/errors'
import { mayCreate } from '../account.policy'
import type { Actor } from '../actor'
import { linkDigest, newLinkSecret } from '../passwords/password-link'
import { type Invited, lockUninvited, replaceLinks } from './invitations.store'

/** `secret` is told once and kept nowhere. */
export type Invitation = Invited & { secret: string }

/** A one-time link for everybody who has set no password yet; links of before are void. @throws Refused */
export function invite(acting: Acting, actor: Actor): Promise<Invitation[]> {
  const verdict = mayCreate(actor)
  if (!verdict.allowed) throw new Refused(verdict.reason)
  return recorded(acting, actor, 'account.link_issued', async (tx) => {
    const people = await lockUninvited(tx, actor.accountId)
    const invitations = people.map((person) => ({ ...person, secret: newLinkSecret() }))
    const links = invitations.map(({ id, secret }) => ({ accountId: id, digest: linkDigest(secret) }))
    await replaceLinks(tx, links, acting.clock.now())
    return { result: invitations, records: people.map(({ id }) => ({ type: 'account', id })) }
  })
}
