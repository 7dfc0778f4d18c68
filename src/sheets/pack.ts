import type { Cell, CellRow, Sheet } from '../lib/cell'

/**
 * Sheets as they pass from thread to thread: each text once, and numbers that say which text stands where. Copying
 * millions of short texts one by one costs more than reading them.
 */
export type PackedSheet = Omit<Sheet, 'rows'> & {
  texts: Cell[]
  /** For each row: its number, how many cells, and for each cell 0 when blank, else its place in `texts` plus one. */
  numbers: Uint32Array<ArrayBuffer>
  /** Place of a row, and a column of it that is computed, in turn. */
  formulas: Uint32Array<ArrayBuffer>
}

export function packSheet({ rows, ...sheet }: Sheet): PackedSheet {
  const texts: Cell[] = []
  const places = new Map<Cell, number>()
  const numbers = new Uint32Array(rows.reduce((size, { cells }) => size + 2 + cells.length, 0))
  let at = 0
  for (const { row, cells } of rows) {
    numbers[at++] = row
    numbers[at++] = cells.length
    for (const cell of cells) numbers[at++] = cell === '' ? 0 : place(cell, texts, places)
  }
  const formulas = rows.flatMap((row, place) => (row.formulas ?? []).flatMap((column) => [place, column]))
  return { ...sheet, texts, numbers, formulas: Uint32Array.from(formulas) }
}

export function unpackSheet({ texts, numbers, formulas, ...sheet }: PackedSheet): Sheet {
  const rows: CellRow[] = []
  for (let at = 0; at < numbers.length;) {
    const [row, width] = [numbers[at]!, numbers[at + 1]!]
    const start = at + 2
    const cells = Array.from({ length: width }, (_, i) => textAt(numbers[start + i]!, texts))
    rows.push({ row, cells })
    at += 2 + width
  }
  for (let at = 0; at < formulas.length; at += 2) (rows[formulas[at]!]!.formulas ??= []).push(formulas[at + 1]!)
  return { ...sheet, rows }
}

function textAt(place: number, texts: Cell[]): Cell {
  return place === 0 ? '' : texts[place - 1]!
}

function place(cell: Cell, texts: Cell[], places: Map<Cell, number>): number {
  const known = places.get(cell)
  if (known !== undefined) return known
  const next = texts.push(cell)
  places.set(cell, next)
  return next
}
