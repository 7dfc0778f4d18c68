import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { Kinship } from '../candidate'
import type { ListBasis } from '../list/list'
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

/** One ID number that stands under several names: of candidates themselves, and of relatives whom they declared. */
export type NumberUnderNames = {
  people: { id: string; name: string; township: string; team: string; relative: string | null }[]
}

/** R2: how many candidates of the cycle fail its conditions. */
export async function countFailing(db: Tx, basis: ListBasis): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM candidate c
    WHERE c.cycle_id = ${basis.cycleId}::uuid AND ${hasFlag('R2', { kind: 'county' }, basis)}`
  return rows[0]!.count
}

/** Every RelativePair; `key` names the two, `facts` what was declared, `n` the place in the order of the county's lists. */
export function relativePairs(cycleId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT least(x.a, x.b) || '.' || greatest(x.a, x.b) AS key, concat_ws('|', t.id, x.a, x.kinship, x."byNumber") AS facts,
           row_number() OVER (ORDER BY p.position, p.name, t.position, t.name, a.name, b.name, a.id, b.id) AS n,
           a.id, a.name, b.id AS "otherId", b.name AS other, p.name AS township, t.name AS team, x.kinship, x."byNumber"
    FROM (${pairs(cycleId)}) x JOIN candidate a ON a.id = x.a JOIN candidate b ON b.id = x.b
    JOIN team t ON t.id = a.team_id JOIN township p ON p.id = t.township_id`
}

/** Every PersonInTeams by name, with `key`, `facts` and `n`; of each the places in the order of the county's lists. */
export function peopleInTeams(cycleId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT min(c.id::text) AS key, string_agg(c.id || ' ' || t.id, '|' ORDER BY c.id) AS facts,
           row_number() OVER (ORDER BY min(c.pinyin), x.id_digest) AS n, min(c.name) AS name,
           json_agg(json_build_object('id', c.id, 'township', p.name, 'team', t.name)
                    ORDER BY p.position, p.name, t.position, t.name) AS files
    FROM (${peopleTwice(cycleId)}) x
    JOIN candidate c ON c.cycle_id = ${cycleId}::uuid AND c.id_digest = x.id_digest AND c.state <> 'withdrawn'
    JOIN team t ON t.id = c.team_id JOIN township p ON p.id = t.township_id
    GROUP BY x.id_digest`
}

/** Every NumberUnderNames with `key`, `facts` and `n`; a name is compared without blanks and the dots inside it. */
export function numbersUnderNames(cycleId: string): Prisma.Sql {
  return Prisma.sql`
    WITH named AS (
      SELECT c.id_digest, c.id AS candidate_id, c.name, NULL AS relative FROM candidate c
      WHERE c.cycle_id = ${cycleId}::uuid AND c.state <> 'withdrawn'
      UNION ALL
      SELECT r.id_digest, r.candidate_id, r.name, r.name FROM relative r JOIN candidate c ON c.id = r.candidate_id
      WHERE c.cycle_id = ${cycleId}::uuid AND c.state <> 'withdrawn' AND r.id_digest IS NOT NULL
    ), several AS (
      SELECT id_digest FROM named GROUP BY id_digest HAVING count(DISTINCT ${plainName}) > 1
    )
    SELECT md5(m.id_digest::text) AS key, string_agg(concat_ws(' ', c.id, m.name), '|' ORDER BY c.id, m.name) AS facts,
           row_number() OVER (ORDER BY min(p.position), min(p.name), min(t.position), min(c.name), m.id_digest) AS n,
           json_agg(json_build_object('id', c.id, 'name', c.name, 'township', p.name, 'team', t.name,
                                      'relative', m.relative)
                    ORDER BY m.relative NULLS FIRST, p.position, p.name, t.position, t.name, c.name) AS people
    FROM several s JOIN named m ON m.id_digest = s.id_digest JOIN candidate c ON c.id = m.candidate_id
    JOIN team t ON t.id = c.team_id JOIN township p ON p.id = t.township_id
    GROUP BY m.id_digest`
}

const plainName = Prisma.sql`regexp_replace(name, '[\\s·•．.・]', '', 'g')`

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
