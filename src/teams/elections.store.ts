import type { Scope } from '../accounts/scope'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { orderedBy, type Orders } from '../db/order'
import { dayFromDate, type Day } from '../lib/day'
import type { Election, ElectionWord } from './election'
import { type ElectionsAsked, electionSorts } from './election-list'

/** A team as the list shows it; numbers are of people who stood review and did not leave. */
export type TeamLine = {
  teamId: string
  township: string
  team: string
  seats: number | null
  candidates: number
  heldOn: Day | null
  voters: number | null
  voted: number | null
  elected: number
  /** Elected although an outcome in force says that they should not stand, or none is in force. */
  doubtful: number
  /** Entered after the day of the vote: 届中增补. */
  added: number
}

export type TeamFilter = { cycleId: string; townshipId?: string; state?: 'held' | 'open' }

export async function countTeams(db: Tx, scope: Scope, filter: TeamFilter): Promise<number> {
  const rows = await db.$queryRaw<{ teams: number }[]>`
    SELECT count(*)::int AS teams FROM team m LEFT JOIN election e ON e.team_id = m.id
      AND e.cycle_id = ${filter.cycleId}::uuid WHERE ${matching(scope, filter)}`
  return rows[0]!.teams
}

/** How many teams there are and how many have voted; `listed`: the list of elections shows this cycle. */
export async function countHeld(db: Tx, scope: Scope, cycleId: string) {
  const rows = await db.$queryRaw<{ teams: number; held: number; listed: boolean }[]>`
    SELECT count(*)::int AS teams, count(e.id)::int AS held,
           (SELECT y.id = ${cycleId}::uuid FROM cycle y WHERE y.state <> 'closed'
            ORDER BY y.starts_on DESC, y.created_at DESC LIMIT 1) IS TRUE AS listed
    FROM team m LEFT JOIN election e ON e.team_id = m.id AND e.cycle_id = ${cycleId}::uuid WHERE ${inScope(scope)}`
  return rows[0]!
}

/** Teams in the order asked for, in that of the county's lists where it leaves them equal. */
export async function listTeamLines(
  db: Tx,
  scope: Scope,
  filter: TeamFilter & Pick<ElectionsAsked, 'sort'>,
  page: { skip: number; take: number },
): Promise<TeamLine[]> {
  const rows = await db.$queryRaw<(Omit<TeamLine, 'heldOn'> & { heldOn: Date | null })[]>`
    SELECT m.id AS "teamId", t.name AS township, m.name AS team, m.seats, e.held_on AS "heldOn", e.voters, e.voted,
           n.candidates, n.elected, n.doubtful, n.added
    FROM team m
    JOIN township t ON t.id = m.township_id
    LEFT JOIN election e ON e.team_id = m.id AND e.cycle_id = ${filter.cycleId}::uuid
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS candidates, (count(*) FILTER (WHERE r.result = 'elected'))::int AS elected,
             (count(*) FILTER (WHERE r.result = 'elected'
               AND o.outcome IS DISTINCT FROM 'eligible' AND o.outcome IS DISTINCT FROM 'eligible_with_reasons'))::int
               AS doubtful,
             (count(*) FILTER (WHERE (c.created_at AT TIME ZONE 'Asia/Shanghai')::date > e.held_on))::int AS added
      FROM candidate c
      LEFT JOIN election_result r ON r.candidate_id = c.id
      LEFT JOIN outcome o ON o.candidate_id = c.id AND o.state = 'approved'
      WHERE c.team_id = m.id AND c.cycle_id = ${filter.cycleId}::uuid AND c.state <> 'withdrawn'
    ) n ON true
    WHERE ${matching(scope, filter)}
    ORDER BY ${orderedBy(filter.sort, electionSorts, orders, ['heldOn', 'seats', 'turnout'])}, ${Prisma.join(place, ', ')}, m.id LIMIT ${page.take} OFFSET ${page.skip}`
  return rows.map((row) => ({ ...row, heldOn: row.heldOn && dayFromDate(row.heldOn) }))
}

const place = ['t.position', 't.name', 'm.position', 'm.name'].map((column) => Prisma.raw(column))

const orders: Orders<keyof typeof electionSorts> = {
  team: place,
  heldOn: [Prisma.sql`e.held_on`],
  candidates: [Prisma.sql`n.candidates`],
  elected: [Prisma.sql`n.elected`],
  seats: [Prisma.sql`m.seats`],
  turnout: [Prisma.sql`e.voted::numeric / nullif(e.voters, 0)`],
}

/** A candidate of the team with the result, where there is one. */
export type Stood = {
  candidateId: string
  name: string
  post: string
  outcome: string | null
  result: ElectionWord | null
  votes: number | null
  electedPost: string | null
}

export type TeamElection = {
  teamId: string
  township: string
  team: string
  version: number
  heldOn: Day | null
  voters: number | null
  voted: number | null
  people: Stood[]
}

/** One team's election, within the actor's scope; people who left are not among its candidates. */
export async function findElection(
  db: Tx,
  scope: Scope,
  cycleId: string,
  teamId: string,
): Promise<TeamElection | null> {
  const rows = await db.$queryRaw<(Omit<TeamElection, 'heldOn' | 'people'> & { heldOn: Date | null })[]>`
    SELECT m.id AS "teamId", t.name AS township, m.name AS team, coalesce(e.version, 0) AS version,
           e.held_on AS "heldOn", e.voters, e.voted
    FROM team m
    JOIN township t ON t.id = m.township_id
    LEFT JOIN election e ON e.team_id = m.id AND e.cycle_id = ${cycleId}::uuid
    WHERE m.id = ${teamId}::uuid AND ${inScope(scope)}`
  const row = rows[0]
  if (!row) return null
  return { ...row, heldOn: row.heldOn && dayFromDate(row.heldOn), people: await peopleOf(db, cycleId, [teamId]) }
}

/** Candidates of teams with their results. */
export async function peopleOf(db: Tx, cycleId: string, teamIds: string[]): Promise<(Stood & { teamId: string })[]> {
  return db.$queryRaw`
    SELECT c.id AS "candidateId", c.team_id AS "teamId", c.name, c.position AS post, o.outcome, r.result, r.votes,
           r.post AS "electedPost"
    FROM candidate c
    LEFT JOIN election_result r ON r.candidate_id = c.id
    LEFT JOIN outcome o ON o.candidate_id = c.id AND o.state = 'approved'
    WHERE c.cycle_id = ${cycleId}::uuid AND c.team_id = ANY(${teamIds}::uuid[]) AND c.state <> 'withdrawn'
    ORDER BY c.name, c.id`
}

/** Locks the teams in id order: of two who save at once the second sees what the first wrote. */
export async function lockTeams(tx: Tx, ids: string[]): Promise<void> {
  await tx.$queryRaw`SELECT id FROM team WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
}

/** The versions of the teams' elections; a team without one is not among them. */
export async function electionVersions(tx: Tx, cycleId: string, teamIds: string[]): Promise<Map<string, number>> {
  const rows = await tx.election.findMany({ where: { cycleId, teamId: { in: teamIds } } })
  return new Map(rows.map(({ teamId, version }) => [teamId, version]))
}

export type ElectionRow = Election & { id: string; teamId: string }

/** Writes elections and their results, in four statements however many there are. */
export async function saveElections(
  tx: Tx,
  cycleId: string,
  elections: ElectionRow[],
  by: { recordedById: string; recordedAt: Date },
): Promise<void> {
  const rows = elections.map(({ id, teamId, heldOn, voters, voted }) => ({
    id,
    team_id: teamId,
    held_on: heldOn,
    voters,
    voted,
  }))
  const saved = await tx.$queryRaw<{ id: string; teamId: string }[]>`
    INSERT INTO election (id, cycle_id, team_id, held_on, voters, voted, recorded_by_id, recorded_at)
    SELECT id, ${cycleId}::uuid, team_id, held_on, voters, voted, ${by.recordedById}::uuid, ${by.recordedAt}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (id uuid, team_id uuid, held_on date, voters int, voted int)
    ON CONFLICT (cycle_id, team_id) DO UPDATE SET held_on = excluded.held_on, voters = excluded.voters,
      voted = excluded.voted, recorded_by_id = excluded.recorded_by_id, recorded_at = excluded.recorded_at,
      version = election.version + 1
    RETURNING id, team_id AS "teamId"`
  const ids = new Map(saved.map(({ id, teamId }) => [teamId, id]))
  const lines = elections.flatMap(({ teamId, results }) =>
    results.map((one) => ({ ...one, electionId: ids.get(teamId)! })),
  )
  await tx.electionResult.deleteMany({ where: { candidateId: { in: lines.map(({ candidateId }) => candidateId) } } })
  await tx.electionResult.createMany({ data: lines })
}

function matching(scope: Scope, { townshipId, state }: TeamFilter): Prisma.Sql {
  return Prisma.sql`${inScope(scope)}
    ${townshipId ? Prisma.sql`AND m.township_id = ${townshipId}::uuid` : Prisma.empty}
    ${state === 'held' ? Prisma.sql`AND e.id IS NOT NULL` : Prisma.empty}
    ${state === 'open' ? Prisma.sql`AND e.id IS NULL` : Prisma.empty}`
}

function inScope(scope: Scope): Prisma.Sql {
  if (scope.kind === 'county') return Prisma.sql`TRUE`
  if (scope.kind === 'township') return Prisma.sql`m.township_id = ${scope.townshipId}::uuid`
  return Prisma.sql`FALSE`
}
