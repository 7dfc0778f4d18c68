import type { Scope } from '../../accounts/scope'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { literal } from '../../db/literal'
import { candidateColumns, candidateJoins, inScope, type Candidate } from '../candidates.store'
import { countedAtMost, type ListBasis, type ListFilter, pageSize, type CandidateSort } from './list'
import { hasFlag } from '../structure/structure.store'
import { type ShownStage, stateOf } from '../transitions'
import { isDecided, milestoneColumn } from './milestones.store'
import { moved } from './moves.store'

/** One page of candidates. The page's ids are found first, so that only its rows are joined and sorted wide. */
export async function listCandidates(
  db: Tx,
  scope: Scope,
  basis: ListBasis,
  filter: ListFilter,
  { skip, take } = { skip: (filter.page - 1) * pageSize, take: pageSize },
): Promise<Candidate[]> {
  const { sort } = filter
  const byTeam = sort === 'team' || sort === '-team'
  const ids = byTeam ? idsByTeam(scope, basis, filter) : idsInOrder(scope, basis, filter, sort)
  return db.$queryRaw<Candidate[]>`
    SELECT ${candidateColumns} FROM (${ids} LIMIT ${take} OFFSET ${skip}) page
    JOIN candidate c ON c.id = page.id ${candidateJoins}
    ORDER BY page.place, c.id`
}

/** How many there are, counted up to `countedAtMost` + 1. */
export async function countCandidates(db: Tx, scope: Scope, basis: ListBasis, filter: ListFilter): Promise<number> {
  const rows = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (SELECT FROM candidate c ${standingFor(filter)}
      WHERE ${matching(scope, basis, filter)} LIMIT ${countedAtMost + 1}) AS counted`
  return Number(rows[0]?.count ?? 0)
}

/** The ids behind a filter, for an act on all of them; at most `most`. */
export async function candidateIds(
  db: Tx,
  scope: Scope,
  basis: ListBasis,
  filter: ListFilter,
  most: number,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM candidate c ${standingJoin} WHERE ${matching(scope, basis, filter)} ORDER BY c.id LIMIT ${most}`
  return rows.map(({ id }) => id)
}

/** Those of an act on many, in the order of lists; ids outside the scope are not among them. */
export async function listChosen(db: Tx, scope: Scope, ids: string[]): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    SELECT ${candidateColumns} FROM candidate c ${candidateJoins}
    WHERE c.id = ANY(${ids}::uuid[]) AND ${inScope(scope)} ORDER BY ${firstTeamFirst}, c.name, c.id`
}

const standingJoin = Prisma.sql`LEFT JOIN standing s ON s.candidate_id = c.id`

/**
 * Walks the teams in the order of lists and reads each one's candidates by index until the page is full. Sorting all
 * hundred thousand instead took thirty times as long; OFFSET 0 keeps the planner from doing so.
 */
function idsByTeam(scope: Scope, basis: ListBasis, filter: ListFilter): Prisma.Sql {
  if (filter.flag === 'R1' || filter.flag === 'R3') return fewByTeam(scope, basis, filter)
  return Prisma.sql`
    SELECT walked.place, c.id FROM (${teamsInOrder(scope, filter)}) walked
    CROSS JOIN LATERAL (SELECT c.id FROM candidate c ${standingFor(filter)}
      WHERE c.team_id = walked.id AND ${matching(scope, basis, filter)} OFFSET 0) c
    ORDER BY walked.place, c.id`
}

/** Those few whom a comparison of files picks out are found at once: team by team the whole would be compared anew. */
function fewByTeam(scope: Scope, basis: ListBasis, filter: ListFilter): Prisma.Sql {
  return Prisma.sql`
    SELECT walked.place, c.id FROM candidate c ${standingFor(filter)}
    JOIN (${teamsInOrder(scope, filter)}) walked ON walked.id = c.team_id
    WHERE ${matching(scope, basis, filter)} ORDER BY walked.place, c.id`
}

function teamsInOrder(scope: Scope, filter: ListFilter): Prisma.Sql {
  const townshipId = scope.kind === 'township' ? scope.townshipId : filter.township
  return Prisma.sql`
    SELECT t.id, row_number() OVER (ORDER BY ${filter.sort === '-team' ? lastTeamFirst : firstTeamFirst}) AS place
    FROM team t JOIN township p ON p.id = t.township_id
    WHERE ${townshipId ? Prisma.sql`t.township_id = ${townshipId}::uuid` : Prisma.sql`TRUE`}
    ORDER BY place`
}

const firstTeamFirst = Prisma.sql`p.position, p.name, t.position, t.name, t.id`
const lastTeamFirst = Prisma.sql`p.position DESC, p.name DESC, t.position DESC, t.name DESC, t.id DESC`

/** Each has an index, which is read from either end. */
const orders: Record<Exclude<CandidateSort, 'team' | '-team'>, Prisma.Sql> = {
  name: Prisma.sql`c.pinyin, c.id`,
  '-name': Prisma.sql`c.pinyin DESC, c.id DESC`,
  age: Prisma.sql`c.birth_date DESC, c.id DESC`,
  '-age': Prisma.sql`c.birth_date, c.id`,
  updated: Prisma.sql`c.updated_at DESC, c.id DESC`,
  '-updated': Prisma.sql`c.updated_at, c.id`,
}

function idsInOrder(scope: Scope, basis: ListBasis, filter: ListFilter, sort: keyof typeof orders): Prisma.Sql {
  const order = orders[sort]
  return Prisma.sql`
    SELECT c.id, row_number() OVER (ORDER BY ${order}) AS place FROM candidate c ${standingFor(filter)}
    WHERE ${matching(scope, basis, filter)} ORDER BY ${order}`
}

function matching(scope: Scope, basis: ListBasis, filter: ListFilter): Prisma.Sql {
  const conditions = [
    inScope(scope),
    Prisma.sql`c.cycle_id = ${basis.cycleId}::uuid`,
    filter.township && Prisma.sql`c.township_id = ${filter.township}::uuid`,
    filter.team && Prisma.sql`c.team_id = ${filter.team}::uuid`,
    filter.stage && inStage(filter.stage),
    filter.round && inRound(filter.round),
    filter.standing && Prisma.sql`s.standing = ${filter.standing}`,
    filter.waiting && Prisma.sql`${filter.waiting} = ANY(s.waiting_for)`,
    filter.signed && signedBy(filter.signed, filter.round),
    filter.flag && hasFlag(filter.flag, scope, basis),
    filter.milestone && Prisma.sql`${milestoneColumn} = ${filter.milestone}`,
    movedIn(filter),
    filter.q && named(filter.q),
  ].filter((condition) => condition instanceof Prisma.Sql)
  return Prisma.join(conditions, ' AND ')
}

/** The standing is joined only where the filter asks for it. */
function standingFor({ stage, standing, waiting, milestone }: ListFilter): Prisma.Sql {
  const byStage = stage === 'decided' || (stage && stateOf(stage) === 'passed')
  return standing || waiting || milestone || byStage ? standingJoin : Prisma.empty
}

function movedIn({ move, from, to }: ListFilter): Prisma.Sql | null {
  return move && from && to ? moved({ move, from, to }) : null
}

const inReview = Prisma.sql`c.state = 'passed' AND s.standing <> 'returned'`

function inStage(stage: ShownStage): Prisma.Sql {
  if (stage === 'passed') return Prisma.sql`c.state = 'passed' AND s.standing IS NULL`
  if (stage === 'in_review') return Prisma.sql`${inReview} AND NOT ${isDecided}`
  if (stage === 'decided') return Prisma.sql`${inReview} AND ${isDecided}`
  if (stage === 'sent_back') return Prisma.sql`c.state = 'passed' AND s.standing = 'returned'`
  return Prisma.sql`c.state = ${stage}`
}

function signedBy(department: string, roundId: string | null): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM review v JOIN department d ON d.id = v.department_id
    WHERE v.candidate_id = c.id AND v.state = 'signed' AND d.key = ${department}
      ${roundId ? Prisma.sql`AND v.round_id = ${roundId}::uuid` : Prisma.empty})`
}

function inRound(roundId: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM round_candidate rc WHERE rc.candidate_id = c.id AND rc.round_id = ${roundId}::uuid)`
}

/** Chinese: part of the name. Letters: the beginning of the pinyin or of the initials, or part of a name in letters. */
function named(words: string): Prisma.Sql {
  const part = `%${literal(words)}%`
  const spelt = words.toLowerCase().replace(/[^a-z]/g, '')
  if (spelt === '') return Prisma.sql`c.name LIKE ${part}`
  return Prisma.sql`(c.name ILIKE ${part} OR c.pinyin LIKE ${`${spelt}%`} OR c.initials LIKE ${`${spelt}%`})`
}
