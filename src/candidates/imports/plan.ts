import { digestOf } from '../../lib/canonical'
import { groupBy } from '../../lib/group'
import { type Message, message } from '../../lib/message'
import type { CountyShape, Team, Township } from '../../organisations/organisation'
import { type CandidateFile, type CandidateState, type Changes, changesBetween, fileFields } from '../candidate'
import { fileOf } from '../person'
import type { RosterProblem, RosterRow } from '../roster/roster'
import { headingOf } from '../roster/roster-columns'
import { placeFinder } from './places'

/** A candidate of the cycle as it is stored, with whose file a row is compared. */
export type Existing = CandidateFile & {
  id: string
  townshipId: string
  teamId: string
  township: string
  team: string
  state: CandidateState
  idDigest: string
}

/** What is known when a roster is judged. `townshipId`: the clerk's own; null for the office, which imports for all. */
export type PlanInput = {
  rows: readonly RosterRow[]
  problems: readonly RosterProblem[]
  county: CountyShape
  townshipId: string | null
  existing: readonly Existing[]
  digestOf: (idNumber: string) => string
}

type Creation = { row: number; team: Team; file: CandidateFile; idNumber: string; idDigest: string }
export type Correction = Creation & { existing: Existing; changes: Changes }

/** What taking a roster would do. A refused row is in none of the lists. */
export type Plan = {
  creations: Creation[]
  corrections: Correction[]
  unchanged: number
  problems: RosterProblem[]
  /** Numbers of the rows that are not taken, and of those taken with a warning. */
  refused: number[]
  warned: number[]
}

/** Judges every row against the county's places and the candidates there are; decides nothing that it cannot know. */
export function planRoster(input: PlanInput): Plan {
  const plan: Plan = {
    creations: [],
    corrections: [],
    unchanged: 0,
    problems: [...input.problems],
    refused: [],
    warned: [],
  }
  const find = placeFinder(input.county, input.townshipId)
  const known = groupBy(input.existing, ({ idDigest }) => idDigest)
  for (const row of input.rows) {
    const place = find(row)
    if ('problem' in place) plan.problems.push(problemAt(row, place.column, 'refused', place.problem))
    else planRow(plan, row, place, known.get(input.digestOf(row.idNumber)) ?? [], input)
  }
  return withRowNumbers(plan)
}

/** What a roster would do that was judged in parts; `problems` are those of its reading. */
export function joinedPlan(parts: readonly Plan[], problems: readonly RosterProblem[]): Plan {
  return withRowNumbers({
    creations: parts.flatMap(({ creations }) => creations),
    corrections: parts.flatMap(({ corrections }) => corrections),
    unchanged: parts.reduce((sum, { unchanged }) => sum + unchanged, 0),
    problems: [...problems, ...parts.flatMap((part) => part.problems)],
    refused: [],
    warned: [],
  })
}

/** What the person who confirms has seen: another plan has another digest. */
export function planDigest(plan: Plan): string {
  const { creations, corrections, unchanged, refused } = plan
  const changes = corrections.map(({ row, changes }) => ({ row, changes }))
  return digestOf({ created: creations.map(({ row }) => row), changes, unchanged, refused })
}

type Place = { township: Township; team: Team }

function planRow(plan: Plan, row: RosterRow, { team }: Place, same: Existing[], input: PlanInput): void {
  const there = same.find(({ teamId }) => teamId === team.id)
  const file = there ? merged(fileOf(row), there) : fileOf(row)
  const planned = { row: row.row, team, file, idNumber: row.idNumber, idDigest: input.digestOf(row.idNumber) }
  const elsewhere = same.find(({ teamId, state }) => teamId !== team.id && state !== 'withdrawn')
  if (elsewhere) plan.problems.push(problemAt(row, headingOf('idNumber'), 'warning', otherTeam(elsewhere)))
  if (!there) return void plan.creations.push(planned)
  const changes = changesBetween(there, file)
  if (Object.keys(changes).length === 0) plan.unchanged++
  else if (there.state === 'draft' || there.state === 'returned')
    plan.corrections.push({ ...planned, existing: there, changes })
  else plan.problems.push(problemAt(row, headingOf('name'), 'refused', locked(there)))
}

/** What a roster leaves blank stays as it is in the file. */
function merged(file: CandidateFile, before: CandidateFile): CandidateFile {
  const kept = fileFields.filter((field) => file[field] === null).map((field) => [field, before[field]])
  return { ...file, ...Object.fromEntries(kept) }
}

function otherTeam({ township, team }: Existing): Message {
  return message('candidates:import.wrong.otherTeam', { township, team })
}

function locked({ state }: Existing): Message {
  return message(`candidates:import.wrong.locked.${state}`)
}

function problemAt(row: RosterRow, column: string, severity: RosterProblem['severity'], text: Message): RosterProblem {
  return { row: row.row, column, cell: '', severity, message: text }
}

function withRowNumbers(plan: Plan): Plan {
  const rowsOf = (severity: RosterProblem['severity']) =>
    [...new Set(plan.problems.filter((problem) => problem.severity === severity).map(({ row }) => row))].sort(
      (a, b) => a - b,
    )
  const refused = rowsOf('refused')
  const gone = new Set(refused)
  const problems = [...plan.problems].sort((a, b) => a.row - b.row)
  return { ...plan, problems, refused, warned: rowsOf('warning').filter((row) => !gone.has(row)) }
}
