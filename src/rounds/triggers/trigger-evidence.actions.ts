import type { Actor } from '../../accounts/actor'
import { departmentRoles } from '../../accounts/role'
import { scopeOf } from '../../accounts/scope'
import type { Tx } from '../../db/client'
import type { EvidenceAccess } from '../../evidence/evidence'
import type { EvidenceHolder } from '../../evidence/evidence.store'
import { lockCandidates } from '../../standings/standings.store'
import { triggerState } from './transitions'
import { findTrigger } from './trigger-lists.store'
import { holdsBack } from './triggers.store'

/**
 * The papers of an objection or a reported sanction. The office attaches them until departments look at them or it is set
 * aside; the department that is meant reads them (all that were asked, where all are meant). A township knows of none.
 */
export const triggerEvidence: EvidenceHolder = {
  lock: async (tx, actor, id) => {
    const trigger = await findTrigger(tx, scopeOf(actor), id)
    if (trigger) await lockCandidates(tx, [trigger.candidateId])
  },
  access: accessOf,
  page: (id) => `/triggers/${id}`,
}

async function accessOf(tx: Tx, actor: Actor, id: string): Promise<EvidenceAccess> {
  const isDepartment = departmentRoles.includes(actor.role)
  if (!isDepartment && actor.role !== 'office') return 'none'
  const trigger = await findTrigger(tx, scopeOf(actor), id)
  if (!trigger || (isDepartment && (await holdsBack(tx, actor, trigger)))) return 'none'
  const isReported = trigger.kind === 'objection' || trigger.kind === 'sanction'
  return !isDepartment && isReported && triggerState(trigger) === 'open' ? 'attach' : 'read'
}
