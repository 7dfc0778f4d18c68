import { type CellRow, cellText, columnLetters, type Sheet } from '../../lib/cell'
import { message, type Message } from '../../lib/message'
import { bare, tidy } from '../../lib/tidy'
import type { TeamKind } from '../organisation'

/** What one row of a list of teams says; null where it says nothing. */
export type TeamRow = {
  township: string
  name: string
  kind: TeamKind | null
  code: string | null
  seats: number | null
}

type SheetProblem = { column: string; message: Message }
/** `row` as the sheet shows it. */
export type ReadTeamRow = TeamRow & { row: number; problems: SheetProblem[] }

export const mostTeams = 5_000

/** Headings of the list of teams; they are words of the format. */
export const teamHeadings = { township: '乡镇', name: '村（社区）', kind: '类别', code: '代码', seats: '职数' } as const
type Column = keyof typeof teamHeadings

/** Reads the first visible sheet; a message when it is no list of teams at all. */
export function readTeamSheet(sheets: readonly Sheet[]): { rows: ReadTeamRow[] } | Message {
  const sheet = sheets.find((one) => !one.hidden)
  const start = sheet?.rows.findIndex((row) => row.row <= 20 && isHeading(row)) ?? -1
  if (!sheet || start < 0) return message('organisations:sheet.noHeading')
  const columns = columnsOf(sheet.rows[start]!)
  const rows = sheet.rows.slice(start + 1).filter((row) => isTeam(row, columns))
  if (rows.length === 0) return message('organisations:sheet.noRows')
  if (rows.length > mostTeams) return message('organisations:sheet.tooMany', { limit: mostTeams })
  return { rows: rows.map((row) => readRow(row, columns)) }
}

const aliases: Record<Column, readonly string[]> = {
  township: ['乡镇(街道)', '乡镇', '镇街', '乡镇街道', '所在乡镇', '街道'],
  name: ['村(社区)', '村', '社区', '所在村', '村社区', '村(社区)名称', '村名'],
  kind: ['类别', '类型', '村或社区'],
  code: ['代码', '区划代码', '编码', '统计用区划代码'],
  seats: ['职数', '班子职数', '两委职数', '核定职数'],
}

type Columns = Partial<Record<Column, number>>

function isHeading(row: CellRow): boolean {
  const columns = columnsOf(row)
  return columns.township !== undefined && columns.name !== undefined
}

function columnsOf(row: CellRow): Columns {
  const headings = row.cells.map((cell) => bare(cellText(cell)).replace(/[*:：]/g, ''))
  const found = Object.entries(aliases).map(([column, names]) => [column, headings.findIndex((h) => names.includes(h))])
  return Object.fromEntries(found.filter(([, place]) => Number(place) >= 0)) as Columns
}

const notATeam = /^(合计|小计|总计|填表人|审核人|制表|填报|注[:：]|说明[:：])/

function isTeam(row: CellRow, columns: Columns): boolean {
  if (row.cells.some((cell) => notATeam.test(bare(cellText(cell))))) return false
  return !isHeading(row) && [columns.township, columns.name].some((place) => bare(textAt(row, place)) !== '')
}

function readRow(row: CellRow, columns: Columns): ReadTeamRow {
  const problems: SheetProblem[] = []
  const wrong = (column: Column, name: string) =>
    void problems.push({ column: label(column, columns), message: message(`organisations:sheet.${name}`) })
  const text = (column: Column) => tidy(textAt(row, columns[column]))
  for (const column of ['township', 'name'] as const) {
    if (text(column) === '') wrong(column, `${column}Missing`)
    if (text(column).length > 40) wrong(column, 'tooLong')
  }
  const [kind, code, seats] = [kindOf(text('kind')), text('code'), text('seats')]
  if (kind === undefined) wrong('kind', 'kind')
  if (code !== '' && !/^\d{12}$/.test(bare(code))) wrong('code', 'code')
  const counted = /^([1-9]|[1-4]\d|50)$/.test(bare(seats))
  if (seats !== '' && !counted) wrong('seats', 'seats')
  return {
    row: row.row,
    township: text('township').slice(0, 40),
    name: text('name').slice(0, 40),
    kind: kind ?? null,
    code: bare(code) || null,
    seats: counted ? Number(bare(seats)) : null,
    problems,
  }
}

function textAt(row: CellRow, place: number | undefined): string {
  return place === undefined ? '' : cellText(row.cells[place])
}

/** Undefined when the words mean neither. */
function kindOf(text: string): TeamKind | null | undefined {
  const word = bare(text)
  if (word === '') return null
  if (['村', '行政村', '村委会', '农村', 'village'].includes(word)) return 'village'
  return ['社区', '城市社区', '居委会', '城市', 'community'].includes(word) ? 'community' : undefined
}

function label(column: Column, columns: Columns): string {
  const place = columns[column]
  return place === undefined ? teamHeadings[column] : `${columnLetters(place)} ${teamHeadings[column]}`
}
