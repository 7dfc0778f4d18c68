import type { Actor } from '../../accounts/actor'
import type { Tx } from '../../db/client'
import type { EvidenceAccess } from '../../evidence/evidence'
import type { EvidenceHolder } from '../../evidence/evidence.store'
import { findMeeting, lockMeeting } from './meetings.store'

/**
 * The papers of a meeting (material laid before it, the signed list of who came). The office brings them until the
 * minutes are closed; the leading group reads them.
 */
export const meetingEvidence: EvidenceHolder = {
  lock: async (tx, _actor, id) => void (await lockMeeting(tx, id)),
  access: accessOf,
  page: (id) => `/meetings/${id}`,
}

async function accessOf(tx: Tx, { role }: Actor, id: string): Promise<EvidenceAccess> {
  if (role !== 'office' && role !== 'leading_group') return 'none'
  const meeting = await findMeeting(tx, id)
  if (!meeting) return 'none'
  return role === 'office' && meeting.state === 'called' ? 'attach' : 'read'
}
