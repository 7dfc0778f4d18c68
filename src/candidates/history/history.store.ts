import type { Scope } from '../../accounts/scope'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { entryOf, type HistoryEntry, mostSteps, type NewEntry } from './history'

/** How the file came in and what was done with it; looks at the whole number; papers. A department's doings are its own. */
export async function fileHistory(db: Tx, scope: Scope, candidateId: string): Promise<HistoryEntry[]> {
  const rows = await db.$queryRaw<NewEntry[]>`
    ${events(scope, candidateId)} UNION ALL ${looks(scope, candidateId)} UNION ALL ${papers(candidateId)}
    ORDER BY at DESC LIMIT ${mostSteps}::int`
  return rows.map(entryOf)
}

/** The names of teams, for a file that changed its team. */
export async function teamNames(db: Tx, ids: string[]): Promise<Map<string, string>> {
  const rows = await db.team.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

// That a file went out is told by its round, with the number.
function events(scope: Scope, candidateId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT e.kind, e.at, ${doer(scope)}, e.words, e.changes
    FROM candidate_event e JOIN account a ON a.id = e.account_id LEFT JOIN department d ON d.id = a.department_id
    WHERE e.candidate_id = ${candidateId}::uuid AND e.kind <> 'issue' AND ${ownOrNone(scope)}`
}

function looks(scope: Scope, candidateId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT 'number_shown', e.at, ${doer(scope)}, NULL, NULL
    FROM audit_entry e JOIN account a ON a.id = e.actor_id LEFT JOIN department d ON d.id = a.department_id
    WHERE e.record_type = 'candidate' AND e.record_id = ${candidateId} AND e.act = 'candidate.number_shown'
      AND ${ownLooks(scope)}`
}

function papers(candidateId: string): Prisma.Sql {
  const kinds = [
    ['attached', 'attached'],
    ['detached', 'removed'],
  ] as const
  return Prisma.join(
    kinds.map(
      ([kind, column]) => Prisma.sql`
        SELECT ${kind}::text, l.${Prisma.raw(`${column}_at`)}, a.name, a.role, NULL::jsonb, l.file_name, NULL
        FROM evidence_link l JOIN account a ON a.id = l.${Prisma.raw(`${column}_by_id`)}
        WHERE l.record_type = 'candidate' AND l.record_id = ${candidateId}::uuid`,
    ),
    ' UNION ALL ',
  )
}

/** A township never learns which department, or who of it, did something. */
function doer(scope: Scope): Prisma.Sql {
  const unit = Prisma.sql`CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('name', d.name, 'nameEn', d.name_en) END`
  if (scope.kind !== 'township') return Prisma.sql`a.name AS person, e.role, ${unit} AS unit`
  return Prisma.sql`
    CASE WHEN d.id IS NULL THEN a.name END AS person, CASE WHEN d.id IS NULL THEN e.role END AS role, NULL::jsonb AS unit`
}

/** What another department did with the file is not told to a department. */
function ownOrNone(scope: Scope): Prisma.Sql {
  if (scope.kind !== 'department') return Prisma.sql`TRUE`
  return Prisma.sql`(a.department_id IS NULL OR a.department_id = ${scope.departmentId}::uuid)`
}

function ownLooks(scope: Scope): Prisma.Sql {
  if (scope.kind === 'department') return Prisma.sql`a.department_id = ${scope.departmentId}::uuid`
  if (scope.kind === 'township') return Prisma.sql`a.township_id = ${scope.townshipId}::uuid`
  return Prisma.sql`TRUE`
}
