import type ExcelJS from 'exceljs'
import type { CriteriaSet, Item } from '../../criteria/criteria'
import { address } from '../../lib/cell'
import type { Day } from '../../lib/day'
import { itemsOwnedBy } from '../../standings/owners'
import type { Answer } from '../../standings/standing'
import { headingOfItem } from './return-items'
import {
  answerWord,
  evidenceTypes,
  factHeadings,
  headKeys,
  opinionHeadings,
  recusedWord,
  returnedWord,
  rowFingerprintHeading,
  sheetNames,
  signatureKeys,
  type SignatureKey,
} from './return-words'

export type ReturnCandidate = {
  idNumber: string
  name: string
  township: string
  village: string
  position: string
  /** Of this row in this workbook, made by the caller with a key; absent where nobody checks it. */
  fingerprint?: string
  /** What is known already, to be gone on with. */
  answers?: Record<string, Answer>
  opinion?: string
  words?: string
}

/** One department's workbook of a round. `fingerprint` is made by the caller with a key, '' where nobody checks it. */
export type ReturnBook = {
  department: { key: string; name: string }
  round: string
  version: string
  referenceDate: Day
  fingerprint: string
  criteria: CriteriaSet
  candidates: ReturnCandidate[]
  signatures?: Partial<Record<SignatureKey, string>>
}

/** Writes the workbook that goes out: pre-filled, with drop-downs, and locked but for the cells to be filled in. */
export async function returnWorkbook(book: ReturnBook): Promise<Buffer> {
  const { default: Excel } = await import('exceljs')
  const workbook = new Excel.Workbook()
  workbook.created = workbook.modified = new Date(0)
  const items = itemsOwnedBy(book.department.key, book.criteria)
  const sheets = [addOpinions(workbook, book, items), addFacts(workbook, book, items), addSignatures(workbook, book)]
  for (const sheet of sheets) await sheet.protect('', protection)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** Locked against slips, not against people: there is no password, and columns may be widened and filtered. */
const protection = { formatColumns: true, formatRows: true, autoFilter: true, sort: true, spinCount: 1 }

function addOpinions(workbook: ExcelJS.Workbook, book: ReturnBook, items: Item[]): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(sheetNames.opinions)
  const head = [book.department.name, book.round, book.version, book.referenceDate, book.fingerprint]
  sheet.addRow(['键', '值'])
  headKeys.forEach((key, index) => sheet.addRow([key, head[index]]))
  const identity = book.candidates.some(({ fingerprint }) => fingerprint)
    ? [...opinionHeadings, rowFingerprintHeading]
    : [...opinionHeadings]
  const heading = sheet.addRow([...identity, ...items.map(headingOfItem), '意见', '说明'])
  styleHeading(heading)
  sheet.views = [{ state: 'frozen', xSplit: 3, ySplit: heading.number }]
  const widths = [6, 12, 22, 16, 16, 14, ...identity.slice(6).map(() => 22), ...items.map(() => 14), 10, 24]
  widths.forEach((width, index) => (sheet.getColumn(index + 1).width = width))
  book.candidates.forEach((candidate, index) => addCandidate(sheet, candidate, index + 1, items, identity.length))
  const rows = { first: heading.number + 1, last: sheet.rowCount }
  const opinion = identity.length + items.length
  offer(sheet, rows, identity.length, opinion - 1, Object.values(answerWord))
  offer(sheet, rows, opinion, opinion, [returnedWord, recusedWord])
  const table = { from: address(0, heading.number), to: address(opinion + 1, rows.last) }
  if (identity.includes(rowFingerprintHeading)) hideFingerprints(sheet, identity.length, table)
  return sheet
}

/** Hidden among the columns, so that whoever sorts a selection takes the fingerprints along. */
function hideFingerprints(sheet: ExcelJS.Worksheet, column: number, table: { from: string; to: string }): void {
  sheet.getColumn(column).hidden = true
  sheet.autoFilter = table
}

function addCandidate(
  sheet: ExcelJS.Worksheet,
  candidate: ReturnCandidate,
  serial: number,
  items: Item[],
  identity: number,
): void {
  const { name, idNumber, township, village, position, opinion = '', words = '' } = candidate
  const answers = items.map(({ code }) => {
    const answer = candidate.answers?.[code]?.answer
    return answer ? answerWord[answer] : null
  })
  const who = [serial, name, idNumber, township, village, position, candidate.fingerprint].slice(0, identity)
  const row = sheet.addRow([...who, ...answers, opinion || null, words || null])
  row.getCell(3).numFmt = '@'
  for (let i = 1; i <= items.length + 2; i++) row.getCell(identity + i).protection = { locked: false }
}

const factRowsToFill = 200

function addFacts(workbook: ExcelJS.Workbook, book: ReturnBook, items: Item[]): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(sheetNames.facts)
  styleHeading(sheet.addRow([...factHeadings]))
  sheet.views = [{ state: 'frozen', ySplit: 1 }]
  ;[22, 12, 10, 16, 14, 14, 18, 26, 18, 30].forEach((width, index) => (sheet.getColumn(index + 1).width = width))
  for (const candidate of book.candidates) addKnownFacts(sheet, candidate, book.criteria)
  const rows = { first: 2, last: sheet.rowCount + factRowsToFill }
  for (let row = rows.first; row <= rows.last; row++) openFactRow(sheet.getRow(row))
  const codes = items.map(({ code }) => code)
  offer(sheet, rows, 2, 2, codes)
  // Kinds are offered where the list has an item with the sanction table; other items take free words.
  if (items.some(({ window }) => window === 'sanction')) {
    offer(
      sheet,
      rows,
      3,
      3,
      book.criteria.sanctions.map(({ name }) => name),
      false,
    )
  }
  offer(sheet, rows, 6, 6, [...evidenceTypes])
  return sheet
}

function addKnownFacts(
  sheet: ExcelJS.Worksheet,
  { idNumber, name, answers = {} }: ReturnCandidate,
  { sanctions }: CriteriaSet,
) {
  for (const [code, { facts }] of Object.entries(answers)) {
    for (const fact of facts) {
      const kind = sanctions.find(({ key }) => key === fact.kind)?.name ?? fact.kind
      const { effect, statedEnd, evidenceType, documentNumber, issuingBody, words } = fact
      sheet.addRow([idNumber, name, code, kind, effect, statedEnd, evidenceType, documentNumber, issuingBody, words])
    }
  }
}

function openFactRow(row: ExcelJS.Row): void {
  factHeadings.forEach((_, index) => {
    row.getCell(index + 1).protection = { locked: false }
    row.getCell(index + 1).numFmt = '@'
  })
}

function addSignatures(workbook: ExcelJS.Workbook, { signatures = {} }: ReturnBook): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(sheetNames.signatures)
  sheet.getColumn(1).width = 16
  sheet.getColumn(2).width = 24
  for (const key of signatureKeys) {
    const row = sheet.addRow([key, signatures[key] ?? null])
    row.getCell(2).protection = { locked: false }
    row.getCell(2).numFmt = '@'
  }
  return sheet
}

type Rows = { first: number; last: number }
/** The types of the package leave this out; setting one range is a thousand times faster than setting each cell. */
type Offering = { dataValidations: { add: (range: string, validation: ExcelJS.DataValidation) => void } }

/** A drop-down for these columns (from 0). Excel takes no more than 255 characters: a longer list is left to the reading. */
function offer(sheet: ExcelJS.Worksheet, rows: Rows, from: number, to: number, words: string[], strict = true): void {
  const list = words.join(',')
  if (rows.last < rows.first || list.length > 250 || words.some((word) => word.includes(','))) return
  const validations = (sheet as unknown as Offering).dataValidations
  validations.add(`${address(from, rows.first)}:${address(to, rows.last)}`, {
    type: 'list',
    allowBlank: true,
    formulae: [`"${list}"`],
    showErrorMessage: strict,
  })
}

function styleHeading(row: ExcelJS.Row): void {
  row.font = { bold: true }
  row.alignment = { wrapText: true, vertical: 'middle' }
}
