import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dateFromDay, dayFromDate } from '../../lib/day'
import { newId } from '../../lib/ids'
import type { Reason, StandingWord } from '../../standings/standing'
import { isSettling } from '../outcomes.store'
import { type AgendaItem, type Decided, type Decision, deliberated } from './meeting'

/** A person on the agenda as the page lists them; `standingNow` differs where something changed since. */
export type AgendaLine = AgendaItem & {
  deliberationId: string
  name: string
  township: string
  team: string
  post: string
  standingNow: StandingWord
  withdrawn: boolean
}

/** Who is not on it yet: referred, held or disputed, with no outcome under way or in force, on no other open agenda. */
export async function listUnplaced(
  db: Tx,
  cycleId: string,
): Promise<{ candidateId: string; standing: StandingWord; reasons: Reason[] }[]> {
  return db.$queryRaw`
    SELECT s.candidate_id AS "candidateId", s.standing, s.reasons
    FROM standing s
    JOIN candidate c ON c.id = s.candidate_id
    JOIN township t ON t.id = c.township_id
    JOIN team m ON m.id = c.team_id
    WHERE s.cycle_id = ${cycleId}::uuid AND s.standing = ANY(${[...deliberated]}) AND c.state <> 'withdrawn'
      AND NOT EXISTS (SELECT FROM outcome o WHERE o.candidate_id = s.candidate_id AND ${isSettling})
      AND NOT EXISTS (SELECT FROM recheck k WHERE k.candidate_id = s.candidate_id AND k.state = 'open')
      AND NOT EXISTS (SELECT FROM agenda_item a JOIN deliberation d ON d.id = a.deliberation_id
                      WHERE a.candidate_id = s.candidate_id AND d.state = 'called')
    ORDER BY t.position, t.name, m.position, m.name, c.name, c.id
    LIMIT 500`
}

/** Puts people at the end of an agenda, in this order. */
export async function appendAgenda(
  tx: Tx,
  deliberationId: string,
  people: { candidateId: string; standing: StandingWord; reasons: Reason[] }[],
): Promise<void> {
  const { _max } = await tx.agendaItem.aggregate({ where: { deliberationId }, _max: { position: true } })
  const first = (_max.position ?? 0) + 1
  await tx.agendaItem.createMany({
    data: people.map((person, place) => ({ ...person, id: newId(), deliberationId, position: first + place })),
  })
}

export type AgendaPart = { deliberationId: string; ids?: string[]; candidateId?: string }

/** The agenda in its order; with `ids`, those items alone. */
export async function listAgenda(db: Tx, part: AgendaPart): Promise<AgendaLine[]> {
  const rows = await db.$queryRaw<AgendaRow[]>`
    SELECT a.id, a.deliberation_id AS "deliberationId", a.candidate_id AS "candidateId", a.position, a.standing,
           a.reasons, a.version, a.decision, a.ground_items AS "groundItems", a.until, a.words,
           a.votes_for AS "votesFor", a.votes_against AS "votesAgainst", a.votes_abstained AS "votesAbstained",
           a.recused, c.name, t.name AS township, m.name AS team, c.position AS post,
           s.standing AS "standingNow", c.state = 'withdrawn' AS withdrawn
    FROM agenda_item a
    JOIN candidate c ON c.id = a.candidate_id
    JOIN township t ON t.id = c.township_id
    JOIN team m ON m.id = c.team_id
    JOIN standing s ON s.candidate_id = a.candidate_id
    WHERE a.deliberation_id = ${part.deliberationId}::uuid
      ${part.ids ? Prisma.sql`AND a.id = ANY(${part.ids}::uuid[])` : Prisma.empty}
    ORDER BY a.position`
  return rows.map((row) => ({ ...row, until: row.until && dayFromDate(row.until) }))
}

export async function removeItems(tx: Tx, ids: string[]): Promise<void> {
  await tx.agendaItem.deleteMany({ where: { id: { in: ids }, decision: null } })
}

/** Writes a decision where the item is still as it was shown; false when somebody was faster. */
export async function saveDecision(tx: Tx, id: string, version: number, decided: Decided): Promise<boolean> {
  const until = decided.until ? dateFromDay(decided.until) : null
  const { count } = await tx.agendaItem.updateMany({
    where: { id, version },
    data: { ...decided, until, version: version + 1 },
  })
  return count === 1
}

/** What closed meetings decided on a candidate, newest first: what a proposal may rest on. */
export async function decidedOn(
  db: Tx,
  candidateIds: string[],
): Promise<
  {
    candidateId: string
    deliberationId: string
    decision: Decision
    groundItems: string[]
    until: Date | null
    words: string
    standing: StandingWord
    documentNumber: string
    metOn: Date
  }[]
> {
  return db.$queryRaw`
    SELECT DISTINCT ON (a.candidate_id) a.candidate_id AS "candidateId", d.id AS "deliberationId", a.decision,
           a.ground_items AS "groundItems", a.until, a.words, a.standing, d.document_number AS "documentNumber",
           d.met_on AS "metOn"
    FROM agenda_item a JOIN deliberation d ON d.id = a.deliberation_id
    WHERE a.candidate_id = ANY(${candidateIds}::uuid[]) AND d.state = 'closed'
      AND a.decision NOT IN ('postponed', 'recheck')
    ORDER BY a.candidate_id, d.closed_at DESC, d.id DESC`
}

type AgendaRow = Omit<AgendaLine, 'until'> & { until: Date | null }
