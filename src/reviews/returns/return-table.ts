import { rosterColumnOf } from '../../candidates/roster/roster-columns'
import { isNote } from '../../candidates/roster/roster-rows'
import { findItem } from '../../criteria/criteria'
import { type CellRow, cellText, type Sheet } from '../../lib/cell'
import { type Message, message } from '../../lib/message'
import { bare } from '../../lib/tidy'
import { itemsOwnedBy } from '../../standings/owners'
import type { Answer } from '../../standings/standing'
import { type Columns, readColumns } from './return-columns'
import type { FactRow } from './return-facts'
import { PersonFinder } from './return-person'
import { problemAt, type ReturnContext, type ReturnProblem } from './return-problem'
import { readOpinion, type ReturnReview } from './return-review'
import { readAnswer, sheetNames } from './return-words'

export type TableContext = ReturnContext & {
  department: string
  names: ReadonlyMap<string, string>
  factSheet: string | undefined
}

export function readTable(sheet: Sheet, start: number, context: TableContext, facts: FactRow[]) {
  return new TableReader(sheet, start, context, facts).read()
}

class TableReader {
  private readonly problems: ReturnProblem[] = []
  private readonly reviews = new Map<string, ReturnReview>()
  private readonly rows = new Map<string, CellRow>()
  private readonly owned: string[]
  private readonly asked: string[]
  private readonly facts = new Map<string, FactRow[]>()
  private readonly used = new Set<string>()
  private readonly columns: Columns
  private readonly people: PersonFinder

  constructor(
    private readonly sheet: Sheet,
    private readonly start: number,
    private readonly context: TableContext,
    private readonly factRows: FactRow[],
  ) {
    const { department, criteria, asked, names, handedOut } = context
    const owned = itemsOwnedBy(department, criteria)
    this.owned = owned.map(({ code }) => code)
    this.asked = this.owned.filter((code) => asked?.includes(code) ?? true)
    const wanted = { criteria, owned, asked: this.asked, handedOut: handedOut !== undefined }
    const read = readColumns(sheet, sheet.rows[start]!, wanted)
    this.columns = read.columns
    this.problems.push(...read.problems)
    this.people = new PersonFinder({ names, rows: handedOut?.rows ?? null }, this.columns)
    for (const fact of factRows) {
      const key = factKey(fact.idNumber, fact.code)
      this.facts.set(key, [...(this.facts.get(key) ?? []), fact])
    }
  }

  read(): { reviews: ReturnReview[]; problems: ReturnProblem[] } {
    this.sheet.rows.slice(this.start + 1).forEach((row) => this.readRow(row))
    this.tellUnusedFacts()
    return { reviews: [...this.reviews.values()], problems: this.problems }
  }

  private readRow(row: CellRow): void {
    if (this.isNobody(row)) return
    const { id, name, fingerprint } = this.columns
    const computed = [id, name, fingerprint].find((column) => this.isComputed(row, column))
    if (computed !== undefined) return this.tell(row, computed, 'formulaPerson')
    const found = this.people.find(row)
    if (typeof found === 'string') return this.take(row, found)
    const { column, message: problem } = found
    this.problems.push({ ...problemAt(this.sheet.name, row.row, column, ''), message: problem })
  }

  /** Blank, a heading repeated on the next printed page, a total or the footer. */
  private isNobody(row: CellRow): boolean {
    const { id, name, fingerprint } = this.columns
    const text = (column: number) => bare(cellText(row.cells[column]))
    if (rosterColumnOf(text(id)) === 'idNumber') return true
    return text(fingerprint) === '' && ((text(id) === '' && text(name) === '') || isNote(row, text(id)))
  }

  /** The first row of a person counts. In a workbook of ours neither does where two of them differ. */
  private take(row: CellRow, idNumber: string): void {
    const first = this.rows.get(idNumber)
    if (!first) {
      this.rows.set(idNumber, row)
      this.reviews.set(idNumber, this.review(row, idNumber))
    } else if (!this.context.handedOut || this.given(first) === this.given(row)) {
      this.tell(row, this.columns.id, 'twice', { row: first.row })
    } else {
      if (this.reviews.delete(idNumber)) this.tell(first, this.columns.id, 'twiceDiffers', { row: row.row })
      this.tell(row, this.columns.id, 'twiceDiffers', { row: first.row })
    }
  }

  private given(row: CellRow): string {
    const { items, opinion, words } = this.columns
    return [...items.map(({ index }) => index), opinion, words].map((at) => bare(cellText(row.cells[at]))).join('\n')
  }

  private isComputed(row: CellRow, column: number): boolean {
    return this.context.handedOut !== undefined && (row.formulas?.includes(column) ?? false)
  }

  private review(row: CellRow, idNumber: string): ReturnReview {
    const opinion = this.opinion(row)
    const answers = this.answers(row, idNumber)
    const complete = this.asked.every((code) => answers[code])
    if (opinion.opinion === 'none' && !complete) this.tellBlanks(row)
    return { idNumber, row: row.row, ...opinion, answers, complete }
  }

  private answers(row: CellRow, idNumber: string): Record<string, Answer> {
    const answers: Record<string, Answer> = {}
    for (const { index, code } of this.columns.items) {
      if (this.isComputed(row, index)) {
        this.tell(row, index, 'formula')
        continue
      }
      const text = cellText(row.cells[index])
      if (bare(text) === '') continue
      if (!this.owned.includes(code)) this.tellNotOwned(row, index, code)
      else {
        const answer = this.answer(row, index, text, factKey(idNumber, code))
        if (answer) answers[code] = answer
      }
    }
    return answers
  }

  private answer(row: CellRow, index: number, text: string, key: string): Answer | null {
    const answer = readAnswer(text)
    if (answer === null) {
      this.tell(row, index, 'answer', { word: bare(text).slice(0, 20) })
      return null
    }
    if (answer !== 'found') return { answer, facts: [] }
    const facts = this.facts.get(key) ?? []
    this.used.add(key)
    if (facts.length > 0) return { answer, facts: facts.map(({ fact }) => fact) }
    this.tell(row, index, 'noFact')
    return null
  }

  private opinion(row: CellRow): Pick<ReturnReview, 'opinion' | 'reason' | 'words'> {
    const { opinion, words } = this.columns
    const computed = [opinion, words].find((column) => this.isComputed(row, column))
    if (computed !== undefined) {
      this.tell(row, computed, 'formulaOpinion')
      return { opinion: 'unclear', reason: null, words: '' }
    }
    const { told, ...read } = readOpinion(cellText(row.cells[opinion]), cellText(row.cells[words]))
    if (told) this.tell(row, told.at === 'words' ? words : opinion, told.key, { word: told.word }, told.severity)
    return read
  }

  private tellBlanks(row: CellRow): void {
    const blank = this.columns.items.filter(
      ({ index, code }) => this.asked.includes(code) && bare(cellText(row.cells[index])) === '',
    )
    const codes = blank.map(({ code }) => code).join('、')
    if (blank.length > 0) this.tell(row, blank[0]!.index, 'blank', { codes }, 'warning')
  }

  /** Columns of items that are switched off may stay; nothing in them is asked for. */
  private tellNotOwned(row: CellRow, index: number, code: string): void {
    if (!findItem(this.context.criteria, code)?.off) this.tell(row, index, 'notOwned', { code })
  }

  private tellUnusedFacts(): void {
    for (const { idNumber, code, row, cell } of this.factRows) {
      if (this.used.has(factKey(idNumber, code))) continue
      const key = this.owned.includes(code) ? 'factUnused' : 'notOwned'
      const sheet = this.context.factSheet ?? sheetNames.facts
      this.problems.push({
        sheet,
        row,
        cell,
        severity: 'refused',
        message: message(`returns:problem.${key}`, { code }),
      })
    }
  }

  private tell(
    { row }: CellRow,
    column: number,
    key: string,
    values?: Message['values'],
    severity?: ReturnProblem['severity'],
  ): void {
    this.problems.push(problemAt(this.sheet.name, row, column, key, values, severity))
  }
}

function factKey(idNumber: string, code: string): string {
  return `${idNumber} ${code}`
}
