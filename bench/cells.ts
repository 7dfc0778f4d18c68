import ExcelJS from 'exceljs'

/** What stands in a workbook, sheet by sheet. */
export type Cells = { name: string; rows: ExcelJS.CellValue[][] }[]

export async function cellsOf(file: Buffer): Promise<Cells> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(file as unknown as ArrayBuffer)
  return workbook.worksheets.map((sheet) => {
    const rows: ExcelJS.CellValue[][] = []
    sheet.eachRow((row) => rows.push(row.values as ExcelJS.CellValue[]))
    return { name: sheet.name, rows }
  })
}

/** The same cells and nothing else: what writing a workbook costs at least. */
export async function writeCells(cells: Cells): Promise<void> {
  const workbook = new ExcelJS.Workbook()
  for (const { name, rows } of cells) workbook.addWorksheet(name).addRows(rows)
  await workbook.xlsx.writeBuffer()
}
