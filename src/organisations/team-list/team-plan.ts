import { message, type Message } from '../../lib/message'
import { bare } from '../../lib/tidy'
import { findPlace, kindByName, type CountyShape, type Team } from '../organisation'
import type { TeamRow } from './team-sheet'

/** What taking one row would do. `changes` are the fields that get another value. */
export type PlannedTeam = {
  effect: 'new' | 'changed' | 'same'
  township: string
  newTownship: boolean
  /** The team as it will be; `id` and `townshipId` are empty for what is new. */
  team: Omit<Team, 'position'>
  changes: string[]
  problem: Message | null
}

/** Plans every row against the county as it is, and against the rows before it: a team named twice is taken once. */
export function planTeams(rows: readonly TeamRow[], shape: CountyShape): PlannedTeam[] {
  const taken = new Set<string>()
  const codes = new Map(
    shape.flatMap(({ teams }) => teams.flatMap(({ code, id }) => (code ? [[code, id] as const] : []))),
  )
  const townships = new Set(shape.map(({ name }) => bare(name)))
  return rows.map((row) => {
    const planned = planOne(row, shape, townships)
    townships.add(bare(planned.township))
    return { ...planned, problem: problemOf(planned, taken, codes) }
  })
}

function planOne(row: TeamRow, shape: CountyShape, townships: ReadonlySet<string>): Omit<PlannedTeam, 'problem'> {
  const township = findPlace(row.township, shape)
  const before = township && findPlace(row.name, township.teams)
  const place = {
    township: township?.name ?? row.township,
    newTownship: !townships.has(bare(township?.name ?? row.township)),
  }
  if (!before) return { effect: 'new', ...place, team: newTeam(row, township?.id ?? ''), changes: [] }
  const changes = (['kind', 'code', 'seats'] as const).filter(
    (field) => row[field] !== null && row[field] !== before[field],
  )
  const team = { ...before, ...Object.fromEntries(changes.map((field) => [field, row[field]])) }
  return { effect: changes.length > 0 ? 'changed' : 'same', ...place, team, changes }
}

function newTeam(row: TeamRow, townshipId: string): PlannedTeam['team'] {
  const { name, code, seats } = row
  return { id: '', townshipId, name, kind: row.kind ?? kindByName(name), code, seats }
}

function problemOf(
  { township, team }: Omit<PlannedTeam, 'problem'>,
  taken: Set<string>,
  codes: Map<string, string>,
): Message | null {
  const name = `${bare(township)} ${bare(team.name)}`
  if (taken.has(name)) return message('organisations:sheet.twice')
  taken.add(name)
  const owner = team.code === null ? undefined : codes.get(team.code)
  if (owner !== undefined && (owner !== team.id || team.id === '')) return message('organisations:sheet.codeTaken')
  if (team.code !== null) codes.set(team.code, team.id)
  return null
}
