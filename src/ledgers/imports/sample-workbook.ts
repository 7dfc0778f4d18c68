import { writeWorkbook } from '../../sheets/writing'
import type { LedgerKind } from '../kind'

/** An empty sheet of a kind with its headings, to fill in. */
export function ledgerSampleWorkbook(kind: LedgerKind, name: string): Promise<Buffer> {
  const columns = kind.columns.map(({ heading, reading }) => ({ heading, width: reading === 'idNumber' ? 22 : 16 }))
  return writeWorkbook([{ name: name.replace(/[\\/?*[\]:（）]/g, ''), columns, rows: [] }])
}
