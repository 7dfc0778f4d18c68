import type { Tx } from '../../db/client'

/** What holds whole ID numbers: a department's packet, a list made at once, or the job that made its file. */
export type ExportSource = { type: 'packet' | 'export' | 'job'; id: string }

/** Keeps whom a workbook names with the whole number, so that whoever takes it stands in each one's history. */
export async function keepExported(tx: Tx, { type, id }: ExportSource, candidateIds: string[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO export_person (source_type, source_id, candidate_id)
    SELECT ${type}, ${id}::uuid, asked.id FROM unnest(${candidateIds}::uuid[]) AS asked (id)`
}

/** Of a file that will not be made. */
export async function dropExported(tx: Tx, sourceId: string): Promise<void> {
  await tx.exportPerson.deleteMany({ where: { sourceId } })
}
