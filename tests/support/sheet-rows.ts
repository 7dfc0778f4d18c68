import ExcelJS from 'exceljs'

/** The texts of a workbook's first sheet, row by row. */
export async function sheetRows(file: Buffer): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(file as never)
  const rows: string[][] = []
  workbook.worksheets[0]!.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map(String)))
  return rows
}
