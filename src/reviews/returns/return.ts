import { cellText, type Sheet } from '../../lib/cell'
import type { Day } from '../../lib/day'
import { type Message, message } from '../../lib/message'
import { bare, personName } from '../../lib/tidy'
import { findDepartment } from '../../organisations/departments/department-words'
import { readFacts } from './return-facts'
import { checkHead, type Head, readSigning } from './return-head'
import { labelled, sheetNamed, tableStart } from './return-layout'
import type { ReturnContext, ReturnProblem } from './return-problem'
import type { ReturnReview } from './return-review'
import { readTable } from './return-table'
import { type HeadKey, headKeys, rowFingerprintHeading, type SignatureKey, sheetNames } from './return-words'

/**
 * A department's return. `signed` is whether a 主要负责人 stands on the sheet 签字: without one all of it is drafts.
 * `current` is false when the fingerprint is not the expected one: then nothing of it may be taken.
 */
export type DepartmentReturn = {
  ok: true
  department: string
  head: Partial<Record<HeadKey, string>>
  signatures: Partial<Record<SignatureKey, string>>
  signedOn: Day | null
  signed: boolean
  current: boolean
  reviews: ReturnReview[]
  problems: ReturnProblem[]
}

export type ReturnReading = DepartmentReturn | { ok: false; department: string | null; message: Message }

/** Reads one department's workbook. Whatever cannot be taken is refused by cell, and nothing else in the file is lost. */
export function readReturn(sheets: Sheet[], context: ReturnContext): ReturnReading {
  const found = findTable(sheets, context.departments)
  if (!found.ok) return found
  const { sheet, start, department, head } = found
  if (context.handedOut?.rows && !hasRowFingerprints(sheet, start)) {
    return untaken('noRowFingerprints', department, { row: sheet.rows[start]!.row })
  }
  const factSheet = sheetNamed(sheets, sheetNames.facts)
  const names = new Map(context.candidates.map(({ idNumber, name }) => [idNumber, personName(name)]))
  const facts = readFacts(factSheet, { ...context, names })
  const table = readTable(sheet, start, { ...context, department, names, factSheet: factSheet?.name }, facts.facts)
  const headProblems = checkHead(sheet, head, context)
  const signing = readSigning(sheetNamed(sheets, sheetNames.signatures), context.handedOut !== undefined)
  return {
    ok: true,
    department,
    head: Object.fromEntries(headKeys.map((key) => [key, head[key]?.text])),
    signatures: signing.signatures,
    signedOn: signing.signedOn,
    signed: signing.signatures.主要负责人 !== undefined,
    current: !headProblems.some(({ severity }) => severity === 'refused'),
    reviews: table.reviews,
    problems: [...headProblems, ...signing.problems, ...table.problems, ...facts.problems],
  }
}

/** Whose return it is, without reading the rest: who takes part must be known before anything is judged. */
export function departmentIn(sheets: Sheet[], departments: ReturnContext['departments']): string | null {
  const found = findTable(sheets, departments)
  return found.department
}

type Table = { ok: true; department: string; sheet: Sheet; start: number; head: Head }
type Untaken = { ok: false; department: string | null; message: Message }

function findTable(sheets: Sheet[], departments: ReturnContext['departments']): Table | Untaken {
  const visible = sheets.filter(({ hidden }) => !hidden)
  const sheet = sheetNamed(sheets, sheetNames.opinions) ?? visible.find(({ rows }) => tableStart(rows) >= 0)
  if (!sheet) return untaken('noSheet')
  const start = tableStart(sheet.rows)
  const head = labelled(start < 0 ? sheet.rows : sheet.rows.slice(0, start), headKeys)
  const written = head.联审单位?.text
  if (!written) return untaken('noDepartment')
  const department = findDepartment(written, departments)?.key
  if (!department) return untaken('unknownDepartment', null, { name: written.slice(0, 30) })
  return start < 0 ? untaken('noTable', department) : { ok: true, department, sheet, start, head }
}

/** Without the hidden column no row can be told from another: it was left behind when somebody copied the table. */
function hasRowFingerprints({ rows }: Sheet, start: number): boolean {
  return rows[start]!.cells.some((cell) => bare(cellText(cell)) === rowFingerprintHeading)
}

function untaken(key: string, department: string | null = null, values?: Message['values']): Untaken {
  return { ok: false, department, message: message(`returns:${key}`, values) }
}
