import type { Tx } from '../../db/client'

export function filesWithoutTail(db: Tx, take: number): Promise<{ id: string; idCipher: Uint8Array }[]> {
  return db.candidate.findMany({ where: { idTail: null }, select: { id: true, idCipher: true }, take })
}

/** A file that was written anew meanwhile keeps its own. */
export async function saveTails(db: Tx, tails: { id: string; tail: string }[]): Promise<void> {
  await db.$executeRaw`
    UPDATE candidate c SET id_tail = row.tail
    FROM jsonb_to_recordset(${JSON.stringify(tails)}::jsonb) AS row (id uuid, tail text)
    WHERE c.id = row.id AND c.id_tail IS NULL`
}
