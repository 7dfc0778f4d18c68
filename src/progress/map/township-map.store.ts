import type { Tx } from '../../db/client'
import { stageColumn } from '../progress.store'
import type { ShownStage } from '../../candidates/transitions'

/** `stage` is null in a team where nobody has been put forward: a gap that must show. */
export type TeamCount = { teamId: string; team: string; stage: ShownStage | null; people: number }

/** Files of one township by team and stage. */
export async function countByTeam(db: Tx, cycleId: string, townshipId: string): Promise<TeamCount[]> {
  return db.$queryRaw<TeamCount[]>`
    SELECT t.id AS "teamId", t.name AS team, x.stage, coalesce(x.people, 0) AS people
    FROM team t LEFT JOIN (
      SELECT c.team_id, ${stageColumn} AS stage, count(*)::int AS people
      FROM candidate c LEFT JOIN standing s ON s.candidate_id = c.id
      WHERE c.cycle_id = ${cycleId}::uuid AND c.township_id = ${townshipId}::uuid GROUP BY 1, 2) x ON x.team_id = t.id
    WHERE t.township_id = ${townshipId}::uuid
    ORDER BY t.position, t.name`
}
