import type { Day } from '../../lib/day'
import type { KindKey } from '../kind'

/** Rows of the file, and how many problems were found; only the first thousand are kept. */
export type PreviewCounts = { good: number; refused: number; warned: number; problems: number }

/** A file between its upload and its taking. */
export type LedgerPreview = {
  id: string
  departmentId: string
  kind: KindKey
  source: string
  asOf: Day
  fileName: string
  digest: string
  counts: PreviewCounts
  createdAt: Date
  versionId: string | null
}

/** A file against the ledger as it is now; `base` is the number of the version that it was compared with. */
export type Comparison = { base: number; fresh: number; gone: number; unchanged: number }

/** How many problems a preview keeps to be shown. */
export const mostProblems = 1_000
