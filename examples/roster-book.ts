import ExcelJS from 'exceljs'
import type { Person } from './people'

const headings = [
  '序号',
  '乡镇\n（街道）',
  '村（社区）',
  '姓　名',
  '性别',
  '民族',
  '出生年月',
  '身份证号码*',
  '政治面貌',
  '文化程度',
  '拟任（竞）职务',
  '联系电话',
  '网格员经历',
]

/** The roster as a clerk would send it: see README.md for what is odd about it. */
export async function rosterWorkbook(everyone: Person[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  const notes = workbook.addWorksheet('填写说明', { state: 'hidden' })
  notes.addRow(['此表为隐藏的填写说明'])
  const sheet = workbook.addWorksheet('人选汇总表')
  title(sheet, '云川县村（社区）“两委”换届人选汇总表（虚构示例）')
  sheet.addRow(['填报单位：云川县（示例）', '', '', '', '', '', '', '2026年1月5日'])
  sheet.addRow(headings)
  everyone.forEach((person, index) => {
    if (index === 30) pageBreak(sheet)
    addPerson(sheet, person, index)
  })
  addBadRows(sheet, everyone)
  sheet.addRow(['合计', '', '', `${everyone.length + 1}人`])
  sheet.addRow([])
  sheet.addRow(['填表人：云某', '', '', '审核人：川某', '', '', '填表日期：2026.1.5'])
  mergeVillages(sheet)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function title(sheet: ExcelJS.Worksheet, text: string): void {
  sheet.addRow([text])
  sheet.mergeCells(1, 1, 1, headings.length)
}

/** A new printed page repeats the subtotal and the headings. */
function pageBreak(sheet: ExcelJS.Worksheet): void {
  sheet.addRow(['', '小计', '', '30人'])
  sheet.addRow([])
  sheet.addRow(headings)
}

function addPerson(sheet: ExcelJS.Worksheet, person: Person, index: number): void {
  const row = sheet.addRow([
    index + 1,
    person.township,
    person.village,
    writtenName(person.name, index),
    person.male ? '男' : '女',
    ['汉族', '汉', '蒙古族', '满'][index % 4],
    '',
    writtenId(person.idNumber, index),
    person.politicalStatus,
    person.education,
    writtenPosition(person.position, index),
    '',
    index % 9 === 0 ? '有' : '',
  ])
  writeBirth(row.getCell(7), person.birth, index)
  if (index === 21) row.getCell(4).value = { richText: [{ text: person.name[0]! }, { text: person.name.slice(1) }] }
  if (index === 22) row.getCell(8).value = { formula: `"${person.idNumber}"&""`, result: person.idNumber }
}

function writtenName(name: string, index: number): string {
  if (index % 10 === 3) return `${name.slice(0, 1)}　${name.slice(1)}`
  if (index === 41) return `${name} \n`
  return name
}

/** Text, small x, full-width digits, blanks inside, and the old fifteen digits. */
function writtenId(id: string, index: number): string {
  if (index % 13 === 5 && id.slice(6, 8) === '19') return id.slice(0, 6) + id.slice(8, 17)
  if (index % 13 === 6) return id.toLowerCase()
  if (index === 7) return id.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
  if (index === 8) return `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`
  return id
}

function writtenPosition(position: string, index: number): string {
  return index === 23 ? `${position} ` : position
}

/** Every shape in which clerks write a month or a day. */
function writeBirth(cell: ExcelJS.Cell, birth: string, index: number): void {
  const [year = '', month = '', day = ''] = birth.split('-')
  const shapes: (() => void)[] = [
    () => (cell.value = `${year}.${Number(month)}`),
    () => (cell.value = `${year}-${month}`),
    () => (cell.value = `${year}年${Number(month)}月`),
    () => (cell.value = Number(year + month)),
    () => (cell.value = Number(year + month + day)),
    () => {
      cell.value = new Date(`${birth}T00:00:00Z`)
      cell.numFmt = 'yyyy"年"m"月"'
    },
    () => (cell.value = Math.round(Date.parse(`${birth}T00:00:00Z`) / 86_400_000) + 25_569),
    () => (cell.value = `${year}/${Number(month)}/${Number(day)}`),
  ]
  shapes[index % shapes.length]!()
}

/** One row whose ID number Excel has rounded, one with a wrong check digit, and one person given twice. */
function addBadRows(sheet: ExcelJS.Worksheet, everyone: Person[]): void {
  const [first, second] = [everyone[0]!, everyone[1]!]
  const wrong = second.idNumber.slice(0, 17) + (second.idNumber.endsWith('1') ? '2' : '1')
  sheet.addRow([61, '松泉乡', '禾田村', '云末位', '男', '汉', '', 999001198001011000, '群众', '高中', '村委会委员'])
  sheet.addRow([62, '松泉乡', '禾田村', '云错号', '男', '汉', '', wrong, '群众', '高中', '村委会委员'])
  sheet.addRow([63, first.township, first.village, first.name, '', '', '', first.idNumber, '', '', first.position])
}

/** The cells of a village are merged downwards, as in most rosters; the value stands in the first one only. */
function mergeVillages(sheet: ExcelJS.Worksheet): void {
  for (const column of [2, 3]) sheet.mergeCells(4, column, 13, column)
}
