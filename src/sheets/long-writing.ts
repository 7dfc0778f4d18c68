import { PassThrough } from 'node:stream'
import { setImmediate as others } from 'node:timers/promises'
import type ExcelJS from 'exceljs'

/** A list of any length: what stands above its rows, and a last line below them. */
export type LongSheet = {
  sheet: string
  title: string
  columns: { heading: string; width: number }[]
  mark: string
}

/** Some hundredth of a second: so long other people's pages wait for it. */
const rowsBetween = 100

/**
 * An .xlsx with one list, of which no more than a part is in memory as cells: every cell text, none a formula. The same
 * rows give the same cells.
 */
export async function writeLongWorkbook(
  { sheet: name, title, columns, mark }: LongSheet,
  parts: AsyncIterable<string[][]>,
): Promise<Buffer> {
  const stream = new PassThrough()
  const written = collected(stream)
  const { default: Excel } = await import('exceljs')
  const workbook = new Excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  workbook.created = workbook.modified = new Date(0)
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 2 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  })
  columns.forEach(({ width }, index) => (sheet.getColumn(index + 1).width = width))
  addTitle(sheet, title, columns.length)
  addTexts(
    sheet,
    columns.map(({ heading }) => heading),
    true,
  )
  for await (const rows of parts) await addPart(sheet, rows)
  addTexts(sheet, [mark])
  sheet.commit()
  await workbook.commit()
  return written
}

async function addPart(sheet: ExcelJS.Worksheet, rows: string[][]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsBetween) {
    for (const row of rows.slice(at, at + rowsBetween)) addTexts(sheet, row)
    await others()
  }
}

function addTitle(sheet: ExcelJS.Worksheet, title: string, width: number): void {
  const row = sheet.addRow([title])
  sheet.mergeCells(row.number, 1, row.number, width)
  row.font = { bold: true, size: 16 }
  row.alignment = { horizontal: 'center' }
  row.commit()
}

function addTexts(sheet: ExcelJS.Worksheet, texts: string[], bold = false): void {
  const row = sheet.addRow(texts)
  row.eachCell((cell) => (cell.numFmt = '@'))
  if (bold) row.font = { bold }
  row.commit()
}

async function collected(stream: PassThrough): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
