import { readPost } from '../candidates/codes/post'
import { type CellRow, cellText, type Sheet } from '../lib/cell'
import type { Day } from '../lib/day'
import { readLooseDate } from '../lib/loose-date'
import { message, type Message } from '../lib/message'
import { bare, tidy } from '../lib/tidy'
import type { ElectionWord } from './election'

/** Headings of the sheet of results; they are words of the format. */
export const electionHeadings = {
  township: '乡镇',
  team: '村（社区）',
  heldOn: '投票日期',
  voters: '登记选民数',
  voted: '参加投票数',
  name: '姓名',
  result: '结果',
  votes: '得票数',
  post: '当选职务',
} as const
type Column = keyof typeof electionHeadings

/** One row: a candidate's result with the team's own numbers, which may stand in its first row only. */
export type ElectionSheetRow = {
  row: number
  township: string
  team: string
  heldOn: Day | null
  voters: number | null
  voted: number | null
  name: string
  result: ElectionWord | null
  votes: number | null
  post: string | null
  problems: { column: string; message: Message }[]
}

const mostRows = 20_000

/** Reads the first visible sheet; a message when it is no sheet of results at all. */
export function readElectionSheet(sheets: readonly Sheet[]): { rows: ElectionSheetRow[] } | Message {
  const sheet = sheets.find((one) => !one.hidden)
  const start = sheet?.rows.findIndex((row) => row.row <= 20 && isHeading(row)) ?? -1
  if (!sheet || start < 0) return message('elections:sheet.noHeading')
  const columns = columnsOf(sheet.rows[start]!)
  const rows = sheet.rows.slice(start + 1).filter((row) => isPerson(row, columns))
  if (rows.length === 0) return message('elections:sheet.noRows')
  if (rows.length > mostRows) return message('elections:sheet.tooMany', { limit: mostRows })
  return { rows: carriedDown(rows.map((row) => readRow(row, columns))) }
}

const aliases: Record<Column, readonly string[]> = {
  township: ['乡镇', '乡镇(街道)', '乡镇街道', '镇街', '街道'],
  team: ['村(社区)', '村', '社区', '村社区', '班子'],
  heldOn: ['投票日期', '选举日期', '投票日', '选举日', '选举时间'],
  voters: ['登记选民数', '选民数', '登记选民', '应到人数', '选民总数'],
  voted: ['参加投票数', '参选人数', '投票人数', '实到人数', '参加投票选民数'],
  name: ['姓名', '候选人', '候选人姓名'],
  result: ['结果', '是否当选', '选举结果', '当选情况'],
  votes: ['得票数', '得票', '票数', '赞成票'],
  post: ['当选职务', '职务', '担任职务'],
}

const words: Record<ElectionWord, readonly string[]> = {
  elected: ['当选', '是', '已当选', 'elected', '√', '1'],
  not_elected: ['未当选', '否', '落选', 'notelected', 'not_elected', '0'],
  not_stood: ['未参选', '未参加', '退出', 'not_stood', 'notstood'],
}

type Columns = Partial<Record<Column, number>>

function isHeading(row: CellRow): boolean {
  const { team, name, result } = columnsOf(row)
  return team !== undefined && name !== undefined && result !== undefined
}

function columnsOf(row: CellRow): Columns {
  const headings = row.cells.map((cell) => bare(cellText(cell)).replace(/[*:：]/g, ''))
  const found = Object.entries(aliases).map(([column, names]) => [column, headings.findIndex((h) => names.includes(h))])
  return Object.fromEntries(found.filter(([, place]) => Number(place) >= 0)) as Columns
}

function isPerson(row: CellRow, columns: Columns): boolean {
  if (
    isHeading(row) ||
    row.cells.some((cell) => /^(合计|小计|总计|填表人|审核人|制表|注[:：])/.test(bare(cellText(cell))))
  )
    return false
  return bare(textAt(row, columns.name)) !== ''
}

function readRow(row: CellRow, columns: Columns): ElectionSheetRow {
  const problems: ElectionSheetRow['problems'] = []
  const text = (column: Column) => tidy(textAt(row, columns[column])).slice(0, 60)
  const wrong = (column: Column) =>
    void problems.push({ column: electionHeadings[column], message: message(`elections:sheet.${column}`) })
  const count = (column: Column) => {
    const digits = bare(text(column)).replace(/[,，]/g, '')
    if (digits !== '' && !/^\d{1,7}$/.test(digits)) wrong(column)
    return /^\d{1,7}$/.test(digits) ? Number(digits) : null
  }
  const result = resultOf(text('result'))
  if (!result) wrong('result')
  const day = text('heldOn') === '' ? null : readLooseDate(text('heldOn'), false)
  if (text('heldOn') !== '' && (!day || day.monthOnly)) wrong('heldOn')
  const post = text('post') === '' ? null : (readPost(text('post'))?.code ?? null)
  if (text('post') !== '' && !post) wrong('post')
  return {
    row: row.row,
    township: text('township'),
    team: text('team'),
    heldOn: day && !day.monthOnly ? day.day : null,
    voters: count('voters'),
    voted: count('voted'),
    name: text('name'),
    result,
    votes: count('votes'),
    post,
    problems,
  }
}

/** Clerks write the place, the day and the turnout once and leave the rows below empty. */
function carriedDown(rows: ElectionSheetRow[]): ElectionSheetRow[] {
  let before: ElectionSheetRow | undefined
  return rows.map((row) => {
    const same = before && row.team === '' ? before : undefined
    const township = row.township || (same ?? before)?.township || ''
    const { team, heldOn, voters, voted } = row.team === '' && same ? same : row
    before = { ...row, township, team, heldOn, voters, voted }
    return before
  })
}

function resultOf(text: string): ElectionWord | null {
  const word = bare(text).toLowerCase()
  return (Object.keys(words) as ElectionWord[]).find((one) => words[one].includes(word)) ?? null
}

function textAt(row: CellRow, place: number | undefined): string {
  return place === undefined ? '' : cellText(row.cells[place])
}
