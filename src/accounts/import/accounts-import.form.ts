import { z } from 'zod'
import { type AccountRow, mostAccounts } from './account-sheet'

/** Rows that a preview page carries to the act; they are planned again there. */
export function packAccounts(rows: readonly AccountRow[]): string {
  return JSON.stringify(
    rows.map(({ row, name, username, role, unit, email }) => [row, name, username, role, unit, email]),
  )
}

/** The rows again, as from a stranger; null when they are not what we packed. */
export function unpackAccounts(packed: unknown): AccountRow[] | null {
  try {
    const read = packedRows.safeParse(JSON.parse(String(packed)))
    if (!read.success) return null
    return read.data.map(([row, name, username, role, unit, email]) => ({ row, name, username, role, unit, email }))
  } catch {
    return null
  }
}

const text = z.string().max(200)
const packedRows = z
  .array(z.tuple([z.int(), text, text, text, text, text]))
  .min(1)
  .max(mostAccounts)
