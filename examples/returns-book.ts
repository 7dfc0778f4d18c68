import ExcelJS from 'exceljs'
import type { CriteriaSet } from '../src/criteria/criteria'
import { loadPreset } from '../src/criteria/presets'
import { departmentRosters, departmentsPreset } from '../src/organisations/departments/departments-preset'
import { returnWorkbook } from '../src/reviews/returns/return-workbook'
import { itemsOwnedBy } from '../src/standings/owners'
import { answersOf, forgotten, opinionOf } from './cases'
import type { Person } from './people'

type NamedFile = { name: string; file: Buffer }

/** The returns of the thirteen departments, and a draft that the justice bureau sent before its signed one. */
export async function departmentReturns(everyone: Person[]): Promise<NamedFile[]> {
  const criteria = loadPreset('main20')
  const returns: NamedFile[] = []
  for (const key of departmentRosters.thirteen) {
    const { name } = departmentsPreset.find((department) => department.key === key)!
    const file = await filledIn(key, name, everyone, criteria)
    returns.push({ name: `${name}.xlsx`, file: await untidied(file, key) })
    if (key === 'justice') returns.push({ name: `${name}（草稿）.xlsx`, file: await changed(file, unsign) })
  }
  return returns
}

function filledIn(key: string, name: string, everyone: Person[], criteria: CriteriaSet): Promise<Buffer> {
  const codes = itemsOwnedBy(key, criteria).map(({ code }) => code)
  const left = everyone.map((person, index) => ({ person, index })).filter(({ index }) => !isForgotten(index, key))
  return returnWorkbook({
    department: { key, name },
    round: '第一轮',
    version: 'main20 第1版',
    referenceDate: '2026-01-10',
    fingerprint: '',
    criteria,
    candidates: left.map(({ person, index }) => ({
      ...person,
      answers: answersOf(index, key, codes),
      ...opinionOf(index, key),
    })),
    signatures: { 经办人: '云经办', 审核人: '云审核', 主要负责人: `云${name}`, 日期: '2026-01-09' },
  })
}

function isForgotten(person: number, department: string): boolean {
  return forgotten.some((row) => row.person === person && row.department === department)
}

type Change = (workbook: ExcelJS.Workbook) => void

/** What each department did to its workbook before sending it back. */
const habits: Record<string, Change> = {
  police: (workbook) => rewordAnswers(workbook, { 无: '×', 有: '√' }),
  court: (workbook) => rewordAnswers(workbook, { 无: ' 未发现 ', 有: '存在' }),
  petitions: (workbook) => fullWidthCodes(workbook),
  civil_affairs: (workbook) => (workbook.getWorksheet('审查意见')!.getCell('B2').value = '县民政局'),
  environment: (workbook) => (workbook.getWorksheet('审查意见')!.getCell('B2').value = 'environment'),
  agriculture: (workbook) => (workbook.getWorksheet('审查意见')!.name = '审查意见 '),
  emergency: (workbook) => addStranger(workbook),
  discipline: (workbook) => realDates(workbook),
}

function untidied(file: Buffer, key: string): Promise<Buffer> {
  const habit = habits[key]
  return habit ? changed(file, habit) : Promise.resolve(file)
}

async function changed(file: Buffer, change: Change): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(file as unknown as ArrayBuffer)
  change(workbook)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function unsign(workbook: ExcelJS.Workbook): void {
  workbook.getWorksheet('签字')!.getCell('B3').value = null
}

function rewordAnswers(workbook: ExcelJS.Workbook, words: Record<string, string>): void {
  workbook.getWorksheet('审查意见')!.eachRow((row, number) => {
    if (number < 8) return
    row.eachCell((cell) => {
      const word = words[String(cell.value)]
      if (word !== undefined) cell.value = word
    })
  })
}

function fullWidthCodes(workbook: ExcelJS.Workbook): void {
  workbook
    .getWorksheet('审查意见')!
    .getRow(7)
    .eachCell((cell) => {
      cell.value = String(cell.value).replace(/^N(\d\d) /, (_, digits: string) => `Ｎ${wide(digits)}\n`)
    })
}

function wide(digits: string): string {
  return digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}

/** A person whom nobody put forward, at the end of the table. */
function addStranger(workbook: ExcelJS.Workbook): void {
  workbook
    .getWorksheet('审查意见')!
    .addRow([61, '云外人', '11010519491231002X', '云川镇', '东沟村', '村委会委员', '无'])
}

/** The discipline commission typed its dates, and Excel made real dates and day counts of them. */
function realDates(workbook: ExcelJS.Workbook): void {
  workbook.getWorksheet('情形明细')!.eachRow((row, number) => {
    const cell = row.getCell(5)
    if (number === 1 || typeof cell.value !== 'string') return
    const day = new Date(`${cell.value}T00:00:00Z`)
    if (number % 2 === 0) cell.value = day
    else cell.value = day.getTime() / 86_400_000 + 25_569
    cell.numFmt = number % 2 === 0 ? 'yyyy-mm-dd' : 'General'
  })
}
