import type { Actor } from '../accounts/actor'
import { recorded, type Acting } from '../audit/recorded'
import { Refused } from '../lib/errors'
import { newId } from '../lib/ids'
import type { Deliberation } from './deliberation'
import { insertDeliberation } from './deliberations.store'
import { mayPropose } from './outcome.policy'

/** Enters the minutes of a meeting; returns its id. Minutes are never changed: a mistake is put right by new ones. */
export async function recordDeliberation(
  deps: Acting,
  actor: Actor,
  minutes: Omit<Deliberation, 'id'>,
): Promise<string> {
  const verdict = mayPropose(actor)
  if (!verdict.allowed) throw new Refused(verdict.reason)
  return recorded(deps, actor, 'deliberation.recorded', async (tx) => {
    const id = newId()
    await insertDeliberation(tx, { ...minutes, id }, { createdById: actor.accountId, createdAt: deps.clock.now() })
    const { documentNumber, metOn, present, recused } = minutes
    const details = { documentNumber, metOn, present: present.length, recused: recused.length }
    return { result: id, record: { type: 'deliberation', id, details } }
  })
}
