import type { Tx } from '../../db/client'
import type { Snapshot } from '../snapshot'

/** What an overtaken outcome rests on, with the number of the round that it was decided in. */
export type Basis = { id: string; round: number; staleAt: Date; snapshot: Snapshot }

/** By outcome id. */
export async function findBases(db: Tx, outcomeIds: string[]): Promise<Map<string, Basis>> {
  const rows = await db.$queryRaw<Basis[]>`
    SELECT o.id, r.number AS round, o.stale_at AS "staleAt", o.snapshot
    FROM outcome o JOIN round r ON r.id = o.round_id
    WHERE o.id = ANY(${outcomeIds}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

export async function departmentNames(db: Tx): Promise<{ key: string; name: string; nameEn: string }[]> {
  return db.department.findMany({ select: { key: true, name: true, nameEn: true } })
}
