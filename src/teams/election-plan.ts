import { type Day } from '../lib/day'
import { groupBy } from '../lib/group'
import { type Message, message } from '../lib/message'
import { bare } from '../lib/tidy'
import { type CountyShape, findPlace } from '../organisations/organisation'
import { type Election, electionProblems } from './election'
import type { ElectionSheetRow } from './election-sheet'

/** What is known of a team when a sheet is judged: its candidates by name, and the version of its election. */
export type KnownTeam = { version: number; people: { candidateId: string; name: string }[] }

/** One team of the sheet as taking it would record it, or why it is not taken. */
export type PlannedElection = {
  township: string
  team: string
  teamId: string | null
  version: number
  election: Election
  problems: { row: number; message: Message }[]
}

/**
 * Judges a sheet team by team: the place must be the county's (the clerk's own township), every name one of the team's
 * candidates and only one, the day given, the numbers possible. A team with a problem is not taken at all.
 */
export function planElections(
  rows: readonly ElectionSheetRow[],
  county: CountyShape,
  known: ReadonlyMap<string, KnownTeam>,
  today: Day,
): PlannedElection[] {
  const groups = groupBy([...rows], (row) => `${bare(row.township)}\n${bare(row.team)}`)
  return [...groups.values()].map((own) => planTeam(own, county, known, today))
}

/** Ids of the teams that the rows mean, for looking their candidates up. */
export function teamsMeant(rows: readonly ElectionSheetRow[], county: CountyShape): string[] {
  return [...new Set(rows.flatMap((row) => placeOf(row, county)?.id ?? []))]
}

function planTeam(
  rows: ElectionSheetRow[],
  county: CountyShape,
  known: ReadonlyMap<string, KnownTeam>,
  today: Day,
): PlannedElection {
  const first = rows[0]!
  const team = placeOf(first, county)
  const there = team ? known.get(team.id) : undefined
  const problems = rows.flatMap((row) => row.problems.map(({ message: text }) => ({ row: row.row, message: text })))
  const wrong = (row: number, key: string, values?: Message['values']) =>
    void problems.push({ row, message: message(`elections:sheet.${key}`, values) })
  if (!team) wrong(first.row, 'place', { township: first.township, team: first.team })
  const heldOn = rows.find((row) => row.heldOn)?.heldOn
  if (!heldOn) wrong(first.row, 'noDay')
  const results = rows.flatMap((row) => {
    const found = (there?.people ?? []).filter(({ name }) => bare(name) === bare(row.name))
    if (team && found.length !== 1) wrong(row.row, found.length ? 'twoOfName' : 'nobody', { name: row.name })
    const post = row.result === 'elected' ? row.post : null
    return found.length === 1 && row.result
      ? [{ candidateId: found[0]!.candidateId, result: row.result, votes: row.votes, post }]
      : []
  })
  const election = { heldOn: heldOn ?? today, voters: first.voters, voted: first.voted, results }
  if (new Set(results.map(({ candidateId }) => candidateId)).size !== results.length) wrong(first.row, 'twice')
  problems.push(...Object.values(electionProblems(election, today)).map((text) => ({ row: first.row, message: text })))
  return {
    township: first.township,
    team: team?.name ?? first.team,
    teamId: team?.id ?? null,
    version: there?.version ?? 0,
    election,
    problems,
  }
}

function placeOf({ township, team }: ElectionSheetRow, county: CountyShape) {
  const place = township ? findPlace(township, county) : null
  if (place) return findPlace(team, place.teams)
  return township
    ? null
    : findPlace(
        team,
        county.flatMap(({ teams }) => teams),
      )
}
