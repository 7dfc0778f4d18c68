import { readRoster, type Roster } from '../../../src/candidates/roster/roster'
import type { RosterOptions } from '../../../src/candidates/roster/roster-problem'
import type { Cell, Sheet } from '../../../src/lib/cell'

export const womanId = '11010519491231002X'
export const manId = '440524198001010013'

/** A sheet from rows of cells; a blank row is left out, as the reader does. */
export function sheet(rows: Cell[][], more: Partial<Sheet> = {}): Sheet {
  const kept = rows
    .map((cells, index) => ({ row: index + 1, cells }))
    .filter(({ cells }) => cells.some((c) => c !== ''))
  return { name: '表', hidden: false, date1904: false, rows: kept, ...more }
}

export function read(rows: Cell[][], options: Partial<RosterOptions> = {}): Roster & { ok: true } {
  const roster = readRoster([sheet(rows)], { referenceDate: '2026-01-10', ...options })
  if (!roster.ok) throw new Error(roster.message.key)
  return roster
}

export const headings = ['乡镇（街道）', '村（社区）', '姓名', '身份证号', '拟任职务']
export const man: Cell[] = ['云川镇', '东沟村', '李四', manId, '村委会主任']

/** One man with one more column. */
export function readWith(heading: string, cell: Cell, options: Partial<RosterOptions> = {}): Roster & { ok: true } {
  return read(
    [
      [...headings, heading],
      [...man, cell],
    ],
    options,
  )
}

/** What was told, as `severity key`. */
export function told({ problems }: { problems: { severity: string; message: { key: string } }[] }): string[] {
  return problems.map(({ severity, message }) => `${severity} ${message.key}`)
}
