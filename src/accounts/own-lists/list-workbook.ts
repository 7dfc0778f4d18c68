import { cellText, type Column, type Row } from '../../lib/table'
import { writeWorkbook } from '../../sheets/writing'

/** A list as .xlsx, as it is shown; the last row says who took it out and when. */
export function listWorkbook<K extends string>(taken: {
  title: string
  columns: Column<K>[]
  rows: Row<K>[]
  mark: string
}): Promise<Buffer> {
  const { title, columns, rows, mark } = taken
  const textOf = ({ cells }: Row<K>, key: K) => (cells[key] ? cellText(cells[key]) : '')
  return writeWorkbook([
    {
      name: title,
      columns: columns.map(({ label, width = 16 }) => ({ heading: label, width })),
      rows: [...rows.map((row) => columns.map(({ key }) => textOf(row, key))), [mark]],
    },
  ])
}
