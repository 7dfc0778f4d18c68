import { findEntries } from './audit.store'
import type { AuditFilter } from './list/audit-list'
import type { AuditLink } from './chain'
import { recorded, type Acting, type Doer } from './recorded'

/** The newest this many of what was filtered: more is a back-up, not an export. */
export const mostExported = 10_000

/** The entries for a file; that they were taken out, how many and by which filters, is recorded first. */
export async function exportEntries(deps: Acting, doer: Doer, filter: AuditFilter): Promise<AuditLink[]> {
  const entries = await findEntries(deps.db, filter, { past: null, size: mostExported })
  const filters = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  const record = { type: 'audit', id: String(entries[0]?.seq ?? 0), details: { entries: entries.length, filters } }
  await recorded(deps, doer, 'audit.exported', async () => ({ result: undefined, record }))
  return entries
}
