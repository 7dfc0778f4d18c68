import type { Actor } from '../../accounts/actor'
import { departmentRoles, type Role } from '../../accounts/role'
import type { Tx } from '../../db/client'
import type { EvidenceAccess } from '../../evidence/evidence'
import type { EvidenceHolder } from '../../evidence/evidence.store'
import { isReReviewing } from './ground/ground.store'
import { findNotice, lockNotice } from './notices.store'
import type { NoticeState } from './transitions'

const taking: readonly Role[] = ['office', 'township_clerk', 'township_lead']
/** While a reply can come in, and until it is answered. */
const open: readonly NoticeState[] = ['served', 'replied', 'rereview']

/**
 * The papers that a person hands in with a reply. Township and office take them in until the answer is given; the
 * leading group reads them, and so do the departments that look again.
 */
export const noticeEvidence: EvidenceHolder = {
  lock: async (tx, actor, id) => void (await lockNotice(tx, actor, id)),
  access: accessOf,
  page: (id) => `/notices/${id}`,
}

async function accessOf(tx: Tx, actor: Actor, id: string): Promise<EvidenceAccess> {
  if (departmentRoles.includes(actor.role)) return (await isReReviewing(tx, actor, id)) ? 'read' : 'none'
  const reads = taking.includes(actor.role) || actor.role === 'leading_group'
  const notice = reads ? await findNotice(tx, actor, id) : null
  if (!notice) return 'none'
  const takes = taking.includes(actor.role) && open.includes(notice.state) && !notice.withdrawn
  return takes ? 'attach' : 'read'
}
