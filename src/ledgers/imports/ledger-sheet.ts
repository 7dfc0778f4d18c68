import { type CellRow, cellText, type Sheet } from '../../lib/cell'
import { message, type Message } from '../../lib/message'
import { bare, tidy } from '../../lib/tidy'
import type { LedgerColumn, LedgerKind } from '../kind'

/** Where a ledger's columns stand in its sheet (from 0). `rows` are those below the heading that say something. */
export type LedgerSheet = { columns: Map<string, number>; rows: CellRow[]; date1904: boolean }

/** The first visible sheet with this kind's headings within its first twenty rows; a message when there is none. */
export function findLedgerSheet(sheets: readonly Sheet[], kind: LedgerKind): LedgerSheet | Message {
  const wanted = headingsWanted(kind)
  for (const sheet of sheets.filter(({ hidden }) => !hidden)) {
    const start = sheet.rows.findIndex((row) => row.row <= searched && isHeading(row, kind))
    if (start < 0) continue
    const columns = columnsOf(sheet.rows[start]!, kind)
    const missing = kind.columns.filter(({ key, required }) => required && !columns.has(key))
    if (missing.length) return message('ledgers:sheet.missing', { headings: words(missing) })
    const rows = sheet.rows.slice(start + 1).filter((row) => isRecord(row, columns, kind))
    return rows.length ? { columns, rows, date1904: sheet.date1904 } : message('ledgers:sheet.noRows')
  }
  return message('ledgers:sheet.noHeading', { headings: words(wanted) })
}

/** What a sheet of this kind must have to be known as one: who (a name or a number), or which team. */
function headingsWanted({ columns, about }: LedgerKind): LedgerColumn[] {
  const identifying = about === 'people' ? ['name', 'idNumber'] : ['township', 'village']
  return columns.filter(({ reading }) => identifying.includes(reading))
}

const searched = 20

function isHeading(row: CellRow, kind: LedgerKind): boolean {
  const found = columnsOf(row, kind)
  const wanted = headingsWanted(kind).filter(({ key }) => found.has(key)).length
  return found.size >= 2 && wanted >= (kind.about === 'teams' ? 2 : 1)
}

/** Where each column stands; of two cells that could be it, the one nearer to the kind's own heading. */
function columnsOf(row: CellRow, kind: LedgerKind): Map<string, number> {
  const names = namesOf(kind)
  const found = new Map<string, { place: number; rank: number }>()
  row.cells.forEach((cell, place) => {
    const name = names.get(plainHeading(cellText(cell)))
    if (name && name.rank < (found.get(name.key)?.rank ?? Infinity)) found.set(name.key, { place, rank: name.rank })
  })
  return new Map([...found].map(([key, { place }]) => [key, place]))
}

type Names = Map<string, { key: string; rank: number }>
const namesByKind = new Map<string, Names>()

/** What each heading means; made once for a kind, because every row is asked whether it repeats the heading. */
function namesOf({ key: kind, columns }: LedgerKind): Names {
  const made = namesByKind.get(kind)
  if (made) return made
  const names: Names = new Map(
    columns.flatMap(({ key, heading, aliases }) =>
      [heading, ...aliases].map((name, rank) => [plainHeading(name), { key, rank }] as const),
    ),
  )
  namesByKind.set(kind, names)
  return names
}

/** Brackets, blanks, colons and the * of required columns do not matter. */
function plainHeading(text: string): string {
  return bare(text).replace(/[()[\]【】*＊★:：、/\\．.。"'“”]/g, '')
}

/** Not blank, not a repeated heading, not a total or the footer. */
function isRecord(row: CellRow, columns: Map<string, number>, kind: LedgerKind): boolean {
  const texts = [...columns.values()].map((place) => bare(cellText(row.cells[place])))
  if (texts.every((text) => text === '')) return false
  const numbered = /\d{14}/.test(bare(cellText(row.cells[columns.get('idNumber') ?? -1])))
  if (!numbered && row.cells.some((cell) => notARecord.test(bare(cellText(cell))))) return false
  return !isHeading(row, kind)
}

const notARecord =
  /^(合计|小计|总计|共计)[:：]?\d*[人名条]?$|^(填表人|填报人|制表人|审核人|填报单位|填表日期|注|说明)[:：]/

function words(columns: readonly LedgerColumn[]): string {
  return columns.map(({ heading }) => tidy(heading)).join('、')
}
