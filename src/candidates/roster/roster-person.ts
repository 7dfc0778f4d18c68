import { type Cell, type CellRow, cellText } from '../../lib/cell'
import { ageOn, type Day } from '../../lib/day'
import { readIdNumber, type Sex } from '../../lib/id-number'
import { type LooseDate, readLooseDate } from '../../lib/loose-date'
import { type Message, message } from '../../lib/message'
import { bare, personName, tidy } from '../../lib/tidy'
import { readEducation } from '../codes/education'
import { readEthnicGroup } from '../codes/ethnic-group'
import { readNomination, readPoliticalStatus, readSex, readSource } from '../codes/lists'
import { readMark } from '../codes/mark'
import { type PostCode, readPost } from '../codes/post'
import type { RosterOptions, RosterProblem } from './roster-problem'
import { isBeforeAge, sameBirth } from './roster-birth'
import { headingOf, type RosterColumn } from './roster-columns'
import type { Headings } from './roster-rows'

/**
 * A person put forward. Codes are those of the national tables; `position` is as written, `post` what it means.
 * `partyDate` is as precise as it was given: YYYY-MM where no day was named, else YYYY-MM-DD.
 */
export type RosterPerson = {
  township: string
  village: string
  name: string
  idNumber: string
  sex: Sex
  birth: Day
  position: string
  post: { code: PostCode; bothPosts: boolean } | null
  ethnicGroup: string | null
  politicalStatus: string | null
  partyDate: string | null
  education: string | null
  currentPost: string
  source: string | null
  nomination: string | null
  mobile: string | null
  isNew: boolean | null
  holdsBoth: boolean | null
  remarks: string
}

type Problem = { column: RosterColumn; severity: RosterProblem['severity']; message: Message }
type Reading = { person: RosterPerson | null; problems: Problem[] }

/** Reads one row. What says who the person is must be right, or the row is refused; the rest warns and is left blank. */
export function personOn(row: CellRow, headings: Headings, options: RosterOptions & { date1904: boolean }): Reading {
  const reader = new PersonReader(row, headings, options)
  const person = reader.person()
  const refused = reader.problems.some(({ severity }) => severity === 'refused')
  return { person: refused ? null : person, problems: reader.problems }
}

class PersonReader {
  readonly problems: Problem[] = []

  constructor(
    private readonly row: CellRow,
    private readonly headings: Headings,
    private readonly options: RosterOptions & { date1904: boolean },
  ) {}

  person(): RosterPerson | null {
    const id = this.idNumber()
    const place = { township: this.township(), village: this.required('village') }
    this.checkPlace(place)
    const name = this.name()
    const position = this.required('position')
    const codes = this.codes()
    const partyDate = this.partyDate(id?.birth)
    const marks = { isNew: this.optional('isNew', readMark), holdsBoth: this.optional('holdsBoth', readMark) }
    const words = { currentPost: this.words('currentPost'), mobile: this.mobile(), remarks: this.remarks() }
    const post = this.post(position)
    if (!id) return null
    this.checkSex(id.sex)
    this.checkBirth(id.birth)
    const { idNumber, sex, birth } = id
    return { ...place, name, idNumber, sex, birth, position, post, ...codes, partyDate, ...words, ...marks }
  }

  private cell(column: RosterColumn): Cell {
    return this.row.cells[this.headings.columns[column] ?? -1] ?? ''
  }

  private words(column: RosterColumn): string {
    return tidy(cellText(this.cell(column)))
  }

  private refuse(column: RosterColumn, key: string, values: Message['values'] = {}): void {
    this.problems.push({ column, severity: 'refused', message: message(`roster:problem.${key}`, values) })
  }

  private warn(column: RosterColumn, key: string, values: Message['values'] = {}): void {
    this.problems.push({ column, severity: 'warning', message: message(`roster:problem.${key}`, values) })
  }

  private required(column: RosterColumn): string {
    const text = this.words(column)
    if (text === '') this.refuse(column, 'empty', { column: headingOf(column) })
    if (text.length > longestWords) this.refuse(column, 'long', { column: headingOf(column), limit: longestWords })
    return text
  }

  private idNumber(): { idNumber: string; sex: Sex; birth: Day } | null {
    const reading = readIdNumber(cellText(this.cell('idNumber')))
    if (!reading.ok) {
      this.problems.push({ column: 'idNumber', severity: 'refused', message: reading.message })
      return null
    }
    const age = ageOn(reading.birth, this.options.referenceDate)
    if (age < 18 || age > 100) this.refuse('idNumber', 'age', { age, date: this.options.referenceDate })
    return { idNumber: reading.number, sex: reading.sex, birth: reading.birth }
  }

  private township(): string {
    const { impliedTownship } = this.options
    return impliedTownship !== undefined ? this.words('township') || impliedTownship : this.required('township')
  }

  private checkPlace({ township, village }: { township: string; village: string }): void {
    const { county } = this.options
    if (!county || township === '') return
    const found = county.find(({ name }) => bare(name) === bare(township))
    if (!found) this.refuse('township', 'township', { township })
    else if (village !== '' && !found.teams.some((team) => bare(team) === bare(village)))
      this.refuse('village', 'village', { village, township })
  }

  private name(): string {
    const name = personName(cellText(this.cell('name')))
    const length = [...name].length
    if (length === 0) this.refuse('name', 'empty', { column: headingOf('name') })
    else if (length < 2 || length > 30) this.refuse('name', 'name', { length })
    return name
  }

  private post(written: string): RosterPerson['post'] {
    const post = readPost(written)
    if (post !== null || written === '') return post
    const values = { word: shown(written) }
    if (this.options.strict) this.refuse('position', 'position', values)
    else this.warn('position', 'position', values)
    return null
  }

  private codes() {
    return {
      ethnicGroup: this.optional('ethnicGroup', readEthnicGroup),
      politicalStatus: this.optional('politicalStatus', readPoliticalStatus),
      education: this.optional('education', readEducation),
      source: this.optional('source', readSource),
      nomination: this.optional('nomination', readNomination),
    }
  }

  /** A value that may be missing: blank and a dash say nothing, a word that nobody knows warns. */
  private optional<T>(column: RosterColumn, read: (text: string) => T | null): T | null {
    const written = this.words(column)
    if (isIdle(written)) return null
    const value = read(written)
    if (value === null) this.warn(column, 'word', { column: headingOf(column), word: shown(written) })
    return value
  }

  private date(column: RosterColumn): LooseDate | null {
    const cell = this.cell(column)
    if (isIdle(cellText(cell))) return null
    const date = readLooseDate(cell, this.options.date1904)
    if (!date) this.warn(column, 'date', { word: shown(cellText(cell)) })
    return date
  }

  private checkBirth(birth: Day): void {
    const date = this.date('birth')
    if (date && !sameBirth(date, birth)) this.refuse('birth', 'birth', { written: date.day, birth })
  }

  private partyDate(birth: Day | undefined): string | null {
    const date = this.date('partyDate')
    if (!date) return null
    const given = date.monthOnly ? date.day.slice(0, 7) : date.day
    if (!birth) return given
    if (isBeforeAge(18, given, birth)) this.warn('partyDate', 'partyEarly', { date: given })
    if (date.day > this.options.referenceDate) this.warn('partyDate', 'partyFuture', { date: given })
    return given
  }

  private checkSex(sex: Sex): void {
    const read = this.optional('sex', readSex)
    if (read !== null && read !== sex) this.refuse('sex', 'sexDiffers', { word: shown(this.words('sex')) })
  }

  private mobile(): string | null {
    return this.optional('mobile', (written) => {
      const digits = bare(written).replace(/^\+?86(?=1\d{10}$)|[-']/g, '')
      return /^\d{11}$/.test(digits) ? digits : null
    })
  }

  /** The remarks, and what stands in columns that the format does not know, each with its heading. */
  private remarks(): string {
    const extra = this.headings.extra.map(({ index, heading }) => {
      const text = tidy(cellText(this.row.cells[index]))
      return text === '' ? '' : `${heading}：${text}`
    })
    return [this.words('remarks'), ...extra].filter((text) => text !== '').join('；')
  }
}

const longestWords = 100

/** A dash or 无 in a cell that may stay blank. */
function isIdle(text: string): boolean {
  return /^[-—–/\\无]*$/.test(bare(text))
}

/** A message quotes no more than a few characters of what it refuses. */
function shown(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text
}
