import type ExcelJS from 'exceljs'

/** In a department's workbook, the cell under a heading (by its start) in the row of a person. */
export function opinionCell(workbook: ExcelJS.Workbook, name: string, heading: string): ExcelJS.Cell {
  const sheet = workbook.getWorksheet('审查意见')!
  let [head, row, column] = [0, 0, 0]
  sheet.eachRow((one, number) => {
    if (one.getCell(2).text === '姓名') head = number
    if (one.getCell(2).text === name) row = number
  })
  sheet.getRow(head).eachCell((cell, number) => {
    if (cell.text.startsWith(heading)) column = number
  })
  return sheet.getRow(row).getCell(column)
}
