import { writeWorkbook } from '../sheets/writing'
import type { Column } from './paper'
import type { PrintedColumn } from './papers.view'

/** A list as .xlsx, with title and number of people above; the last row says who took the copy out and when. */
export function paperWorkbook(paper: {
  title: string
  lead: string
  mark: string
  columns: PrintedColumn[]
  rows: string[][]
}): Promise<Buffer> {
  return writeWorkbook([
    {
      name: paper.title,
      title: `${paper.title} · ${paper.lead}`,
      columns: paper.columns.map(({ label, key }) => ({ heading: label, width: widths[key] ?? 16 })),
      rows: [...paper.rows, [paper.mark]],
    },
  ])
}

const widths: Partial<Record<Column, number>> = {
  number: 6,
  sex: 6,
  idNumber: 22,
  items: 44,
  documents: 28,
  words: 36,
}
