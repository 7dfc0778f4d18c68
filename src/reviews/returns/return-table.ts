import { rosterColumnOf } from '../../candidates/roster-columns'
import { isNote } from '../../candidates/roster-rows'
import { findItem } from '../../criteria/criteria'
import { type CellRow, cellText, type Sheet } from '../../lib/cell'
import { readIdNumber } from '../../lib/id-number'
import { type Message, message } from '../../lib/message'
import { bare, personName } from '../../lib/tidy'
import { itemsOwnedBy } from '../../standings/owners'
import type { Answer } from '../../standings/standing'
import type { FactRow } from './return-facts'
import { codeIn, looksLikeCode } from './return-items'
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
  private readonly owned: string[]
  private readonly asked: string[]
  private readonly items: { index: number; code: string }[] = []
  private readonly facts = new Map<string, FactRow[]>()
  private readonly used = new Set<string>()
  private columns: { id: number; name: number; opinion: number; words: number }

  constructor(
    private readonly sheet: Sheet,
    private readonly start: number,
    private readonly context: TableContext,
    private readonly factRows: FactRow[],
  ) {
    this.owned = itemsOwnedBy(context.department, context.criteria).map(({ code }) => code)
    this.asked = this.owned.filter((code) => context.asked?.includes(code) ?? true)
    this.columns = columnsOf(sheet.rows[start]!)
    for (const fact of factRows) {
      const key = factKey(fact.idNumber, fact.code)
      this.facts.set(key, [...(this.facts.get(key) ?? []), fact])
    }
  }

  read(): { reviews: ReturnReview[]; problems: ReturnProblem[] } {
    this.readHeadings()
    this.sheet.rows.slice(this.start + 1).forEach((row) => this.readRow(row))
    this.tellUnusedFacts()
    return { reviews: [...this.reviews.values()], problems: this.problems }
  }

  private readHeadings(): void {
    const row = this.sheet.rows[this.start]!
    row.cells.forEach((cell, index) => {
      const text = cellText(cell)
      if (Object.values(this.columns).includes(index) || rosterColumnOf(text)) return
      const code = codeIn(text, this.context.criteria)
      if (code !== null && this.items.some((item) => item.code === code)) this.tell(row, index, 'columnTwice', { code })
      else if (code !== null) this.items.push({ index, code })
      else if (looksLikeCode(text)) this.tell(row, index, 'columnUnknown', { word: bare(text).slice(0, 20) })
    })
    const missing = this.asked.filter((code) => !this.items.some((item) => item.code === code))
    if (missing.length > 0) this.tell(row, 0, 'columnMissing', { codes: missing.join('、') })
  }

  private readRow(row: CellRow): void {
    const name = personName(cellText(row.cells[this.columns.name]))
    const id = cellText(row.cells[this.columns.id])
    if (rosterColumnOf(id) === 'idNumber' || (bare(id) === '' && name === '') || isNote(row, bare(id))) return
    const idNumber = this.person(row, id, name)
    if (idNumber === null) return
    const first = this.reviews.get(idNumber)
    if (first) this.tell(row, this.columns.id, 'twice', { row: first.row })
    else this.reviews.set(idNumber, this.review(row, idNumber))
  }

  /** The candidate that the row is about: by ID number, and the name must be that person's. */
  private person(row: CellRow, written: string, name: string): string | null {
    const { names } = this.context
    const reading = readIdNumber(written)
    const own = reading.ok ? names.get(reading.number) : undefined
    if (reading.ok && own !== undefined) {
      if (name === '' || name === own) return reading.number
      this.tell(row, this.columns.name, 'nameDiffers')
      return null
    }
    const changed = name !== '' && [...names.values()].includes(name)
    if (!changed && !reading.ok)
      this.problems.push({ ...problemAt(this.sheet.name, row.row, this.columns.id, ''), message: reading.message })
    else this.tell(row, this.columns.id, changed ? 'idChanged' : 'stranger')
    return null
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
    for (const { index, code } of this.items) {
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
    const { told, ...read } = readOpinion(cellText(row.cells[opinion]), cellText(row.cells[words]))
    if (told) this.tell(row, told.at === 'words' ? words : opinion, told.key, { word: told.word }, told.severity)
    return read
  }

  private tellBlanks(row: CellRow): void {
    const blank = this.items.filter(
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

function columnsOf(heading: CellRow): { id: number; name: number; opinion: number; words: number } {
  const known = heading.cells.map((cell) => rosterColumnOf(cellText(cell)))
  const opinion = heading.cells.findIndex((cell) => /^(审查|联审|单位)?意见/.test(bare(cellText(cell))))
  // Remarks may stand before the opinion and mean something else: the words that go with it come after it.
  const after = known.findIndex((column, index) => index > opinion && column === 'remarks')
  return { id: known.indexOf('idNumber'), name: known.indexOf('name'), opinion, words: after }
}

function factKey(idNumber: string, code: string): string {
  return `${idNumber} ${code}`
}
