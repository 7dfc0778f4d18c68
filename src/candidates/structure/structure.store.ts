import type { Scope } from '../../accounts/scope'
import type { PositiveConditions } from '../../cycles/cycle'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dayFromDate, type Day } from '../../lib/day'
import { groupBy } from '../../lib/group'
import { inScope } from '../candidates.store'
import { conditionBounds, type OtherTeam, type RelativeInTeam, type StructureFlag } from './structure'

export type Matches = { relatives: RelativeInTeam[]; otherTeams: OtherTeam[] }

/** R1 and R3 of many candidates in two statements. Other teams outside the scope are not told. */
export async function structureMatches(db: Tx, scope: Scope, ids: string[]): Promise<Map<string, Matches>> {
  // One after the other: within a transaction there is only one connection.
  const relativesOf = groupBy(await relativesInTeams(db, ids), ({ id }) => id)
  const othersOf = groupBy(await inOtherTeams(db, scope, ids), ({ id }) => id)
  return new Map(ids.map((id) => [id, { relatives: relativesOf.get(id) ?? [], otherTeams: othersOf.get(id) ?? [] }]))
}

/** The day on which the cycle's ages count: the reference date of its newest round; null before the first. */
export async function referenceDayOf(db: Tx, cycleId: string): Promise<Day | null> {
  const round = await db.round.findFirst({ where: { cycleId }, orderBy: { number: 'desc' } })
  return round && dayFromDate(round.referenceDate)
}

/** Which of `candidate c` carry a flag, as a condition of a query about one cycle. */
export function hasFlag(flag: StructureFlag, scope: Scope, basis: FlagBasis): Prisma.Sql {
  if (flag === 'R1') return Prisma.sql`c.id IN (${relativeIds})`
  return flag === 'R2' ? failsConditions(basis.conditions, basis.day) : inTwoTeams(scope, basis.cycleId)
}

type FlagBasis = { cycleId: string; conditions: PositiveConditions; day: Day }

/** Numbers that occur twice are told by an index alone; who has withdrawn is looked up for those few. */
function inTwoTeams(scope: Scope, cycleId: string): Prisma.Sql {
  return Prisma.sql`
    c.id_digest IN (SELECT n.id_digest FROM candidate n WHERE n.cycle_id = ${cycleId}::uuid
                    GROUP BY n.id_digest HAVING count(*) > 1)
    AND EXISTS (SELECT FROM candidate d WHERE d.cycle_id = c.cycle_id AND d.id_digest = c.id_digest
      AND d.team_id <> c.team_id AND c.state <> 'withdrawn' AND d.state <> 'withdrawn' AND ${sameScope(scope)})`
}

/** A declared relative is somebody of the team by ID number; by name only where no number was declared. */
export const byNumber = Prisma.sql`b.id_digest = r.id_digest`
export const byName = Prisma.sql`r.id_digest IS NULL AND b.name = r.name`

/** `a` declared `b`. The two ways to match are two statements, because no index serves an OR. */
export function sameTeam(match: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`relative r JOIN candidate a ON a.id = r.candidate_id
    JOIN candidate b ON b.cycle_id = a.cycle_id AND ${match} AND b.team_id = a.team_id AND b.id <> a.id
      AND a.state <> 'withdrawn' AND b.state <> 'withdrawn'`
}

const relativeIds = Prisma.sql`
  SELECT a.id FROM ${sameTeam(byNumber)} UNION SELECT b.id FROM ${sameTeam(byNumber)}
  UNION SELECT a.id FROM ${sameTeam(byName)} UNION SELECT b.id FROM ${sameTeam(byName)}`

function relativesInTeams(db: Tx, ids: string[]): Promise<(RelativeInTeam & { id: string })[]> {
  return db.$queryRaw`${Prisma.join([matched(byNumber, ids), matched(byName, ids)], ' UNION ALL ')}`
}

/** From both sides: who declared, and who was declared. */
function matched(match: Prisma.Sql, ids: string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT a.id, r.kinship, b.name, r.id_digest IS NOT NULL AS "byNumber", TRUE AS "declaredHere"
    FROM ${sameTeam(match)} WHERE a.id = ANY(${ids}::uuid[])
    UNION ALL
    SELECT b.id, r.kinship, a.name, r.id_digest IS NOT NULL, FALSE
    FROM ${sameTeam(match)} WHERE b.id = ANY(${ids}::uuid[])`
}

function inOtherTeams(db: Tx, scope: Scope, ids: string[]): Promise<(OtherTeam & { id: string })[]> {
  return db.$queryRaw`
    SELECT d.id, p.name AS township, t.name AS team
    FROM candidate d
    JOIN candidate c ON c.cycle_id = d.cycle_id AND c.id_digest = d.id_digest AND c.team_id <> d.team_id
      AND c.state <> 'withdrawn' AND d.state <> 'withdrawn'
    JOIN team t ON t.id = c.team_id
    JOIN township p ON p.id = c.township_id
    WHERE d.id = ANY(${ids}::uuid[]) AND ${inScope(scope)}
    ORDER BY p.position, t.position`
}

/** The other file, `candidate d`, must be in the scope too: a township is not told of other townships' files. */
function sameScope(scope: Scope): Prisma.Sql {
  return scope.kind === 'township' ? Prisma.sql`d.township_id = ${scope.townshipId}::uuid` : Prisma.sql`TRUE`
}

function failsConditions(conditions: PositiveConditions, day: Day): Prisma.Sql {
  const bounds = conditionBounds(conditions, day)
  const checks = [
    bounds.tooYoungAfter && Prisma.sql`c.birth_date > ${bounds.tooYoungAfter}::date`,
    bounds.tooOldUntil && Prisma.sql`c.birth_date <= ${bounds.tooOldUntil}::date`,
    bounds.educations && Prisma.sql`NOT coalesce(c.education = ANY(${bounds.educations}), FALSE)`,
    bounds.memberOnlyPosts.length > 0 &&
      Prisma.sql`(c.position = ANY(${bounds.memberOnlyPosts})
        AND NOT coalesce(c.political_status = ANY(${bounds.members}), FALSE))`,
  ].filter((check) => check instanceof Prisma.Sql)
  return checks.length === 0 ? Prisma.sql`FALSE` : Prisma.sql`(${Prisma.join(checks, ' OR ')})`
}
