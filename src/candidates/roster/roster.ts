import { address, type CellRow, type Sheet } from '../../lib/cell'
import { type Message, message } from '../../lib/message'
import { headingOf, type RosterColumn } from './roster-columns'
import { personOn, type RosterPerson } from './roster-person'
import type { RosterOptions, RosterProblem } from './roster-problem'
import { type Headings, isPerson, rosterHeadings } from './roster-rows'

export type { RosterProblem } from './roster-problem'

export type RosterRow = RosterPerson & { row: number }

export type Roster =
  | { ok: true; sheet: string; headings: Headings; rows: RosterRow[]; problems: RosterProblem[] }
  | { ok: false; message: Message }

/** Reads the roster from the first visible sheet that has its heading row. */
export function readRoster(sheets: Sheet[], options: RosterOptions): Roster {
  for (const sheet of sheets.filter(({ hidden }) => !hidden)) {
    const headings = rosterHeadings(sheet.rows)
    if (!headings) continue
    const missing = headings.missing.filter((heading) => heading !== impliedHeading(options))
    if (missing.length > 0) return { ok: false, message: message('roster:missing', { columns: missing.join('、') }) }
    return readRows(sheet, headings, options)
  }
  return { ok: false, message: message('roster:noHeading') }
}

function impliedHeading({ impliedTownship }: RosterOptions): string | null {
  return impliedTownship === undefined ? null : headingOf('township')
}

function readRows(sheet: Sheet, headings: Headings, options: RosterOptions): Roster {
  const rows: RosterRow[] = []
  const problems: RosterProblem[] = []
  const firstRows = new Map<string, number>()
  for (const row of sheet.rows.filter((candidate) => isPerson(candidate, headings))) {
    const { person, problems: found } = personOn(row, headings, { ...options, date1904: sheet.date1904 })
    problems.push(...found.map(({ column, ...problem }) => ({ ...problem, ...place(row, column, headings) })))
    if (!person) continue
    const first = firstRows.get(person.idNumber)
    if (first !== undefined) problems.push(twice(row, first, headings))
    else rows.push({ row: row.row, ...person })
    if (first === undefined) firstRows.set(person.idNumber, row.row)
  }
  return { ok: true, sheet: sheet.name, headings, rows, problems }
}

function twice(row: CellRow, first: number, headings: Headings): RosterProblem {
  const problem = message('roster:problem.twice', { row: first })
  return { ...place(row, 'idNumber', headings), severity: 'refused', message: problem }
}

/** Where a problem stands: the heading as the file has it; a column that the file lacks is shown at its first cell. */
function place(row: CellRow, column: RosterColumn, headings: Headings) {
  const index = headings.columns[column]
  const written = index === undefined ? undefined : headings.written[index]
  return { row: row.row, column: written ?? headingOf(column), cell: address(index ?? 0, row.row) }
}
