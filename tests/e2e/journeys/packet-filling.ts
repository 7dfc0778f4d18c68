import ExcelJS from 'exceljs'

/** What a clerk without a network does: writes 无 into every item of every row that is still blank. */
export async function filledIn(file: Buffer): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(file as unknown as ArrayBuffer)
  const sheet = workbook.getWorksheet('审查意见')!
  let items: number[] = []
  sheet.eachRow((row) => {
    if (row.getCell(2).text === '姓名') items = itemColumns(row)
    else if (items.length && row.getCell(3).text) for (const column of items) row.getCell(column).value ??= '无'
  })
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function itemColumns(head: ExcelJS.Row): number[] {
  const columns: number[] = []
  head.eachCell((cell, column) => {
    if (/^N\d\d/.test(cell.text)) columns.push(column)
  })
  return columns
}
