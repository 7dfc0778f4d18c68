import type ExcelJS from 'exceljs'
import { stringify } from 'csv-stringify/sync'

/** A list to print: `title` above the headings when given; `text` columns keep long digits as text. */
export type List = {
  name: string
  title?: string
  columns: { heading: string; width: number }[]
  rows: (string | number)[][]
}

/** An .xlsx with one list per sheet: headings frozen, every text cell stored as text, none of them a formula. */
export async function writeWorkbook(lists: List[]): Promise<Buffer> {
  // Loaded with the first workbook: it is large, and most processes start to answer pages.
  const { default: Excel } = await import('exceljs')
  const workbook = new Excel.Workbook()
  // A fixed date: the same list gives the same file.
  workbook.created = workbook.modified = new Date(0)
  lists.forEach((list) => addList(workbook, list))
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** CSV in UTF-8 with BOM, so that Excel reads it, and CRLF line ends. */
export function writeCsv(header: string[], rows: string[][]): Buffer {
  const text = stringify([header, ...rows.map((row) => row.map(harmless))], { record_delimiter: 'windows' })
  return Buffer.from('\ufeff' + text)
}

/** A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function addList(workbook: ExcelJS.Workbook, { name, title, columns, rows }: List): void {
  const sheet = workbook.addWorksheet(name)
  columns.forEach(({ width }, index) => (sheet.getColumn(index + 1).width = width))
  if (title !== undefined) addTitle(sheet, title, columns.length)
  const heading = sheet.addRow(columns.map((column) => column.heading))
  heading.font = { bold: true }
  heading.eachCell((cell) => (cell.border = thin))
  sheet.views = [{ state: 'frozen', ySplit: heading.number }]
  sheet.pageSetup = { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 }
  sheet.pageSetup.printTitlesRow = `${heading.number}:${heading.number}`
  for (const row of rows) addRow(sheet, row)
}

function addTitle(sheet: ExcelJS.Worksheet, title: string, width: number): void {
  const row = sheet.addRow([title])
  sheet.mergeCells(row.number, 1, row.number, width)
  row.font = { bold: true, size: 16 }
  row.alignment = { horizontal: 'center' }
}

function addRow(sheet: ExcelJS.Worksheet, values: (string | number)[]): void {
  const row = sheet.addRow(values)
  row.eachCell((cell) => {
    cell.border = thin
    cell.alignment = { wrapText: true, vertical: 'top' }
    if (typeof cell.value === 'string') cell.numFmt = '@'
  })
}

const line = { style: 'thin' } as const
const thin = { top: line, left: line, bottom: line, right: line }
