import type { Tx } from '../../db/client'
import { lastWord } from '../hits/hits.store'
import type { Filled } from './filling'

export type NewFilling = {
  reviewId: string
  rowId: string
  code: string
  factDigest: string
  accountId: string
  at: Date
}

/** Rows that were filled in a review, in order; also those whose fact is gone by now. */
export async function fillingsOf(db: Tx, reviewId: string): Promise<Filled[]> {
  return db.$queryRaw<Filled[]>`
    SELECT f.row_id AS "rowId", c.id AS "candidateId", f.code, f.fact_digest AS "factDigest", l.kind,
      r.first_version AS version, r.row, a.name AS by, f.at, d.decision IS NOT DISTINCT FROM 'same' AS same
    FROM hit_filling f JOIN ledger_row r ON r.id = f.row_id JOIN ledger l ON l.id = r.ledger_id
    JOIN review v ON v.id = f.review_id JOIN candidate c ON c.id = v.candidate_id
    JOIN account a ON a.id = f.account_id ${lastWord}
    WHERE f.review_id = ${reviewId}::uuid ORDER BY f.at, f.row_id`
}

/** Filled in anew after its fact had gone: the later filling is the one that is told. */
export async function upsertFilling(tx: Tx, filling: NewFilling): Promise<void> {
  const { reviewId, rowId, code, factDigest, accountId, at } = filling
  await tx.$executeRaw`
    INSERT INTO hit_filling (review_id, row_id, code, fact_digest, account_id, at)
    VALUES (${reviewId}::uuid, ${rowId}::uuid, ${code}, ${factDigest}, ${accountId}::uuid, ${at})
    ON CONFLICT (review_id, row_id) DO UPDATE SET code = excluded.code, fact_digest = excluded.fact_digest,
      account_id = excluded.account_id, at = excluded.at`
}
