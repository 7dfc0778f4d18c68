import { type CellRow, cellText } from '../../lib/cell'
import { bare, tidy } from '../../lib/tidy'
import { type RosterColumn, rosterColumnOf, rosterColumns } from './roster-columns'

/** Where each column stands (from 0), the headings as written, and those of unknown columns, which become remarks. */
export type Headings = {
  row: number
  columns: Partial<Record<RosterColumn, number>>
  written: string[]
  extra: { index: number; heading: string }[]
  missing: string[]
}

const searched = 20

/** The first row among the first twenty that names at least 姓名 and 身份证号; null when there is none. */
export function rosterHeadings(rows: CellRow[]): Headings | null {
  const start = rows.findIndex((row) => row.row <= searched && isHeading(row))
  if (start < 0) return null
  const headings: Headings = { row: rows[start]!.row, columns: {}, written: [], extra: [], missing: [] }
  const [first, second] = [rows[start]!, rows[start + 1]]
  take(headings, first)
  // A heading of two rows, its cells merged downwards, repeats itself with the finer headings.
  if (second && second.row === first.row + 1 && isHeading(second)) take(headings, second)
  headings.extra = headings.extra.filter(({ index }) => !Object.values(headings.columns).includes(index))
  headings.missing = rosterColumns
    .filter((c) => c.required && headings.columns[c.key] === undefined)
    .map((c) => c.heading)
  return headings
}

/**
 * Whether a row below the heading is about a person, and not blank, a repeated heading, a total or the footer. Lines
 * prepared with a number and a place but without a person do not count; a person without an ID number does.
 */
export function isPerson(row: CellRow, headings: Headings): boolean {
  if (row.row <= headings.row || isHeading(row)) return false
  const text = (column: RosterColumn) => bare(cellText(row.cells[headings.columns[column] ?? -1]))
  if (looksLikeId(text('idNumber'))) return true
  if (!text('name') && !text('idNumber') && !text('position')) return false
  const notes = [headings.columns.remarks, ...headings.extra.map(({ index }) => index)]
  return !isNote({ ...row, cells: row.cells.filter((_, index) => !notes.includes(index)) }, text('idNumber'))
}

/** Whether a row of any list is a total or the footer: it says so, and has nothing like an ID number. */
export function isNote(row: CellRow, id: string): boolean {
  if (looksLikeId(id)) return false
  const texts = row.cells.map((cell) => bare(cellText(cell))).filter((text) => text !== '')
  return texts.some((text, index) => total.test(text) || (index === 0 ? footer : labelled).test(text))
}

const total = /^(本页|本村|本乡|本镇|全乡|全镇|全县)?(合计|小计|总计|共计|累计|总数)[:]?\d*[人名]?$/
const labels =
  '填表人|填报人|制表人|填报单位|填表单位|填表日期|填报日期|填表时间|填报时间|审核人|审批人|负责人|主要负责人|分管负责人|单位负责人|经办人|联系人|盖章|注|备注|说明|填表说明'
/** In the first cell the label alone will do; further right a colon must follow, as in 审核人：… */
const footer = new RegExp(`^(${labels})(\\(?(签字|签名|盖章)\\)?)?(:|$)`)
const labelled = new RegExp(`^(${labels})(\\(?(签字|签名|盖章)\\)?)?:`)

function looksLikeId(text: string): boolean {
  return /\d{14}/.test(text)
}

function isHeading(row: CellRow): boolean {
  const found = row.cells.map((cell) => rosterColumnOf(cellText(cell)))
  return found.includes('name') && found.includes('idNumber')
}

function take(headings: Headings, row: CellRow): void {
  row.cells.forEach((cell, index) => {
    const heading = tidy(cellText(cell))
    if (heading === '') return
    const column = rosterColumnOf(heading)
    headings.written[index] = heading
    if (column && headings.columns[column] === undefined) headings.columns[column] = index
    else if (!column || headings.columns[column] !== index) headings.extra.push({ index, heading })
  })
}
