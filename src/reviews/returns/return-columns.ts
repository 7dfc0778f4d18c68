import { type RosterColumn, rosterColumnOf } from '../../candidates/roster/roster-columns'
import type { CriteriaSet, Item } from '../../criteria/criteria'
import { type CellRow, cellText, type Sheet } from '../../lib/cell'
import { bare } from '../../lib/tidy'
import { codeIn, headingOfItem, looksLikeCode } from './return-items'
import { problemAt, type ReturnProblem } from './return-problem'
import { rowFingerprintHeading } from './return-words'

/** Where what stands, from 0; -1 where there is no such column. */
export type Columns = {
  id: number
  name: number
  opinion: number
  words: number
  fingerprint: number
  items: ItemColumn[]
}
type ItemColumn = { index: number; code: string }

/** What the headings are read for: `owned` items of the department, of which `asked` must have a column. */
export type Wanted = { criteria: CriteriaSet; owned: readonly Item[]; asked: readonly string[]; handedOut: boolean }
type Read = { columns: Columns; problems: ReturnProblem[] }

/** The columns of a return. In a workbook that was handed out an item's column must stand as it did then. */
export function readColumns(sheet: Sheet, heading: CellRow, wanted: Wanted): Read {
  const fixed = fixedColumns(heading)
  const at = (column: number, key: string, values = {}) => problemAt(sheet.name, heading.row, column, key, values)
  const { items, problems } = wanted.handedOut
    ? unchangedItems(heading, wanted, fixed.fingerprint, at)
    : namedItems(heading, wanted, Object.values(fixed), at)
  return { columns: { ...fixed, items }, problems }
}

type At = (column: number, key: string, values?: Record<string, string>) => ReturnProblem
type Items = { items: ItemColumn[]; problems: ReturnProblem[] }

function fixedColumns(heading: CellRow): Omit<Columns, 'items'> {
  const texts = heading.cells.map((cell) => bare(cellText(cell)))
  const known = heading.cells.map((cell) => rosterColumnOf(cellText(cell)))
  const opinion = texts.findIndex((text) => /^(审查|联审|单位)?意见/.test(text))
  // Remarks may stand before the opinion and mean something else: the words that go with it come after it.
  const words = known.findIndex((column, index) => index > opinion && column === 'remarks')
  const find = (column: RosterColumn) => known.indexOf(column)
  const fingerprint = texts.indexOf(rowFingerprintHeading)
  return { id: find('idNumber'), name: find('name'), opinion, words, fingerprint }
}

/** Headings as people write them: by code, by the item's words, with more or less around. */
function namedItems(heading: CellRow, { criteria, asked }: Wanted, taken: number[], at: At): Items {
  const items: ItemColumn[] = []
  const problems: ReturnProblem[] = []
  heading.cells.forEach((cell, index) => {
    const text = cellText(cell)
    if (taken.includes(index) || rosterColumnOf(text)) return
    const code = codeIn(text, criteria)
    if (code !== null && items.some((item) => item.code === code)) problems.push(at(index, 'columnTwice', { code }))
    else if (code !== null) items.push({ index, code })
    else if (looksLikeCode(text)) problems.push(at(index, 'columnUnknown', { word: bare(text).slice(0, 20) }))
  })
  const missing = asked.filter((code) => !items.some((item) => item.code === code))
  if (missing.length > 0) problems.push(at(0, 'columnMissing', { codes: missing.join('、') }))
  return { items, problems }
}

/** An answer under a renamed or moved heading would count for another item: such a column is left out, the rest stays. */
function unchangedItems(heading: CellRow, { owned }: Wanted, fingerprint: number, at: At): Items {
  const texts = heading.cells.map((cell) => bare(cellText(cell)))
  const placed = owned.map((item) => ({ item, index: texts.indexOf(bare(headingOfItem(item))) }))
  const inOrder = placed.filter(({ index }) => index >= 0)
  const places = inOrder.map(({ index }) => index).sort((a, b) => a - b)
  const isUnmoved = (one: Placed) => places[inOrder.indexOf(one)] === one.index
  const first =
    1 +
    Math.max(fingerprint, ...heading.cells.map((cell, i) => (rosterColumnOf(cellText(cell)) === 'position' ? i : -1)))
  const problems = placed.flatMap((one, place) => {
    const values = { heading: headingOfItem(one.item) }
    if (one.index < 0) return [at(first + place, 'columnRenamed', values)]
    const again = texts.lastIndexOf(texts[one.index]!)
    const twice = again === one.index ? [] : [at(again, 'columnTwice', { code: one.item.code })]
    return isUnmoved(one) ? twice : [at(one.index, 'columnMoved', values), ...twice]
  })
  return { items: inOrder.filter(isUnmoved).map(({ item, index }) => ({ index, code: item.code })), problems }
}

type Placed = { item: Item; index: number }
