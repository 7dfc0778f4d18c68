import type { Cell, NumberCell } from './cell'
import { type Day, isDay } from './day'
import { dayFromSerial } from './serial-day'
import { halfWidth } from './tidy'

/**
 * A date as somebody wrote it. `monthOnly`: no day was given, and `day` is the first of the month. `counted`: it is
 * the sheet's own date, whose first of the month often stands for the whole month. `alsoOctober`: the number 1975.1,
 * which is what a sheet makes of 1975.10.
 */
export type LooseDate = { day: Day; monthOnly: boolean; counted: boolean; alsoOctober: boolean }

/**
 * Reads a cell in any shape that clerks use: 1975.3, 1975-03, 1975年3月, 1975/3/5, 197503, 19750312, a real date, or
 * the sheet's day count as a plain number. Years 1900 to 2100. Null where it is none of these.
 */
export function readLooseDate(cell: Cell, date1904: boolean): LooseDate | null {
  if (typeof cell !== 'string' && cell.date) return sheetDate(cell.date, cell.monthOnly ?? false)
  const text = plain(typeof cell === 'string' ? cell : cell.text)
  const digits = /^\d+$/.test(text) ? fromDigits(text, date1904) : fromParts(text)
  if (!digits) return null
  return { ...digits, alsoOctober: typeof cell !== 'string' && bareOctober(cell) }
}

function sheetDate(day: Day, monthOnly: boolean): LooseDate | null {
  return sensible(day) ? { day, monthOnly, counted: true, alsoOctober: false } : null
}

/** Every separator a hyphen, no blanks, no time of day, no 日 at the end. */
function plain(text: string): string {
  return halfWidth(text)
    .trim()
    .replace(/[\sT]+\d{1,2}:\d{1,2}(:\d{1,2}(\.\d+)?)?\s*Z?$/i, '')
    .replace(/\s+/g, '')
    .replace(/[年月./\\,、。．·‐‑–—−_~]/g, '-')
    .replace(/[日号]$/, '')
    .replace(/-+$/, '')
}

function fromParts(text: string): LooseDate | null {
  const match = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(text)
  return match ? written(match[1]!, match[2]!, match[3]) : null
}

function fromDigits(text: string, date1904: boolean): LooseDate | null {
  if (text.length === 8) return written(text.slice(0, 4), text.slice(4, 6), text.slice(6))
  if (text.length === 6) return written(text.slice(0, 4), text.slice(4), undefined)
  const day = text.length === 5 ? dayFromSerial(Number(text), date1904) : null
  return day ? sheetDate(day, false) : null
}

function written(year: string, month: string, dayOfMonth: string | undefined): LooseDate | null {
  const day = [year, month.padStart(2, '0'), (dayOfMonth ?? '1').padStart(2, '0')].join('-')
  return sensible(day) ? { day, monthOnly: dayOfMonth === undefined, counted: false, alsoOctober: false } : null
}

function sensible(day: Day): boolean {
  return isDay(day) && day >= '1900-01-01' && day <= '2100-12-31'
}

function bareOctober(cell: NumberCell): boolean {
  return /^\d{4}\.1$/.test(cell.text)
}
