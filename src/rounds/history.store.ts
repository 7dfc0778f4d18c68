import type { Scope } from '../accounts/scope'
import { entryOf, type HistoryEntry, type NewEntry } from '../candidates/history/history'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'

/** The rounds that the person went out in; for the county also why, and what became known. */
export async function roundHistory(db: Tx, scope: Scope, candidateId: string): Promise<HistoryEntry[]> {
  const rows = await db.$queryRaw<NewEntry[]>`
    SELECT 'round_issued' AS kind, r.issued_at AS at, ${scope.kind === 'township' ? Prisma.sql`NULL` : Prisma.sql`a.name`} AS person, a.role, r.number AS round,
           to_char(r.reference_date, 'YYYY-MM-DD') AS day,
           ${scope.kind === 'county' ? Prisma.sql`p.reasons` : Prisma.sql`'{}'::text[]`} AS items
    FROM round_candidate p JOIN round r ON r.id = p.round_id JOIN account a ON a.id = r.issued_by_id
    WHERE p.candidate_id = ${candidateId}::uuid AND ${isAsked(scope)}
    UNION ALL
    SELECT 'round_closed', r.closed_at, NULL, NULL, r.number, NULL, '{}'
    FROM round_candidate p JOIN round r ON r.id = p.round_id
    WHERE p.candidate_id = ${candidateId}::uuid AND r.closed_at IS NOT NULL AND ${isAsked(scope)}`
  return [...rows.map(entryOf), ...(await triggerHistory(db, scope, candidateId))]
}

/** A township is not told what became known; a department what was meant for it. */
async function triggerHistory(db: Tx, scope: Scope, candidateId: string): Promise<HistoryEntry[]> {
  if (scope.kind === 'township' || scope.kind === 'nothing') return []
  const own = scope.kind === 'department' ? Prisma.sql`t.department_id = ${scope.departmentId}::uuid` : Prisma.sql`TRUE`
  const rows = await db.$queryRaw<NewEntry[]>`
    SELECT 'trigger_recorded' AS kind, t.recorded_at AS at, a.name AS person, a.role, t.kind AS code, t.words,
           t.source AS number, to_char(t.reported_on, 'YYYY-MM-DD') AS day, NULL::int AS round, ${unit}
    FROM trigger t LEFT JOIN account a ON a.id = t.recorded_by_id LEFT JOIN department d ON d.id = t.department_id
    WHERE t.candidate_id = ${candidateId}::uuid AND ${own}
    UNION ALL
    SELECT 'trigger_taken_up', r.issued_at, NULL, NULL, t.kind, NULL, NULL, NULL, r.number, ${unit}
    FROM trigger t JOIN round r ON r.id = t.round_id LEFT JOIN department d ON d.id = t.department_id
    WHERE t.candidate_id = ${candidateId}::uuid AND ${own}
    UNION ALL
    SELECT 'trigger_set_aside', t.set_aside_at, a.name, a.role, t.kind, t.set_aside_words, NULL, NULL, NULL, ${unit}
    FROM trigger t LEFT JOIN account a ON a.id = t.set_aside_by_id LEFT JOIN department d ON d.id = t.department_id
    WHERE t.candidate_id = ${candidateId}::uuid AND t.set_aside_at IS NOT NULL AND ${own}`
  return rows.map(entryOf)
}

const unit = Prisma.sql`
  CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('name', d.name, 'nameEn', d.name_en) END AS unit`

function isAsked(scope: Scope): Prisma.Sql {
  if (scope.kind !== 'department') return Prisma.sql`TRUE`
  return Prisma.sql`EXISTS (SELECT FROM review v WHERE v.round_id = p.round_id AND v.candidate_id = p.candidate_id
    AND v.department_id = ${scope.departmentId}::uuid)`
}
