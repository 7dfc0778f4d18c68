import type { Day } from './day'

/**
 * A number in a sheet. `text` holds its digits in full, as the file has them (an 18-digit number loses nothing);
 * `date` is there when the cell's format shows a date, `monthOnly` when that format shows no day.
 */
export type NumberCell = { number: number; text: string; date?: Day; monthOnly?: boolean }

/** One cell as read: text, or a number with what the sheet says about it. A blank cell is ''. */
export type Cell = string | NumberCell

/**
 * A row that holds something: `row` counts from 1 as the sheet shows it; `cells[0]` is column A. `formulas` are the
 * columns (from 0) whose cells the sheet computes; left out where there are none.
 */
export type CellRow = { row: number; cells: Cell[]; formulas?: number[] }

/** One sheet. `date1904`: its day count starts in 1904 (old Macintosh files). Rows without content are left out. */
export type Sheet = { name: string; hidden: boolean; date1904: boolean; rows: CellRow[] }

export function cellText(cell: Cell | undefined): string {
  return cell === undefined ? '' : typeof cell === 'string' ? cell : cell.text
}

/** The address that the sheet shows for a column (from 0) and a row (from 1): `address(27, 3)` is AB3. */
export function address(column: number, row: number): string {
  return columnLetters(column) + row
}

export function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter
}

/** The column (from 0) that an address such as AB3 names. */
export function columnOf(reference: string | undefined): number | undefined {
  if (!reference) return undefined
  let column = 0
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column === 0 ? undefined : column - 1
}
