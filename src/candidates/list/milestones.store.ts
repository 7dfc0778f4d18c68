import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { Milestone } from './milestone'

/** An outcome of `candidate c` is in force. */
export const isDecided = Prisma.sql`
  EXISTS (SELECT FROM outcome o WHERE o.candidate_id = c.id AND o.state = 'approved' AND o.stale_at IS NULL)`

/** The milestone of `candidate c` with its `standing s`: lists filter by it, and the map counts by it. */
export const milestoneColumn = Prisma.sql`CASE
  WHEN c.state IN ('withdrawn', 'not_recommended') THEN 'left'
  WHEN c.state IN ('draft', 'submitted') THEN c.state
  WHEN c.state = 'returned' OR s.standing = 'returned' THEN 'correcting'
  WHEN s.standing IS NULL THEN 'passed'
  WHEN EXISTS (SELECT FROM outcome o WHERE o.candidate_id = c.id AND o.state = 'proposed') THEN 'proposed'
  WHEN ${isDecided} THEN 'decided'
  WHEN s.standing = 'waiting' THEN 'in_review'
  WHEN s.standing IN ('clear', 'bar') THEN 'to_conclude'
  ELSE 'to_settle' END`

export type MilestoneCount = { townshipId: string; township: string; milestone: Milestone; people: number }

/** People of a cycle by township and milestone: at most townships × ten rows. Townships without anybody are there too. */
export async function countMilestones(db: Tx, cycleId: string): Promise<(MilestoneCount | EmptyTownship)[]> {
  return db.$queryRaw`
    SELECT t.id AS "townshipId", t.name AS township, m.milestone, coalesce(m.people, 0) AS people
    FROM township t LEFT JOIN (
      SELECT c.township_id, ${milestoneColumn} AS milestone, count(*)::int AS people
      FROM candidate c LEFT JOIN standing s ON s.candidate_id = c.id
      WHERE c.cycle_id = ${cycleId}::uuid GROUP BY 1, 2) m ON m.township_id = t.id
    ORDER BY t.position, t.name`
}

type EmptyTownship = { townshipId: string; township: string; milestone: null; people: 0 }
