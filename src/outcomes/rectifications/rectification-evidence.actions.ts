import type { Actor } from '../../accounts/actor'
import { departmentRoles } from '../../accounts/role'
import { scopeOf } from '../../accounts/scope'
import type { Tx } from '../../db/client'
import type { EvidenceAccess } from '../../evidence/evidence'
import type { EvidenceHolder } from '../../evidence/evidence.store'
import { mayRecordProof } from './rectification.policy'
import { findRectification, isRechecking, lockRectification } from './rectifications.store'

/**
 * The papers that show what was put right. Who records the proof attaches them, until departments look at it; those
 * departments, the office and the leading group read them.
 */
export const rectificationEvidence: EvidenceHolder = {
  lock: async (tx, actor, id) => void (await lockRectification(tx, scopeOf(actor), id)),
  access: accessOf,
  page: (id) => `/outcomes/${id}/rectification`,
}

async function accessOf(tx: Tx, actor: Actor, id: string): Promise<EvidenceAccess> {
  if (departmentRoles.includes(actor.role)) return (await isRechecking(tx, actor, id)) ? 'read' : 'none'
  const file = await findRectification(tx, scopeOf(actor), id)
  if (!file) return 'none'
  // The day does not decide who may: what is late may still be handed in.
  return mayRecordProof(actor, file, '').allowed ? 'attach' : 'read'
}
