import { type Cell, type CellRow, cellText } from '../../lib/cell'
import type { Day } from '../../lib/day'
import { readIdNumber, type Sex } from '../../lib/id-number'
import { readLooseDate } from '../../lib/loose-date'
import { message, type Message } from '../../lib/message'
import { bare, personName, tidy } from '../../lib/tidy'
import { readSex } from '../../candidates/codes/lists'
import { sameBirth } from '../../candidates/roster/roster-birth'
import type { LedgerColumn, LedgerKind } from '../kind'

/** What one row says. Dates are days, or YYYY-MM where no day was given; `values` holds the kind's own columns. */
export type LedgerRecord = {
  row: number
  name: string | null
  idNumber: string | null
  sexes: Sex[]
  births: Day[]
  years: number[]
  township: string | null
  village: string | null
  values: Record<string, string>
}

/** What is wrong in a row: a `refused` row is not taken, a `warning` is told and the row kept. */
export type LedgerProblem = { row: number; column: string; severity: 'refused' | 'warning'; message: Message }

export type LedgerRead = { record: LedgerRecord | null; problems: LedgerProblem[] }

/** Whether the county has such a team; asked of ledgers about teams. */
export type TeamExists = (township: string, village: string) => boolean

type Where = { columns: Map<string, number>; date1904: boolean; kind: LedgerKind; hasTeam: TeamExists }

/**
 * Reads one row. It must say who or which team is meant; the rest warns. An ID number that cannot be right is left out
 * with a warning, because the row still speaks about somebody of that name.
 */
export function readLedgerRow(row: CellRow, where: Where): LedgerRead {
  const reader = new RowReader(row, where)
  const record = reader.record()
  const refused = reader.problems.some(({ severity }) => severity === 'refused')
  return { record: refused ? null : record, problems: reader.problems }
}

const longestName = 60
const longestWords = 2_000

class RowReader {
  readonly problems: LedgerProblem[] = []

  constructor(
    private readonly row: CellRow,
    private readonly where: Where,
  ) {}

  record(): LedgerRecord {
    const name = this.name()
    const id = this.idNumber(name)
    const stated = this.birth(id?.birth)
    const sex = this.sex(id?.sex)
    const [township, village] = [this.place('township'), this.place('village')]
    if (this.where.kind.about === 'people') this.needPerson(name, id)
    else this.needTeam(township, village)
    return {
      row: this.row.row,
      name,
      idNumber: id?.number ?? null,
      sexes: distinct([...(sex ? [sex] : []), ...(id ? [id.sex] : [])]),
      births: distinct([...(stated?.day ? [stated.day] : []), ...(id ? [id.birth] : [])]),
      years: distinct([...(stated ? [stated.year] : []), ...(id ? [Number(id.birth.slice(0, 4))] : [])]),
      township,
      village,
      values: this.values(),
    }
  }

  private column(reading: LedgerColumn['reading']): LedgerColumn | undefined {
    return this.where.kind.columns.find((column) => column.reading === reading)
  }

  private cell(key: string | undefined): Cell {
    return this.row.cells[this.where.columns.get(key ?? '') ?? -1] ?? ''
  }

  private text(column: LedgerColumn | undefined): string {
    const text = tidy(cellText(this.cell(column?.key)))
    return /^[-—–/\\]*$/.test(bare(text)) ? '' : text
  }

  private say(column: LedgerColumn | undefined, severity: LedgerProblem['severity'], text: Message): void {
    this.problems.push({ row: this.row.row, column: column?.heading ?? '', severity, message: text })
  }

  private name(): string | null {
    const column = this.column('name')
    const name = personName(this.text(column))
    if (name.length > longestName) this.say(column, 'refused', message('ledgers:row.long', { limit: longestName }))
    return name === '' || !/\p{L}/u.test(name) ? null : name
  }

  private idNumber(name: string | null) {
    const column = this.column('idNumber')
    const written = this.text(column)
    if (written === '') return null
    const read = readIdNumber(written)
    if (read.ok) return read
    const hidden = /[*＊×xX]{3,}/.test(written)
    const wrong = hidden ? message('ledgers:row.masked') : read.message
    this.say(column, name ? 'warning' : 'refused', wrong)
    if (name && !hidden) this.say(column, 'warning', message('ledgers:row.idLeftOut'))
    return null
  }

  /** The day as stated, where it was given whole, and the year. */
  private birth(byNumber: Day | undefined): { day: Day | null; year: number } | null {
    const column = this.column('birth')
    if (!column || this.text(column) === '') return null
    const date = readLooseDate(this.cell(column.key), this.where.date1904)
    if (!date) {
      const year = /^(19|20)\d\d年?$/.exec(bare(this.text(column)))
      if (!year) this.say(column, 'warning', message('ledgers:row.date'))
      return year ? { day: null, year: Number(year[0].slice(0, 4)) } : null
    }
    if (byNumber && !sameBirth(date, byNumber))
      this.say(column, 'warning', message('ledgers:row.birth', { written: date.day, birth: byNumber }))
    const whole = !date.monthOnly && !(date.counted && date.day.endsWith('-01')) && !date.alsoOctober
    return { day: whole ? date.day : null, year: Number(date.day.slice(0, 4)) }
  }

  private sex(byNumber: Sex | undefined): Sex | null {
    const column = this.column('sex')
    const written = this.text(column)
    const sex = written === '' ? null : readSex(written)
    if (written !== '' && !sex) this.say(column, 'warning', message('ledgers:row.sex'))
    if (sex && byNumber && sex !== byNumber) this.say(column, 'warning', message('ledgers:row.sexDiffers'))
    return sex
  }

  private place(reading: 'township' | 'village'): string | null {
    const column = this.column(reading)
    const text = this.text(column)
    if (text.length > longestName) this.say(column, 'refused', message('ledgers:row.long', { limit: longestName }))
    return text || null
  }

  private needPerson(name: string | null, id: object | null): void {
    if (name || id || this.problems.some(({ severity }) => severity === 'refused')) return
    this.say(this.column('name'), 'refused', message('ledgers:row.nobody'))
  }

  private needTeam(township: string | null, village: string | null): void {
    if (!township || !village) return
    if (!this.where.hasTeam(township, village))
      this.say(this.column('village'), 'refused', message('ledgers:row.noTeam', { township, village }))
  }

  /** The kind's own columns; also who and where must be there when the kind asks for them. */
  private values(): Record<string, string> {
    const values: Record<string, string> = {}
    for (const column of this.where.kind.columns) {
      const text = this.text(column)
      if (column.required && text === '') this.say(column, 'refused', message('ledgers:row.empty'))
      if (text.length > longestWords) this.say(column, 'refused', message('ledgers:row.long', { limit: longestWords }))
      if (text === '' || (column.reading !== 'words' && column.reading !== 'date')) continue
      values[column.key] = column.reading === 'date' ? this.date(column, text) : text
    }
    return values
  }

  /** A date as a day or a month; what nobody can read stays as it was written. */
  private date(column: LedgerColumn, text: string): string {
    const date = readLooseDate(this.cell(column.key), this.where.date1904)
    if (!date) this.say(column, 'warning', message('ledgers:row.date'))
    return date ? (date.monthOnly ? date.day.slice(0, 7) : date.day) : text
  }
}

function distinct<T>(values: T[]): T[] {
  return [...new Set(values)]
}
