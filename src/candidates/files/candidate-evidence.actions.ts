import type { Actor } from '../../accounts/actor'
import { departmentRoles, type Role } from '../../accounts/role'
import { scopeOf } from '../../accounts/scope'
import type { Tx } from '../../db/client'
import type { EvidenceAccess } from '../../evidence/evidence'
import type { EvidenceHolder } from '../../evidence/evidence.store'
import { isReviewing } from './candidate-evidence.store'
import { mayAct } from '../candidate.policy'
import { findCandidate } from '../candidates.store'
import { lockInScope } from '../steps/steps.store'
import { stageOf } from '../transitions'

const fileRoles: readonly Role[] = ['township_clerk', 'township_lead', 'office', 'leading_group']

/**
 * The papers of a candidate's file (F1 with its attachments, the pledge). Its township, the office and the leading group
 * read them, and whoever may correct the file may change them; departments that were asked about the candidate read them.
 */
export const candidateEvidence: EvidenceHolder = {
  lock: async (tx, actor, id) => void (await lockInScope(tx, scopeOf(actor), [id], actor.accountId)),
  access: accessOf,
  page: (id) => `/candidates/${id}`,
}

async function accessOf(tx: Tx, actor: Actor, id: string): Promise<EvidenceAccess> {
  if (departmentRoles.includes(actor.role)) return (await isReviewing(tx, actor, id)) ? 'read' : 'none'
  const candidate = fileRoles.includes(actor.role) ? await findCandidate(tx, scopeOf(actor), id) : null
  if (!candidate) return 'none'
  const asked = { stage: stageOf(candidate), townshipId: candidate.townshipId, ownHand: false }
  return mayAct(actor, asked, 'correct').allowed ? 'attach' : 'read'
}
