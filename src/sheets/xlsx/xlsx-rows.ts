import type { Readable } from 'node:stream'
import { type Cell, type CellRow, columnOf } from '../../lib/cell'
import { message } from '../../lib/message'
import { fillMerged, type Range, range } from './merged'
import type { Shown } from './number-format'
import { numberCell } from './number-text'
import { type Limits, SheetRefused } from '../refused'
import { unescaped } from './shared-strings'
import { walk } from './xml'

/** What the cells of every sheet share. `budget` is how many characters may still be read. */
export type Book = {
  strings: string[]
  formats: (Shown | undefined)[]
  date1904: boolean
  budget: { characters: number }
}

/** The rows of one sheet that hold something. Formatted but empty rows and columns cost nothing and break no limit. */
export async function readRows(part: Readable | null, book: Book, limits: Limits): Promise<CellRow[]> {
  const reader = new RowReader(book, limits)
  await walk(part, {
    open: (name, attributes) => reader.open(name, attributes),
    text: (text) => reader.text(text),
    close: (name) => reader.close(name),
  })
  return fillMerged(reader.rows, reader.merged)
}

/** Follows the tags of one sheet. Rows and cells that do not say where they are follow the one before. */
class RowReader {
  readonly rows: CellRow[] = []
  readonly merged: Range[] = []
  private row = 0
  private column = -1
  private cells: Cell[] = []
  private formulas: number[] = []
  private type = ''
  private style = 0
  private value = ''
  private taking = false
  private inCell = false
  private isFormula = false
  private aids = 0

  constructor(
    private readonly book: Book,
    private readonly limits: Limits,
  ) {}

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'c') this.openCell(attributes)
    else if (name === 'v' || name === 't') this.taking = this.inCell && this.aids === 0
    else if (name === 'row') this.openRow(attributes)
    else if (name === 'f' && this.inCell) this.isFormula = true
    else if (name === 'rPh') this.aids++
    else if (name === 'mergeCell') this.merge(attributes.ref ?? '')
  }

  text(text: string): void {
    if (this.taking) this.value += text
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.taking = false
    else if (name === 'c') this.closeCell()
    else if (name === 'row') this.closeRow()
    else if (name === 'rPh') this.aids--
  }

  private openRow(attributes: Record<string, string>): void {
    this.row = Number(attributes.r) || this.row + 1
    this.column = -1
    this.cells = []
    this.formulas = []
  }

  private openCell(attributes: Record<string, string>): void {
    this.column = columnOf(attributes.r) ?? this.column + 1
    this.type = attributes.t ?? 'n'
    this.style = Number(attributes.s ?? 0)
    this.value = ''
    this.inCell = true
    this.isFormula = false
  }

  private closeCell(): void {
    this.inCell = false
    if (this.isFormula && this.column < this.limits.columns) this.formulas.push(this.column)
    if (this.value === '') return
    const cell = this.cell()
    if (typeof cell === 'string' && cell.trim() === '') return
    if (this.column >= this.limits.columns) throw tooMany('columns', this.limits.columns)
    this.book.budget.characters -= typeof cell === 'string' ? cell.length : 8
    if (this.book.budget.characters < 0) throw new SheetRefused(message('sheets:bomb'))
    while (this.cells.length < this.column) this.cells.push('')
    this.cells[this.column] = cell
  }

  private cell(): Cell {
    if (this.type === 's') return this.book.strings[Number(this.value)] ?? ''
    if (this.type === 'b') return this.value.trim() === '1' || this.value.trim() === 'true' ? 'TRUE' : 'FALSE'
    if (this.type === 'n') return numberCell(this.value, this.book.formats[this.style], this.book.date1904)
    return unescaped(this.value)
  }

  private closeRow(): void {
    const { row, cells, formulas } = this
    if (cells.length === 0) return
    if (this.rows.length >= this.limits.rows) throw tooMany('rows', this.limits.rows)
    this.rows.push(formulas.length > 0 ? { row, cells, formulas } : { row, cells })
  }

  private merge(reference: string): void {
    const found = range(reference)
    if (found && this.merged.length < this.limits.rows) this.merged.push(found)
  }
}

function tooMany(what: 'rows' | 'columns', limit: number): SheetRefused {
  return new SheetRefused(message(`sheets:${what}`, { limit }))
}
