import { rosterColumnOf } from '../../candidates/roster/roster-columns'
import { findItem, type Item } from '../../criteria/criteria'
import { findSanction } from '../../criteria/sanction'
import { address, type Cell, type CellRow, cellText, type Sheet } from '../../lib/cell'
import type { Day } from '../../lib/day'
import { readIdNumber } from '../../lib/id-number'
import { readLooseDate } from '../../lib/loose-date'
import { type Message, message } from '../../lib/message'
import { bare, personName, tidy } from '../../lib/tidy'
import { factProblems } from '../../standings/fact'
import type { Fact } from '../../standings/standing'
import { codeIn } from './return-items'
import type { ReturnContext, ReturnProblem } from './return-problem'
import { evidenceTypes } from './return-words'

/** One row of 情形明细 that can be used; `row` and `cell` tell where, for what is found out about it later. */
export type FactRow = { idNumber: string; code: string; fact: Fact; row: number; cell: string }

type Context = Pick<ReturnContext, 'criteria' | 'referenceDate' | 'handedOut'> & { names: ReadonlyMap<string, string> }

/** Reads the facts sheet. A fact that could not be signed is refused by cell, the others stay. */
export function readFacts(sheet: Sheet | undefined, context: Context): { facts: FactRow[]; problems: ReturnProblem[] } {
  const problems: ReturnProblem[] = []
  const facts: FactRow[] = []
  const start =
    sheet?.rows.findIndex((row) => columnsOf(row).code !== undefined && columnsOf(row).id !== undefined) ?? -1
  if (!sheet || start < 0) return { facts, problems }
  const columns = columnsOf(sheet.rows[start]!)
  for (const row of sheet.rows.slice(start + 1)) {
    const reader = new FactReader(sheet, row, columns, context, problems)
    const fact = reader.isBlank() ? null : reader.read()
    if (fact) facts.push(fact)
  }
  return { facts, problems }
}

type Column = 'id' | 'name' | 'code' | 'kind' | 'effect' | 'end' | 'evidence' | 'document' | 'body' | 'words'
type Columns = Partial<Record<Column, number>>

const headings: [RegExp, Column][] = [
  [/^姓名/, 'name'],
  [/^(情形代码|情形编码|代码|情形)/, 'code'],
  [/^(种类|处分种类|类别)/, 'kind'],
  [/^(生效日期|生效时间|处分日期)/, 'effect'],
  [/^(影响期至|影响期|影响期满)/, 'end'],
  [/^证据(类型|种类)?/, 'evidence'],
  [/^(文号|文书号|依据文号)/, 'document'],
  [/^认定单位/, 'body'],
  [/^(说明|备注)/, 'words'],
]

function columnsOf(row: CellRow): Columns {
  const columns: Columns = {}
  row.cells.forEach((cell, index) => {
    const text = bare(cellText(cell)).replace(/^[*★]+/, '')
    const column = rosterColumnOf(text) === 'idNumber' ? 'id' : headings.find(([pattern]) => pattern.test(text))?.[1]
    if (column && columns[column] === undefined) columns[column] = index
  })
  return columns
}

class FactReader {
  constructor(
    private readonly sheet: Sheet,
    private readonly row: CellRow,
    private readonly columns: Columns,
    private readonly context: Context,
    private readonly problems: ReturnProblem[],
  ) {}

  /** Blank, or a heading repeated on the next printed page. */
  isBlank(): boolean {
    const repeated = columnsOf(this.row)
    if (repeated.code !== undefined && repeated.id !== undefined) return true
    return !(['id', 'code', 'effect', 'document', 'kind'] as const).some((column) => this.text(column) !== '')
  }

  read(): FactRow | null {
    const computed = this.computed()
    if (computed) return this.refuse(computed, message('returns:problem.formulaFact'))
    const idNumber = this.person()
    const item = this.item()
    const effect = this.date('effect', true)
    const end = this.date('end', false)
    if (idNumber === null || !item || effect === undefined || end === undefined) return null
    const fact = this.fact(item, effect ?? '', end)
    const problems = factProblems(item, fact, this.context.criteria, this.context.referenceDate)
    problems.forEach((problem) => this.tell(columnFor(problem), problem, isMild(problem) ? 'warning' : 'refused'))
    if (!problems.every(isMild)) return null
    this.checkEvidence(fact.evidenceType)
    return { idNumber, code: item.code, fact, row: this.row.row, cell: this.cellOf('code') }
  }

  private fact(item: Item, effect: Day, statedEnd: Day | null): Fact {
    const kind = this.text('kind')
    const sanction = item.window === 'sanction' ? findSanction(kind, this.context.criteria.sanctions) : null
    return {
      kind: sanction?.key ?? kind,
      effect,
      statedEnd,
      evidenceType: this.text('evidence'),
      documentNumber: idle.test(this.text('document')) ? '' : this.text('document'),
      issuingBody: this.text('body'),
      words: this.text('words'),
    }
  }

  /** A cell of a workbook of ours that the sheet would compute. */
  private computed(): Column | undefined {
    if (!this.context.handedOut) return undefined
    const formulas = this.row.formulas ?? []
    return (Object.keys(this.columns) as Column[]).find((column) => formulas.includes(this.columns[column]!))
  }

  private person(): string | null {
    const reading = readIdNumber(cellText(this.cell('id')))
    if (!reading.ok) return this.refuse('id', reading.message)
    const own = this.context.names.get(reading.number)
    if (own === undefined) return this.refuse('id', message('returns:problem.factStranger'))
    const name = personName(this.text('name'))
    const another = this.context.handedOut !== undefined && name !== '' && name !== own
    return another ? this.refuse('name', message('returns:problem.factNameDiffers')) : reading.number
  }

  private item(): Item | null {
    const written = this.text('code')
    const code = codeIn(written, this.context.criteria)
    const item = code === null ? undefined : findItem(this.context.criteria, code)
    return item ?? this.refuse('code', message('returns:problem.code', { word: written.slice(0, 20) || '—' }))
  }

  /** Null when blank, undefined when it cannot be read (and that was told). */
  private date(column: 'effect' | 'end', required: boolean): Day | null | undefined {
    const cell = this.cell(column)
    const written = bare(cellText(cell))
    if (written === '' || (!required && idle.test(written))) return null
    const date = readLooseDate(cell, this.sheet.date1904)
    if (!date) {
      this.refuse(column, message('returns:problem.date', { word: written.slice(0, 20) }))
      return undefined
    }
    if (date.monthOnly) this.tell(column, message('returns:problem.month', { day: date.day }), 'warning')
    return date.day
  }

  private checkEvidence(written: string): void {
    if (written === '' || evidenceTypes.some((type) => type === bare(written))) return
    this.tell('evidence', message('returns:problem.evidence', { word: written.slice(0, 20) }), 'warning')
  }

  private cell(column: Column): Cell {
    return this.row.cells[this.columns[column] ?? -1] ?? ''
  }

  private text(column: Column): string {
    return tidy(cellText(this.cell(column)))
  }

  private cellOf(column: Column): string {
    return address(this.columns[column] ?? 0, this.row.row)
  }

  private refuse(column: Column, problem: Message): null {
    this.tell(column, problem, 'refused')
    return null
  }

  private tell(column: Column, problem: Message, severity: ReturnProblem['severity']): void {
    const { row } = this.row
    this.problems.push({ sheet: this.sheet.name, row, cell: this.cellOf(column), severity, message: problem })
  }
}

const idle = /^[-—–/\\无]+$/

/** The rule of standing computes with such facts, so they are told and kept: without them a case would only look better. */
function isMild({ key }: Message): boolean {
  return key === 'standings:fact.effectAfterReference' || key === 'standings:fact.evidenceType'
}

function columnFor({ key }: Message): Column {
  const name = key.slice(key.lastIndexOf('.') + 1)
  if (name.startsWith('effect')) return 'effect'
  if (name.startsWith('end')) return 'end'
  if (name === 'sanction') return 'kind'
  return name === 'evidenceType' ? 'evidence' : 'document'
}
