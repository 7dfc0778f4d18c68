import { type CellRow, cellText, type Sheet } from '../../lib/cell'
import { message, type Message } from '../../lib/message'
import { bare, tidy } from '../../lib/tidy'
import { type Translate, languages, translator } from '../../locales/translate'

/** What one row of a list of accounts says, as it was written. `row` as the sheet shows it. */
export type AccountRow = { row: number; name: string; username: string; role: string; unit: string; email: string }

export const accountColumns = ['name', 'username', 'role', 'unit', 'email'] as const
type Column = (typeof accountColumns)[number]

export const mostAccounts = 500

/** A column's heading in the reader's language; a list is read in either. */
export function accountHeading(t: Translate, column: Column): string {
  return t(`accounts:import.column.${column}`)
}

/** Reads the first visible sheet; a message when it is no list of accounts. Rows without a name are left out: the sample has them. */
export function readAccountSheet(sheets: readonly Sheet[]): AccountRow[] | Message {
  const sheet = sheets.find((one) => !one.hidden)
  const start = sheet?.rows.findIndex((row) => row.row <= 20 && isHeading(row)) ?? -1
  if (!sheet || start < 0) return message('accounts:import.noHeading')
  const places = placesIn(sheet.rows[start]!)
  const rows = sheet.rows.slice(start + 1).map((row) => readRow(row, places))
  const named = rows.filter(({ name }) => name !== '')
  if (named.length === 0) return message('accounts:import.noRows')
  return named.length > mostAccounts ? message('accounts:import.tooMany', { limit: mostAccounts }) : named
}

function isHeading(row: CellRow): boolean {
  const places = placesIn(row)
  return (['name', 'username', 'role'] as const).every((column) => places[column] >= 0)
}

function placesIn(row: CellRow): Record<Column, number> {
  const headings = row.cells.map((cell) => bare(cellText(cell)).toLowerCase())
  const placeOf = (column: Column) => headings.findIndex((heading) => wordsFor(column).includes(heading))
  return Object.fromEntries(accountColumns.map((column) => [column, placeOf(column)])) as Record<Column, number>
}

function wordsFor(column: Column): string[] {
  return languages.map((language) => bare(accountHeading(translator(language), column)).toLowerCase())
}

function readRow({ row, cells }: CellRow, places: Record<Column, number>): AccountRow {
  const text = (column: Column) => tidy(cellText(cells[places[column]])).slice(0, 200)
  return {
    row,
    name: text('name'),
    username: text('username'),
    role: text('role'),
    unit: text('unit'),
    email: text('email'),
  }
}
