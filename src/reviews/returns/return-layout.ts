import { rosterColumnOf } from '../../candidates/roster/roster-columns'
import { address, type Cell, type CellRow, cellText, type Sheet } from '../../lib/cell'
import { bare } from '../../lib/tidy'

/** A value and where it stands. */
export type Found = { cell: Cell; text: string; address: string }

/** The sheet of this name, whatever blanks or brackets somebody added to it. */
export function sheetNamed(sheets: Sheet[], name: string): Sheet | undefined {
  const named = sheets.map((sheet) => ({ sheet, title: bare(sheet.name) }))
  return (named.find(({ title }) => title === name) ?? named.find(({ title }) => title.includes(name)))?.sheet
}

/** The first row that has both a name and an ID number among its headings. */
export function tableStart(rows: CellRow[]): number {
  return rows.findIndex((row) => {
    const columns = row.cells.map((cell) => rosterColumnOf(cellText(cell)))
    return columns.includes('name') && columns.includes('idNumber')
  })
}

/**
 * Values by label, in any of the ways people lay them out: the value to the right of its label, in the same cell
 * after a colon, or below its label where the next cell to the right is a label too.
 */
export function labelled<K extends string>(rows: CellRow[], keys: readonly K[]): Partial<Record<K, Found>> {
  const found: Partial<Record<K, Found>> = {}
  rows.forEach((row, place) => {
    const isLabel = row.cells.map((cell) => labelIn(cellText(cell), keys))
    isLabel.forEach((label, column) => {
      if (!label || found[label.key]) return
      const value = label.rest !== '' ? inside(row, column, label.rest) : beside(rows, place, column, isLabel)
      if (value) found[label.key] = value
    })
  })
  return found
}

type Label<K> = { key: K; rest: string } | null

function labelIn<K extends string>(text: string, keys: readonly K[]): Label<K> {
  const plain = bare(text).replace(signHere, '')
  const key = keys.find((candidate) => plain === candidate || plain.startsWith(candidate + ':'))
  return key === undefined ? null : { key, rest: plain.slice(key.length + 1).replace(/^[_＿]+$/, '') }
}

const signHere = /\(?(签字|签名|签章|盖章|公章)\)?(?=:|$)/

function inside(row: CellRow, column: number, rest: string): Found {
  return { cell: rest, text: rest, address: address(column, row.row) }
}

/** To the right up to the next label; failing that, in the cell below, unless that is a label itself. */
function beside<K>(rows: CellRow[], place: number, column: number, isLabel: Label<K>[]): Found | null {
  const row = rows[place]!
  for (let right = column + 1; right < row.cells.length && !isLabel[right]; right++) {
    const value = valueAt(row, right)
    if (value) return value
  }
  const horizontal = isLabel.filter(Boolean).length > 1
  const below = rows[place + 1]
  return horizontal && below?.row === row.row + 1 ? valueAt(below, column) : null
}

function valueAt(row: CellRow, column: number): Found | null {
  const cell = row.cells[column] ?? ''
  const text = cellText(cell).trim()
  return bare(text)
    .replace(signHere, '')
    .replace(/[_:/—-]/g, '') !== ''
    ? { cell, text, address: address(column, row.row) }
    : null
}
