import type { Tx } from '../../db/client'
import { newId } from '../../lib/ids'
import type { QueueOf } from '../queue/queue.store'
import type { SplitShare, SplitWay } from './split'

export type NewSplit = { way: SplitWay; splitShares: readonly SplitShare[]; byId: string; at: Date }

/** Keeps how a queue was split; people of a later round go by the newest one (src/rounds/assignments.store). */
export async function insertSplit(tx: Tx, of: QueueOf, { way, splitShares, byId, at }: NewSplit): Promise<void> {
  const id = newId(at.getTime())
  await tx.split.create({ data: { id, departmentId: of.departmentId!, cycleId: of.cycleId, way, byId, at } })
  await tx.splitShare.createMany({ data: splitShares.map((part, place) => ({ splitId: id, place, ...part })) })
}

/** Whoever took somebody's work over has it also of those who come later, until it is split anew. */
export async function passSplitShares(tx: Tx, of: QueueOf, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.$executeRaw`
    UPDATE split_share SET account_id = ${to}::uuid
    WHERE account_id = ${from}::uuid AND split_id = (
      SELECT s.id FROM split s WHERE s.department_id = ${of.departmentId}::uuid AND s.cycle_id = ${of.cycleId}::uuid
      ORDER BY s.at DESC, s.id DESC LIMIT 1)`
}
