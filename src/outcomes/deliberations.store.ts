import type { Tx } from '../db/client'
import { dateFromDay, dayFromDate } from '../lib/day'
import type { Deliberation } from './deliberation'

/** The newest meetings of a cycle: what a proposal chooses from. */
export async function listDeliberations(db: Tx, cycleId: string, take = 50): Promise<Deliberation[]> {
  const rows = await db.deliberation.findMany({
    where: { cycleId },
    orderBy: [{ metOn: 'desc' }, { id: 'desc' }],
    take,
  })
  return rows.map((row) => ({ ...row, metOn: dayFromDate(row.metOn) }))
}

export async function findDeliberation(db: Tx, id: string): Promise<Deliberation | null> {
  const row = await db.deliberation.findUnique({ where: { id } })
  return row && { ...row, metOn: dayFromDate(row.metOn) }
}

export async function insertDeliberation(
  tx: Tx,
  deliberation: Deliberation,
  by: { createdById: string; createdAt: Date },
): Promise<void> {
  await tx.deliberation.create({ data: { ...deliberation, metOn: dateFromDay(deliberation.metOn), ...by } })
}
