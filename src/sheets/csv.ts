import { parse } from 'csv-parse/sync'
import { decode } from 'iconv-lite'
import type { Sheet } from '../lib/cell'
import { message } from '../lib/message'
import { type Limits, SheetRefused } from './refused'

/** Reads a text table: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030; commas, semicolons or tabs. */
export function readCsv(file: Buffer, limits: Limits): Sheet {
  const text = decoded(file)
  const records = split(text, delimiterOf(text))
  const rows = records
    .map((cells, index) => ({ row: index + 1, cells: trimmed(cells) }))
    .filter((row) => row.cells.length > 0)
  if (rows.length > limits.rows) throw new SheetRefused(message('sheets:rows', { limit: limits.rows }))
  const widest = rows.reduce((most, row) => Math.max(most, row.cells.length), 0)
  if (widest > limits.columns) throw new SheetRefused(message('sheets:columns', { limit: limits.columns }))
  return { name: '', hidden: false, date1904: false, rows }
}

function decoded(file: Buffer): string {
  const encoding = encodingOf(file)
  const text = decode(file, encoding)
  if (text.includes('\0') || (encoding === 'gb18030' && text.includes('\ufffd'))) {
    throw new SheetRefused(message('sheets:encoding'))
  }
  return text
}

function encodingOf(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return 'utf-16le'
  if (file[0] === 0xfe && file[1] === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(file)
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

/** The sign that the first lines use most; what stands between quotes does not count. */
function delimiterOf(text: string): string {
  const start = text.slice(0, 20_000).replace(/"[^"]*"/g, '')
  const count = (sign: string) => start.split(sign).length
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** A stray quotation mark must not swallow the rest of the file: where quoting is broken, quotes are plain characters. */
function split(text: string, delimiter: string): string[][] {
  const options = { delimiter, bom: true, relax_column_count: true, skip_empty_lines: false } as const
  try {
    return parse(text, { ...options, relax_quotes: true })
  } catch {
    return parse(text, { ...options, quote: false })
  }
}

/** Without blank cells at the end, and without the `="…"` that keeps long numbers whole in Excel. */
function trimmed(cells: string[]): string[] {
  const plain = cells.map((cell) => /^="(.*)"$/.exec(cell)?.[1] ?? (cell.trim() === '' ? '' : cell))
  while (plain.at(-1) === '') plain.pop()
  return plain
}
