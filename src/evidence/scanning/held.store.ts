import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { EvidenceState, HeldBy } from '../evidence'

/** A file that cannot be opened, where it is attached; `candidateId` of a review's files, which the office sees there. */
export type HeldFile = HeldBy & {
  id: string
  candidateId: string | null
  fileName: string
  state: EvidenceState
  finding: string | null
  attachedAt: Date
  attachedBy: string
  removed: boolean
}

export async function countHeld(db: Tx): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM ${links} WHERE ${heldBack}`
  return rows[0]!.count
}

/** Those in which something was found first, then those that wait the longest. */
export async function listHeld(db: Tx, part: { skip: number; take: number }): Promise<HeldFile[]> {
  return db.$queryRaw<HeldFile[]>`
    SELECT l.id, l.record_type AS "recordType", l.record_id AS "recordId", v.candidate_id AS "candidateId",
           l.file_name AS "fileName", e.state, e.finding, l.attached_at AS "attachedAt", a.name AS "attachedBy",
           l.removed_at IS NOT NULL AS removed
    FROM ${links} JOIN account a ON a.id = l.attached_by_id WHERE ${heldBack}
    ORDER BY e.state = 'refused' DESC, l.attached_at, l.id LIMIT ${part.take} OFFSET ${part.skip}`
}

const links = Prisma.sql`evidence e JOIN evidence_link l ON l.evidence_id = e.id
  LEFT JOIN review v ON l.record_type = 'review' AND v.id = l.record_id`
/** What a department has not signed is its own, its papers too: it sees at its desk what became of them. */
const heldBack = Prisma.sql`e.state <> 'clean' AND (l.record_type <> 'review' OR v.state = 'signed')`
