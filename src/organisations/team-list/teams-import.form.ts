import { z } from 'zod'
import { teamKinds } from '../organisation'
import { mostTeams, type TeamRow } from './team-sheet'

/** Rows that a preview page carries, compactly: [township, name, 'v' | 'c' | '', code, seats]. */
export function packRows(rows: readonly TeamRow[]): string {
  const kinds = { village: 'v', community: 'c' } as const
  return JSON.stringify(
    rows.map((row) => [row.township, row.name, row.kind ? kinds[row.kind] : '', row.code ?? '', row.seats]),
  )
}

/** The rows again, checked as if they came from a stranger: they come from a form. Null when they are not what we packed. */
export function unpackRows(packed: unknown): TeamRow[] | null {
  try {
    const read = packedRows.safeParse(JSON.parse(String(packed)))
    return read.success
      ? read.data.map(([township, name, kind, code, seats]) => ({ township, name, kind, code, seats }))
      : null
  } catch {
    return null
  }
}

const packedName = z.string().min(1).max(40)
const packedKind = z.enum(['v', 'c', '']).transform((kind) => teamKinds.find((one) => one[0] === kind) ?? null)
const packedCode = z
  .string()
  .regex(/^(\d{12})?$/)
  .transform((code) => code || null)
const packedRows = z
  .array(z.tuple([packedName, packedName, packedKind, packedCode, z.int().min(1).max(50).nullable()]))
  .min(1)
  .max(mostTeams)
