import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import type { EvidenceState } from '../evidence/evidence'

/** A paper behind one answer of a review: its own, or taken along from the review that it rests on. */
export type Proof = LinkedProof & { reviewId: string; own: boolean }

/** A paper as it stands beside a department's answer. */
export type ShownProof = LinkedProof & { department: string }

/** A paper behind the answer to one item. */
export type LinkedProof = { code: string; linkId: string; fileName: string; state: EvidenceState }

/** The papers behind the answers of these reviews. */
export async function proofsOf(db: Tx, reviewIds: string[]): Promise<Proof[]> {
  return db.$queryRaw<Proof[]>`
    WITH RECURSIVE ${chain(Prisma.sql`v.id = ANY(${reviewIds}::uuid[])`)}
    SELECT x.review_id AS "reviewId", l.item AS code, l.id AS "linkId", x.depth = 0 AS own,
           l.file_name AS "fileName", e.state
    FROM chain x JOIN ${links} JOIN evidence e ON e.id = l.evidence_id ORDER BY l.attached_at, l.id`
}

/** Behind each department's latest signed opinion of a candidate, which is the one that counts. */
export async function proofsBehind(db: Tx, candidateId: string): Promise<ShownProof[]> {
  const latest = Prisma.sql`v.id IN (
    SELECT DISTINCT ON (s.department_id) s.id FROM review s JOIN round r ON r.id = s.round_id
    WHERE s.candidate_id = ${candidateId}::uuid AND s.state = 'signed'
    ORDER BY s.department_id, r.number DESC, s.pass DESC)`
  return db.$queryRaw<ShownProof[]>`
    WITH RECURSIVE ${chain(latest)}
    SELECT d.key AS department, l.item AS code, l.id AS "linkId", l.file_name AS "fileName", e.state
    FROM chain x JOIN ${links} JOIN evidence e ON e.id = l.evidence_id
    JOIN review v ON v.id = x.review_id JOIN department d ON d.id = v.department_id ORDER BY l.attached_at, l.id`
}

/**
 * From a review back to those that it rests on: all of a carried one; of a recheck what it did not ask anew, and nothing
 * once the identity was corrected.
 */
function chain(of: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`chain AS (
    SELECT v.id AS review_id, v.id AS holder_id, v.origin_id, v.recheck_id, '{}'::text[] AS anew, 0 AS depth
    FROM review v WHERE ${of}
    UNION ALL
    SELECT x.review_id, o.id, o.origin_id, o.recheck_id, x.anew || coalesce(k.items, '{}'), x.depth + 1
    FROM chain x JOIN review o ON o.id = x.origin_id LEFT JOIN recheck k ON k.id = x.recheck_id
    WHERE x.depth < 50 AND k.kind IS DISTINCT FROM 'identity')`
}

const links = Prisma.sql`evidence_link l ON l.record_type = 'review' AND l.record_id = x.holder_id
  AND l.item <> ALL(x.anew) AND l.removed_at IS NULL`
