import { Prisma } from '../../db/generated/client'
import { hastyAnswers, swiftSeconds } from '../../reviews/signatory/section'
import { draftInstants } from '../../reviews/signatory/sections.store'
import type { Asked } from './people.store'
import { mostNamed, pasting } from './pointer'

export type PersonNamed = { id: string; name: string; township: string; team: string }

/** The same words of one department for many people of a round; the first of them in the order of the lists. */
export type PastedPointer = Asked & { round: number; words: string; count: number; people: PersonNamed[] }

/** Somebody whose opinions of a round were saved faster than anybody reads; `most`: answers in their busiest minute. */
export type HastyPointer = Asked & {
  person: string
  round: number
  most: number
  swift: number
  count: number
  people: PersonNamed[]
}

/** Only what has been signed. Answers given together carry a basis and no words, so they are not among these. */
export function pastedPointers(cycleId: string): Prisma.Sql {
  return Prisma.sql`
    WITH answered AS MATERIALIZED (
      SELECT v.department_id, v.round_id, v.candidate_id, jsonb_path_query_array(v.answers, '$.**.words') AS words
      FROM review v JOIN round r ON r.id = v.round_id
      WHERE r.cycle_id = ${cycleId}::uuid AND v.state = 'signed'
    ), said AS (
      SELECT a.department_id, a.round_id, a.candidate_id, w.words
      FROM answered a
      CROSS JOIN LATERAL (SELECT DISTINCT regexp_replace(j, '\\s+', ' ', 'g') AS words
                          FROM jsonb_array_elements_text(a.words) j) w
      WHERE a.words <> '[]' AND length(w.words) >= ${pasting.shortest}::int
    ), pasted AS (
      SELECT department_id, round_id, words, count(DISTINCT candidate_id)::int AS count, array_agg(DISTINCT candidate_id) AS ids
      FROM said GROUP BY department_id, round_id, words HAVING count(DISTINCT candidate_id) >= ${pasting.people}::int
    )
    SELECT concat_ws('.', x.department_id, x.round_id, md5(x.words)) AS key, x.ids::text AS facts,
           row_number() OVER (ORDER BY x.count DESC, d.position, r.number DESC, x.words) AS n,
           d.name AS department, d.name_en AS "departmentEn", r.number AS round, left(x.words, 80) AS words, x.count,
           ${firstOf} AS people
    FROM pasted x JOIN department d ON d.id = x.department_id JOIN round r ON r.id = x.round_id`
}

/** Signed opinions alone; what one act saved for many stands on the basis that it names and is not hasty. */
export function hastyPointers(cycleId: string): Prisma.Sql {
  return Prisma.sql`
    WITH instants AS (${draftInstants(Prisma.sql`r.cycle_id = ${cycleId}::uuid`)}), drafts AS (
      SELECT i.by, v.round_id, v.department_id, v.candidate_id, extract(epoch FROM i.at - i.before) AS seconds,
             sum((SELECT count(*) FROM jsonb_object_keys(v.answers))) OVER minute AS within
      FROM review v JOIN round r ON r.id = v.round_id AND r.cycle_id = ${cycleId}::uuid
      JOIN instants i ON i.by = v.drafted_by_id AND i.at = v.drafted_at AND i.together = 1
      WHERE v.state = 'signed'
      WINDOW minute AS (PARTITION BY i.by ORDER BY i.at RANGE BETWEEN '1 minute' PRECEDING AND CURRENT ROW)
    ), hasty AS (
      SELECT by, round_id, department_id, max(within)::int AS most, array_agg(DISTINCT candidate_id) AS ids,
             (count(*) FILTER (WHERE seconds <= ${swiftSeconds}))::int AS swift, count(*)::int AS count
      FROM drafts GROUP BY by, round_id, department_id HAVING max(within) >= ${hastyAnswers}::int
    )
    SELECT x.by || '.' || x.round_id AS key, concat_ws('|', x.most, x.swift, x.ids::text) AS facts,
           row_number() OVER (ORDER BY x.most DESC, d.position, a.name, x.round_id) AS n,
           d.name AS department, d.name_en AS "departmentEn", a.name AS person, r.number AS round, x.most, x.swift, x.count,
           ${firstOf} AS people
    FROM hasty x JOIN account a ON a.id = x.by JOIN department d ON d.id = x.department_id
    JOIN round r ON r.id = x.round_id`
}

/** The first few of candidates `x.ids`. */
const firstOf = Prisma.sql`(
  SELECT jsonb_agg(o) FROM (
    SELECT c.id, c.name, p.name AS township, t.name AS team
    FROM candidate c JOIN team t ON t.id = c.team_id JOIN township p ON p.id = c.township_id
    WHERE c.id = ANY(x.ids) ORDER BY p.position, p.name, t.position, t.name, c.name, c.id LIMIT ${mostNamed}) o)`
