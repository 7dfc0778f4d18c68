import { type Cell, type CellRow, columnOf } from '../../lib/cell'

export type Range = { column: number; from: number; to: number }

/** A range one column wide and several rows high, e.g. B4:B9; anything else (a title across) is not of interest. */
export function range(reference: string): Range | null {
  const [start = '', end = ''] = reference.split(':')
  const column = columnOf(start)
  const [from, to] = [rowOf(start), rowOf(end)]
  return column !== undefined && column === columnOf(end) && from > 0 && to > from ? { column, from, to } : null
}

/**
 * Clerks merge the cells of one township or village downwards; the sheet keeps the value in the top cell only.
 * Each row gets what it shows. Rows that hold nothing else stay away.
 */
export function fillMerged(rows: CellRow[], merged: Range[]): CellRow[] {
  if (merged.length === 0) return rows
  const byRow = new Map(rows.map((row) => [row.row, row]))
  const last = rows.at(-1)?.row ?? 0
  for (const { column, from, to } of merged) {
    const value = byRow.get(from)?.cells[column] ?? ''
    if (value === '') continue
    for (let row = from + 1; row <= Math.min(to, last); row++) fill(byRow.get(row), column, value)
  }
  return rows
}

function fill(row: CellRow | undefined, column: number, value: Cell): void {
  if (!row || (row.cells[column] ?? '') !== '') return
  while (row.cells.length < column) row.cells.push('')
  row.cells[column] = value
}

function rowOf(reference: string): number {
  return Number(/\d+$/.exec(reference)?.[0] ?? 0)
}
