import type { Scope } from '../../accounts/scope'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { entryOf, type HistoryEntry, mostSteps, type NewEntry } from './history'

/**
 * Whoever took a workbook that names the person with the whole ID number, each time they took it. What a department took
 * is told to that department and the county, what a township took to that township and the county.
 */
export async function copyHistory(db: Tx, scope: Scope, candidateId: string): Promise<HistoryEntry[]> {
  const rows = await db.$queryRaw<NewEntry[]>`
    SELECT CASE x.source_type WHEN 'packet' THEN 'packet_downloaded' ELSE 'export_taken' END AS kind, e.at,
      a.name AS person, e.role, r.number AS round,
      CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('name', d.name, 'nameEn', d.name_en) END AS unit
    FROM export_person x
    JOIN audit_entry e ON e.record_type = x.source_type AND e.record_id = x.source_id::text
      AND e.act IN ('packet.downloaded', 'candidate.number_shown')
    JOIN account a ON a.id = e.actor_id
    LEFT JOIN packet k ON x.source_type = 'packet' AND k.id = x.source_id LEFT JOIN round r ON r.id = k.round_id
    LEFT JOIN department d ON d.id = k.department_id
    WHERE x.candidate_id = ${candidateId}::uuid AND ${own(scope)}
    ORDER BY e.at DESC LIMIT ${mostSteps}::int`
  return rows.map(entryOf)
}

function own(scope: Scope): Prisma.Sql {
  if (scope.kind === 'department') return Prisma.sql`d.id = ${scope.departmentId}::uuid`
  if (scope.kind === 'township') return Prisma.sql`a.township_id = ${scope.townshipId}::uuid`
  return Prisma.sql`TRUE`
}
