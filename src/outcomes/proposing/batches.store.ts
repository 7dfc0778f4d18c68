import type { Tx } from '../../db/client'
import type { OutcomeState } from '../transitions'

export type BatchLine = { id: string; cycleId: string; proposer: string; proposedAt: Date; size: number }

/** A batch with who proposed it; its people are of one cycle. */
export async function findBatchLine(db: Tx, id: string): Promise<BatchLine | null> {
  const rows = await db.$queryRaw<BatchLine[]>`
    SELECT b.id, b.proposed_at AS "proposedAt", b.size, a.name AS proposer,
           (SELECT c.cycle_id FROM outcome o JOIN candidate c ON c.id = o.candidate_id
            WHERE o.batch_id = b.id LIMIT 1) AS "cycleId"
    FROM outcome_batch b JOIN account a ON a.id = b.proposed_by_id WHERE b.id = ${id}::uuid`
  return rows[0] ?? null
}

/** How many of a batch are in which state. */
export async function batchTally(db: Tx, id: string): Promise<{ state: OutcomeState; people: number }[]> {
  return db.$queryRaw`
    SELECT state, count(*)::int AS people FROM outcome WHERE batch_id = ${id}::uuid GROUP BY state ORDER BY state`
}

export async function idsInBatch(db: Tx, batchId: string, state: OutcomeState): Promise<string[]> {
  const rows = await db.outcome.findMany({ where: { batchId, state }, select: { id: true } })
  return rows.map(({ id }) => id)
}
