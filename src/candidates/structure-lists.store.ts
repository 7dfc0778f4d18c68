import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import type { Kinship } from './candidate'
import type { ListBasis } from './list'
import { byName, byNumber, hasFlag, sameTeam } from './structure.store'

/** R1: `id` has declared `otherId` of the same team; a pair who declared each other is told once. */
export type RelativePair = {
  id: string
  name: string
  otherId: string
  other: string
  township: string
  team: string
  kinship: Kinship
  byNumber: boolean
}

/** R3: one person, and every team of the cycle that the person is put forward in. */
export type PersonInTeams = { name: string; files: { id: string; township: string; team: string }[] }

type Part = { skip: number; take: number }

/** How many pairs of R1, people of R2 and people of R3 the cycle has. */
export async function countStructure(db: Tx, basis: ListBasis): Promise<Record<'R1' | 'R2' | 'R3', number>> {
  const rows = await db.$queryRaw<Record<'R1' | 'R2' | 'R3', number>[]>`
    SELECT (SELECT count(*)::int FROM (${pairs(basis.cycleId)}) x) AS "R1",
           (SELECT count(*)::int FROM (${peopleTwice(basis.cycleId)}) y) AS "R3",
           (SELECT count(*)::int FROM candidate c WHERE c.cycle_id = ${basis.cycleId}::uuid
              AND ${hasFlag('R2', { kind: 'county' }, basis)}) AS "R2"`
  return rows[0]!
}

/** In the order of the county's lists. */
export async function listRelativePairs(db: Tx, cycleId: string, part: Part): Promise<RelativePair[]> {
  return db.$queryRaw<RelativePair[]>`
    SELECT a.id, a.name, b.id AS "otherId", b.name AS other, p.name AS township, t.name AS team, x.kinship, x."byNumber"
    FROM (${pairs(cycleId)}) x JOIN candidate a ON a.id = x.a JOIN candidate b ON b.id = x.b
    JOIN team t ON t.id = a.team_id JOIN township p ON p.id = t.township_id
    ORDER BY p.position, p.name, t.position, t.name, a.name, b.name, a.id, b.id
    LIMIT ${part.take} OFFSET ${part.skip}`
}

/** By name; of each person the places in the order of the county's lists. */
export async function listPeopleInTeams(db: Tx, cycleId: string, part: Part): Promise<PersonInTeams[]> {
  return db.$queryRaw<PersonInTeams[]>`
    SELECT min(c.name) AS name,
           json_agg(json_build_object('id', c.id, 'township', p.name, 'team', t.name)
                    ORDER BY p.position, p.name, t.position, t.name) AS files
    FROM (${peopleTwice(cycleId)}) x
    JOIN candidate c ON c.cycle_id = ${cycleId}::uuid AND c.id_digest = x.id_digest AND c.state <> 'withdrawn'
    JOIN team t ON t.id = c.team_id JOIN township p ON p.id = t.township_id
    GROUP BY x.id_digest ORDER BY min(c.pinyin), x.id_digest
    LIMIT ${part.take} OFFSET ${part.skip}`
}

function pairs(cycleId: string): Prisma.Sql {
  const matched = (match: Prisma.Sql) => Prisma.sql`
    SELECT a.id AS a, b.id AS b, r.kinship, r.id_digest IS NOT NULL AS "byNumber"
    FROM ${sameTeam(match)} WHERE a.cycle_id = ${cycleId}::uuid`
  return Prisma.sql`
    SELECT DISTINCT ON (least(m.a, m.b), greatest(m.a, m.b)) m.*
    FROM (${matched(byNumber)} UNION ALL ${matched(byName)}) m
    ORDER BY least(m.a, m.b), greatest(m.a, m.b), m."byNumber" DESC, m.a`
}

function peopleTwice(cycleId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT c.id_digest FROM candidate c WHERE c.cycle_id = ${cycleId}::uuid AND c.state <> 'withdrawn'
    GROUP BY c.id_digest HAVING count(DISTINCT c.team_id) > 1`
}
