import { Prisma } from '../../db/generated/client'
import type { AnswerWord } from '../../standings/standing'
import { asked, inOrder, type Asked, type Place, places, placesOf } from './people.store'

/** One item that some departments found and others did not; `confirmed`: the lead is among those who did (rules §3). */
export type DisputedPointer = Place & { code: string; confirmed: boolean; found: Named[]; none: Named[] }
export type Named = { name: string; nameEn: string }

/** A department that said the other thing in a later round, with nothing new that explains it. */
export type TurnedPointer = Place &
  Asked & { code: string; before: AnswerWord; after: AnswerWord; earlier: number; later: number }

/** Found by an assisting department and not by the lead: nothing settles it but people. */
export function disputedPointers(cycleId: string): Prisma.Sql {
  return opposed(cycleId, Prisma.sql`r ->> 'finding' <> 'confirmed'`)
}

/** Found by the lead, which by the rules settles it, and by some other owner of the item not. */
export function alonePointers(cycleId: string): Prisma.Sql {
  return opposed(cycleId, Prisma.sql`r ->> 'finding' = 'confirmed'`)
}

/** Read from the stored standings, which rest on signed answers alone; what has lapsed is found no longer. */
function opposed(cycleId: string, which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT x.candidate_id || '.' || x.code AS key, x.answers::text AS facts, row_number() OVER (ORDER BY ${inOrder}, x.code) AS n,
           x.candidate_id AS "candidateId", ${places}, x.code, x.confirmed,
           ${departmentsThat(saysFound)} AS found, ${departmentsThat(saysNone)} AS none
    FROM (SELECT s.candidate_id, r ->> 'code' AS code, r -> 'answers' AS answers, r ->> 'finding' = 'confirmed' AS confirmed
          FROM standing s CROSS JOIN LATERAL jsonb_array_elements(s.reasons) r
          WHERE s.cycle_id = ${cycleId}::uuid AND ${which}
            AND EXISTS (SELECT FROM jsonb_array_elements(r -> 'answers') a WHERE ${saysFound})
            AND EXISTS (SELECT FROM jsonb_array_elements(r -> 'answers') a WHERE ${saysNone})) x
    ${placesOf(Prisma.sql`x.candidate_id`)} WHERE c.state <> 'withdrawn'`
}

const saysFound = Prisma.sql`a ->> 'answer' = 'found' AND NOT (a ->> 'lapsed')::boolean`
const saysNone = Prisma.sql`a ->> 'answer' = 'none'`

function departmentsThat(said: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('name', d.name, 'nameEn', d.name_en) ORDER BY d.position)
    FROM jsonb_array_elements(x.answers) a JOIN department d ON d.key = a ->> 'department' WHERE ${said})`
}

/**
 * Of each department's signed opinions the last of every round, beside the one of the round before. An answer that turned
 * is left out where something new explains it: a trigger, a paper on the item, a correction of the identity, something
 * put right, a fact of a later day, or facts that had all ended.
 */
export function turnedPointers(cycleId: string): Prisma.Sql {
  return Prisma.sql`
    WITH last AS (
      SELECT DISTINCT ON (v.candidate_id, v.department_id, r.number) v.id, v.candidate_id, v.department_id, r.number, r.reference_date
      FROM review v JOIN round r ON r.id = v.round_id
      WHERE r.cycle_id = ${cycleId}::uuid AND v.state = 'signed'
        AND r.number > (SELECT min(number) FROM round WHERE cycle_id = ${cycleId}::uuid)
      ORDER BY v.candidate_id, v.department_id, r.number, v.pass DESC
    ), beside AS (
      SELECT v.*, x.number, x.reference_date, e.number AS earlier, e.answers AS earlier_answers, e.signed_at AS earlier_at
      FROM last x JOIN review v ON v.id = x.id CROSS JOIN LATERAL (
        SELECT o.answers, o.signed_at, r.number FROM review o JOIN round r ON r.id = o.round_id
        WHERE o.candidate_id = x.candidate_id AND o.department_id = x.department_id AND o.state = 'signed'
          AND r.cycle_id = ${cycleId}::uuid AND r.number < x.number
        ORDER BY r.number DESC, o.pass DESC LIMIT 1) e
    )
    SELECT b.id || '.' || i.code AS key, i.before::text || i.after::text AS facts,
           row_number() OVER (ORDER BY ${inOrder}, d.position, i.code) AS n, b.candidate_id AS "candidateId", ${places},
           ${asked}, i.code, i.before ->> 'answer' AS before, i.after ->> 'answer' AS after, b.earlier, b.number AS later
    FROM beside b
    CROSS JOIN LATERAL (SELECT code, after, b.earlier_answers -> code AS before FROM jsonb_each(b.answers) e (code, after)) i
    JOIN department d ON d.id = b.department_id ${placesOf(Prisma.sql`b.candidate_id`)}
    WHERE b.earlier_answers <> b.answers AND c.state <> 'withdrawn'
      AND ARRAY[i.before ->> 'answer', i.after ->> 'answer'] IN (ARRAY['found', 'none'], ARRAY['none', 'found'])
      AND NOT (${explained})`
}

const explained = Prisma.sql`
  coalesce(c.identified_at > b.earlier_at, FALSE)
  OR EXISTS (SELECT FROM trigger x WHERE x.candidate_id = b.candidate_id
    AND coalesce(x.department_id, b.department_id) = b.department_id
    AND x.recorded_at > b.earlier_at AND x.recorded_at <= b.signed_at)
  OR EXISTS (SELECT FROM evidence_link x WHERE x.record_type = 'review' AND x.record_id = b.id AND x.item = i.code
    AND x.removed_at IS NULL)
  OR EXISTS (SELECT FROM rectification x JOIN outcome o ON o.id = x.outcome_id WHERE o.candidate_id = b.candidate_id
    AND x.recorded_at > b.earlier_at AND x.recorded_at <= b.signed_at)
  OR EXISTS (SELECT FROM jsonb_array_elements(i.after -> 'facts') f
    WHERE f ->> 'effect' > to_char(b.earlier_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD'))
  OR (i.before ->> 'answer' = 'found' AND NOT EXISTS (SELECT FROM jsonb_array_elements(i.before -> 'facts') f
    WHERE coalesce(f ->> 'statedEnd', '9999') > to_char(b.reference_date, 'YYYY-MM-DD')))`
