import type { Tx } from '../../db/client'
import { settledCandidates } from '../outcomes.store'
import { type AgendaLine, listAgenda } from './agenda.store'
import { isOutcome } from './meeting'

/** What closed minutes decided and nobody has proposed yet: on people whose standing is still the one decided on. */
export async function openDecisions(db: Tx, deliberationId: string): Promise<AgendaLine[]> {
  const agenda = (await listAgenda(db, { deliberationId })).filter(isOutcome)
  const settled = await settledCandidates(
    db,
    agenda.map(({ candidateId }) => candidateId),
  )
  return agenda.filter(
    (line) => !settled.has(line.candidateId) && !line.withdrawn && line.standing === line.standingNow,
  )
}

/** Disputes that the meeting sent back and that nobody has sent yet. */
export async function openRechecks(db: Tx, deliberationId: string): Promise<number> {
  const rows = await db.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people
    FROM agenda_item a JOIN standing s ON s.candidate_id = a.candidate_id
    WHERE a.deliberation_id = ${deliberationId}::uuid AND a.decision = 'recheck' AND s.standing = 'disputed'
      AND NOT EXISTS (SELECT FROM recheck k WHERE k.candidate_id = a.candidate_id AND k.state = 'open')`
  return rows[0]!.people
}
