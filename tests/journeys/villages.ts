import ExcelJS from 'exceljs'
import { idNumberOf } from '../support/county'

/** Whom the town puts forward, by what becomes of them. */
export const people = {
  clear: '王守成',
  barred: '李四海',
  lapsed: '赵满仓',
  disputed: '钱有余',
  referred: '孙喜旺',
  held: '周长河',
  sentBack: '吴连生',
  returned: '郑开元',
  notRecommended: '冯保田',
  unclaimed: '何润土',
} as const
/** Entered by hand in the other township; leaves of their own accord. */
export const withdrawing = '杨退之'
/** The row with a slip in the ID number. */
export const mistyped = '陈写错'

const birth = '19750312'
const names: string[] = Object.values(people)
export const idOf = (name: string) => idNumberOf([...names, withdrawing].indexOf(name) + 1, birth)

/** A sheet as clerks send it: title lines, other headings, columns in another order, blanks, a total and a footer. */
export async function untidyRoster(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('汇总')
  sheet.addRow(['盛乐镇村“两委”换届人选汇总表'])
  sheet.mergeCells('A1:H1')
  sheet.addRow(['填报单位：盛乐镇'])
  sheet.addRow(['编号', '姓名', '公民身份\n号码', '所在村', '乡镇（街道）', '文化程度', '出生日期', '拟任（竞）职务'])
  names.forEach((name, index) => sheet.addRow(untidyRow(name, index)))
  sheet.addRow([])
  sheet.addRow([11, mistyped, '150123197503129999', '东沟村', '盛乐镇', '高中', '1975.3', '村委会委员'])
  sheet.addRow(['合计', '11 人'])
  sheet.addRow(['填表人：张某', '', '', '', '审核人：王某'])
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** The first three rows have what programs and people do to names, numbers and dates. */
function untidyRow(name: string, index: number) {
  const number = idOf(name)
  const fullWidth = number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
  const fifteen = number.slice(0, 6) + number.slice(8, 17)
  const shownName = index === 1 ? `${name[0]}　${name.slice(1)} ` : name
  const born = [new Date('1975-03-12T00:00:00Z'), '1975年3月', 197503, 19750312][index % 4]
  const team = index % 2 ? '西沟村' : '东沟村'
  return [
    index + 1,
    shownName,
    [fullWidth, number, fifteen][index] ?? number,
    team,
    '盛乐镇',
    '大专',
    born,
    '村委会委员',
  ]
}

/** A department's workbook, filled in away from the network: `none` everywhere, and whose hands it went through. */
export async function filledIn(file: Buffer, hands: { drafter: string; signer: string; on: string }): Promise<Buffer> {
  const workbook = await opened(file)
  const sheet = workbook.getWorksheet('审查意见')!
  const heading = rowWith(sheet, '身份证号')
  const items = columnsOf(heading).filter(([, text]) => /^N\d\d/.test(text))
  sheet.eachRow((row, at) => {
    if (at > heading.number && /^\d{17}[\dX]$/.test(row.getCell(3).text))
      for (const [column] of items) row.getCell(column).value = '无'
  })
  const signing = workbook.getWorksheet('签字')!
  const said: Record<string, string> = { 经办人: hands.drafter, 主要负责人: hands.signer, 日期: hands.on }
  signing.eachRow((row) => {
    const text = said[row.getCell(1).text.trim()]
    if (text) row.getCell(2).value = text
  })
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** Every text of the first sheet, row by row. */
export async function rowsOf(file: Buffer): Promise<string[][]> {
  const rows: string[][] = []
  ;(await opened(file)).worksheets[0]!.eachRow((row) => {
    rows.push(columnsOf(row).map(([, text]) => text))
  })
  return rows
}

async function opened(file: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(file as unknown as ArrayBuffer)
  return workbook
}

function rowWith(sheet: ExcelJS.Worksheet, text: string): ExcelJS.Row {
  for (let at = 1; at < 30; at++)
    if (columnsOf(sheet.getRow(at)).some(([, cell]) => cell === text)) return sheet.getRow(at)
  throw new Error(`no row has ${text}`)
}

function columnsOf(row: ExcelJS.Row): [number, string][] {
  const cells: [number, string][] = []
  row.eachCell((cell, column) => void cells.push([column, cell.text.trim()]))
  return cells
}
