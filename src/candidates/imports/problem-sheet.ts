import { cellText, type Sheet } from '../../lib/cell'
import type { Message } from '../../lib/message'
import { rosterHeadings } from '../roster/roster-rows'
import type { RosterProblem } from '../roster/roster'

/** A list to be written: text in every cell. */
type TextList = { name: string; columns: { heading: string; width: number }[]; rows: string[][] }

/** The roster as it was sent with a column of problems behind the last, one list to be written; ids stay as text. */
export function problemList(
  sheets: readonly Sheet[],
  problems: readonly RosterProblem[],
  words: { heading: string; say: (message: Message) => string },
): TextList | null {
  const sheet = sheets.find((one) => !one.hidden && rosterHeadings([...one.rows]))
  const headings = sheet && rosterHeadings(sheet.rows)
  if (!sheet || !headings) return null
  const width = Math.max(...sheet.rows.map(({ cells }) => cells.length))
  const told = new Map<number, string[]>()
  for (const { row, column, message } of problems)
    told.set(row, [...(told.get(row) ?? []), `${column}：${words.say(message)}`])
  const texts = (cells: Sheet['rows'][number]['cells']) =>
    Array.from({ length: width }, (_, index) => cellText(cells[index]))
  const heading = sheet.rows.find(({ row }) => row === headings.row)!
  return {
    name: sheet.name.slice(0, 31).replace(/[\\/?*[\]:]/g, ' ') || 'Sheet1',
    columns: [...texts(heading.cells), words.heading].map((name, index) => ({
      heading: name,
      width: index === width ? 60 : 16,
    })),
    rows: sheet.rows
      .filter(({ row }) => row > headings.row)
      .map(({ row, cells }) => [...texts(cells), (told.get(row) ?? []).join('\n')]),
  }
}
