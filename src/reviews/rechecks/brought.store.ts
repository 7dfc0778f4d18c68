import type { Tx } from '../../db/client'
import type { HeldBy } from '../../evidence/evidence'

/** The records whose papers a recheck is about: what was put right, or the reply to a notice. None for other reviews. */
export async function broughtTo(db: Tx, reviewId: string): Promise<HeldBy[]> {
  return db.$queryRaw<HeldBy[]>`
    SELECT 'rectification' AS "recordType", x.outcome_id AS "recordId"
    FROM review v JOIN rectification x ON x.recheck_id = v.recheck_id WHERE v.id = ${reviewId}::uuid
    UNION ALL
    SELECT 'notice', n.id FROM review v JOIN notice n ON n.recheck_id = v.recheck_id WHERE v.id = ${reviewId}::uuid`
}
