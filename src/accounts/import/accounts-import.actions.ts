import { recorded, type Acting } from '../../audit/recorded'
import { Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { mayCreate } from '../account.policy'
import type { Actor } from '../actor'
import { planAccounts } from './account-plan.form'
import type { AccountRow } from './account-sheet'
import { accountsShape, insertAccounts } from './accounts-import.store'

/** Makes the accounts of a list, all or none, without links: those are issued when they can be handed over. Returns how many. */
export function takeAccounts(acting: Acting, actor: Actor, rows: AccountRow[]): Promise<number> {
  const verdict = mayCreate(actor)
  if (!verdict.allowed) throw new Refused(verdict.reason)
  return recorded(acting, actor, 'account.created', async (tx) => {
    const plan = planAccounts(rows, await accountsShape(tx))
    const commands = plan.flatMap(({ command }) => (command ? [command] : []))
    const made = await insertAccounts(tx, commands, { createdById: actor.accountId, now: acting.clock.now() })
    const changed = plan.some(({ effect }) => effect === 'wrong') || made.length < commands.length
    if (changed) throw new Refused(message('accounts:import.changedSince'), 409)
    return { result: made.length, records: made.map(({ id, role }) => ({ type: 'account', id, details: { role } })) }
  })
}
