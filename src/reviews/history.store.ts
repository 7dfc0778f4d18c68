import type { Scope } from '../accounts/scope'
import { entryOf, type HistoryEntry, type NewEntry } from '../candidates/history/history'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'

/**
 * Every opinion as it was signed, of every round and pass, what was carried, who kept away, and what went back. Nothing of
 * it is for a township; a department reads its own.
 */
export async function reviewHistory(db: Tx, scope: Scope, candidateId: string): Promise<HistoryEntry[]> {
  if (scope.kind === 'township' || scope.kind === 'nothing') return []
  const rows = await db.$queryRaw<NewEntry[]>`
    SELECT 'signed' AS kind, v.signed_at AS at, s.name AS person, s.role, ${unit}, r.number AS round, v.pass,
           jsonb_build_object('reviewId', v.id, 'criteriaSetId', r.criteria_set_id, 'answers', v.answers,
                              'drafter', a.name,
                              'signedFor', (SELECT name FROM account WHERE id = v.signed_for_id)) AS opinion, NULL AS words
    FROM review v ${joins} JOIN account s ON s.id = v.signed_by_id LEFT JOIN account a ON a.id = v.drafted_by_id
    WHERE v.candidate_id = ${candidateId}::uuid AND v.state = 'signed' AND ${own(scope)}
    UNION ALL
    SELECT 'carried', r.issued_at, NULL, NULL, ${unit}, r.number, NULL, NULL, NULL
    FROM review v ${joins}
    WHERE v.candidate_id = ${candidateId}::uuid AND v.state = 'carried' AND ${own(scope)}
    UNION ALL
    SELECT 'recused', c.at, a.name, a.role, ${unit}, r.number, v.pass, NULL, c.words
    FROM recusal c JOIN review v ON v.id = c.review_id ${joins} JOIN account a ON a.id = c.account_id
    WHERE v.candidate_id = ${candidateId}::uuid AND ${own(scope)}`
  return [...rows.map(entryOf), ...(await recheckHistory(db, scope, candidateId))]
}

/**
 * A department is told of the rechecks that asked it, and not which other items or departments they asked, nor when the
 * last of the others answered.
 */
async function recheckHistory(db: Tx, scope: Scope, candidateId: string): Promise<HistoryEntry[]> {
  const asked = scope.kind === 'department'
  const items = asked ? Prisma.sql`'{}'::text[]` : Prisma.sql`k.items`
  const mine = asked
    ? Prisma.sql`EXISTS (SELECT FROM review v WHERE v.recheck_id = k.id AND ${own(scope)})`
    : Prisma.sql`TRUE`
  const rows = await db.$queryRaw<NewEntry[]>`
    SELECT 'recheck_opened' AS kind, k.opened_at AS at, a.name AS person, a.role, k.kind AS code, ${items} AS items, k.words,
           to_char(k.due_on, 'YYYY-MM-DD') AS day, ${asked ? Prisma.sql`NULL` : Prisma.sql`k.id::text`} AS record
    FROM recheck k JOIN account a ON a.id = k.opened_by_id
    WHERE k.candidate_id = ${candidateId}::uuid AND ${mine}
    UNION ALL
    SELECT 'recheck_' || k.state, k.closed_at, CASE WHEN k.state = 'cancelled' THEN a.name END,
           CASE WHEN k.state = 'cancelled' THEN a.role END, k.kind, ${items}, k.closing_words, NULL,
           ${asked ? Prisma.sql`NULL` : Prisma.sql`k.id::text`}
    FROM recheck k LEFT JOIN account a ON a.id = k.closed_by_id
    WHERE k.candidate_id = ${candidateId}::uuid AND k.closed_at IS NOT NULL AND k.state = ANY(${asked ? ['cancelled'] : ['answered', 'cancelled']}) AND ${mine}`
  return rows.map(entryOf)
}

const unit = Prisma.sql`jsonb_build_object('name', d.name, 'nameEn', d.name_en) AS unit`
const joins = Prisma.sql`JOIN round r ON r.id = v.round_id JOIN department d ON d.id = v.department_id`

function own(scope: Scope): Prisma.Sql {
  return scope.kind === 'department' ? Prisma.sql`v.department_id = ${scope.departmentId}::uuid` : Prisma.sql`TRUE`
}
