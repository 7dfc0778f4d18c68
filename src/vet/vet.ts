import { type Roster, type RosterRow, readRoster } from '../candidates/roster/roster'
import type { CriteriaSet, Item, TermDays } from '../criteria/criteria'
import type { Sheet } from '../lib/cell'
import type { Day } from '../lib/day'
import { type Message, message } from '../lib/message'
import type { DepartmentKind } from '../organisations/departments/departments-preset'
import { departmentIn, readReturn, type ReturnReading } from '../reviews/returns/return'
import { ownersInOrder, withoutUnledItems } from '../standings/owners'
import { type Standing, standingOf } from '../standings/standing'
import type { VetProblem } from './problem'
import { type CountedReview, type FiledReturn, countedReviews } from './merge-returns'

export type VetFile = { name: string; sheets: Sheet[] } | { name: string; message: Message }

/** Everything that the standings depend on, and nothing else. `departments` are keys, null for all that sent a return. */
export type VetInput = {
  roster: VetFile
  returns: VetFile[]
  criteria: CriteriaSet
  known: readonly DepartmentKind[]
  departments: string[] | null
  terms: TermDays
  referenceDate: Day
}

export type Vetted = {
  rows: (RosterRow & { result: Standing })[]
  /** The set as computed with, without the items in `leftOut`, whose lead takes no part. */
  criteria: CriteriaSet
  leftOut: Item[]
  /** Keys of those that take part and own an item, in the order of the list. */
  departments: string[]
  returns: FiledReturn[]
  reviews: CountedReview[]
  problems: VetProblem[]
  /** Files that could not be read at all. */
  unread: string[]
}

/** Computes the standing of everyone in the roster from the returns: pure, the same files always give the same. */
export function vet(input: VetInput): Vetted {
  const roster = rosterOf(input)
  const part = takingPart(input)
  const { criteria, leftOut } = withoutUnledItems(input.criteria, part)
  const departments = ownersInOrder(input.criteria, part).filter((key) => part.includes(key))
  const people = roster.ok ? roster.rows : []
  const asked = criteria.items.map(({ code }) => code)
  const readings = input.returns.map((file) => ({ file: file.name, reading: readingOf(file, input, people, asked) }))
  const returns = readings.filter(isRead).map(({ file, reading }) => ({ file, ...reading }))
  const counted = countedReviews(returns.filter(({ department }) => departments.includes(department)))
  const given = { criteria, departments, terms: input.terms, referenceDate: input.referenceDate }
  const rows = people.map((person) => {
    const reviews = departments.flatMap((department) => counted.of(person.idNumber, department) ?? [])
    const result = standingOf({ ...given, reviews, withdrawn: false, resubmitted: false })
    return { ...person, result }
  })
  const unread = [
    ...(roster.ok ? [] : [rosterProblem(input.roster.name, roster.message)]),
    ...readings.flatMap(unreadProblem),
  ]
  return {
    rows,
    criteria,
    leftOut,
    departments,
    returns,
    reviews: counted.all,
    unread: unread.map(({ file }) => file),
    problems: [
      ...unread,
      ...rosterProblems(input.roster.name, roster),
      // Without a roster every row of every return would be a stranger's.
      ...(roster.ok ? [...returnProblems(returns, departments), ...counted.problems] : []),
    ],
  }
}

type Reading = { file: string; reading: ReturnReading }

function rosterOf({ roster, referenceDate }: VetInput): Roster {
  return 'message' in roster ? { ok: false, message: roster.message } : readRoster(roster.sheets, { referenceDate })
}

/**
 * Keys of the departments that take part: those named, else all that sent a return. Where nobody can be told, all
 * leads of the list are waited for: without a single return nobody is clear.
 */
function takingPart({ departments, returns, known, criteria }: VetInput): string[] {
  if (departments) return departments
  const sent = returns.flatMap((file) => ('sheets' in file ? (departmentIn(file.sheets, known) ?? []) : []))
  return sent.length > 0 ? [...new Set(sent)] : criteria.items.map(({ lead }) => lead)
}

function readingOf(file: VetFile, input: VetInput, candidates: RosterRow[], asked: string[]): ReturnReading {
  if ('message' in file) return { ok: false, department: null, message: file.message }
  const { criteria, known, referenceDate } = input
  return readReturn(file.sheets, { criteria, departments: known, candidates, referenceDate, asked })
}

function isRead(reading: Reading): reading is { file: string; reading: ReturnReading & { ok: true } } {
  return reading.reading.ok
}

function rosterProblem(file: string, told: Message): VetProblem {
  return { file, sheet: '', cell: '', severity: 'unread', message: told }
}

function unreadProblem({ file, reading }: Reading): VetProblem[] {
  return reading.ok ? [] : [rosterProblem(file, reading.message)]
}

function rosterProblems(file: string, roster: Roster): VetProblem[] {
  if (!roster.ok) return []
  return roster.problems.map(({ cell, column, severity, message: told }) => {
    return { file, sheet: roster.sheet, cell, column, severity, message: told }
  })
}

function returnProblems(returns: FiledReturn[], departments: string[]): VetProblem[] {
  return returns.flatMap((given) => {
    const { file, department } = given
    const found: VetProblem[] = given.problems.map((problem) => ({ file, ...problem }))
    if (!departments.includes(department)) found.unshift(warned(file, message('vet:problem.noPart')))
    else if (!given.signed) found.unshift(warned(file, message('vet:problem.drafts')))
    return found
  })
}

function warned(file: string, told: Message): VetProblem {
  return { file, sheet: '', cell: '', severity: 'warning', message: told }
}
