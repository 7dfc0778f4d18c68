import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dateFromDay, type Day } from '../../lib/day'
import { type RoundReason, roundReasons } from '../reason'
import type { Selectable } from './selection'

/**
 * The cycle's passed candidates, of one township or all, each with the reasons for a new round that apply on its
 * reference date, in the order of the county's lists. Who has withdrawn is never among them.
 */
export async function listSelectable(
  db: Tx,
  given: { cycleId: string; townshipId: string | null; referenceDate: Day },
): Promise<Selectable[]> {
  const township = given.townshipId ? Prisma.sql`AND c.township_id = ${given.townshipId}::uuid` : Prisma.empty
  const rows = await db.$queryRaw<Row[]>`
    WITH latest AS MATERIALIZED (${latestRounds(given.cycleId)}), answered AS MATERIALIZED (${answeredReviews(given.cycleId)})
    SELECT c.id, c.name, p.id AS "townshipId", p.name AS township, t.name AS team,
           open.id AS "openRoundId", open.number AS "openRoundNumber", coalesce(s.standing = 'returned', false) AS "sentBack",
           l.candidate_id IS NULL AS new,
           EXISTS (SELECT FROM answered a WHERE a.candidate_id = c.id AND a.outdated)
             OR EXISTS (SELECT FROM review v WHERE v.candidate_id = c.id AND v.round_id = l.round_id
                        AND v.state = 'unsigned' AND v.returned_at IS NOT NULL) AS corrected,
           coalesce(cardinality(s.waiting_for) > 0 AND o.id IS NULL, false) AS unfinished,
           coalesce(o.outcome = 'held' AND o.until <= ${dateFromDay(given.referenceDate)}::date
             AND NOT (l.issued_at > o.decided_at AND l.reference_date >= o.until), false) AS hold_ended,
           coalesce(x.outcome_id IS NOT NULL AND NOT l.issued_at > x.recorded_at, false) AS rectified,
           coalesce(o.stale_at IS NOT NULL AND NOT l.issued_at > o.stale_at AND NOT EXISTS (${ownAnswer}), false) AS stale,
           EXISTS (SELECT FROM trigger g WHERE g.candidate_id = c.id AND g.round_id IS NULL AND g.set_aside_at IS NULL)
             AS triggered,
           TRUE AS everyone, coalesce(e.result = 'elected', false) AS elected
    FROM candidate c
    JOIN township p ON p.id = c.township_id
    JOIN team t ON t.id = c.team_id
    LEFT JOIN latest l ON l.candidate_id = c.id
    LEFT JOIN standing s ON s.candidate_id = c.id
    LEFT JOIN outcome o ON o.candidate_id = c.id AND o.state = 'approved'
    LEFT JOIN (SELECT x.outcome_id, x.recorded_at FROM rectification x LEFT JOIN recheck k ON k.id = x.recheck_id
               WHERE k.id IS NULL OR k.state <> 'answered') x ON x.outcome_id = o.id AND o.outcome = 'rectify'
    LEFT JOIN election_result e ON e.candidate_id = c.id
    LEFT JOIN LATERAL (${openReview}) open ON TRUE
    WHERE c.cycle_id = ${given.cycleId}::uuid AND c.state = 'passed' ${township}
    ORDER BY p.position, p.name, t.position, t.name, c.name, c.id`
  return rows.map(toSelectable)
}

type Row = Record<RoundReason, boolean> &
  Pick<Selectable, 'id' | 'name' | 'townshipId' | 'township' | 'team' | 'sentBack'> & {
    openRoundId: string | null
    openRoundNumber: number | null
  }

/** The newest round of everybody who was in one. */
function latestRounds(cycleId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (rc.candidate_id) rc.candidate_id, r.id AS round_id, r.issued_at, r.reference_date
    FROM round_candidate rc JOIN round r ON r.id = rc.round_id
    WHERE r.cycle_id = ${cycleId}::uuid
    ORDER BY rc.candidate_id, r.number DESC`
}

/**
 * Of everybody whose file was handed in again or whose identity was corrected, each department's latest review, and
 * whether it is about the file as it was before. Others have none that could be.
 */
function answeredReviews(cycleId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (v.candidate_id, v.department_id) v.candidate_id,
           (v.state = 'returned' AND c.resubmitted_at > v.returned_at)
             OR (v.state = 'signed' AND v.signed_at <= c.identified_at) AS outdated
    FROM candidate c
    JOIN review v ON v.candidate_id = c.id AND v.state IN ('signed', 'returned')
    JOIN round r ON r.id = v.round_id
    WHERE c.cycle_id = ${cycleId}::uuid AND (c.resubmitted_at IS NOT NULL OR c.identified_at IS NOT NULL)
    ORDER BY v.candidate_id, v.department_id, r.number DESC, v.pass DESC`
}

/** A review that some department still owes: in a round that is out, or for a recheck that is open. */
const openReview = Prisma.sql`
  SELECT r.id, r.number FROM review v JOIN round r ON r.id = v.round_id LEFT JOIN recheck k ON k.id = v.recheck_id
  WHERE v.candidate_id = c.id AND v.state IN ('unsigned', 'returned')
    AND CASE WHEN k.id IS NULL THEN r.state = 'issued' ELSE k.state = 'open' END
  ORDER BY r.number DESC LIMIT 1`

/** A round since the decision changed the standing by its own answers: a new outcome is due, not one more round. */
const ownAnswer = Prisma.sql`
  SELECT FROM review v WHERE v.candidate_id = c.id AND v.round_id = l.round_id AND v.pass = 0 AND v.state = 'signed'
    AND l.issued_at > o.decided_at AND v.signed_at >= o.stale_at`

function toSelectable({ openRoundId, openRoundNumber, ...row }: Row): Selectable {
  const { id, name, townshipId, township, team, sentBack } = row
  // What was corrected is waited for too: one word says it.
  const isTrue = (reason: RoundReason) => row[reason] && !(reason === 'unfinished' && row.corrected)
  const openRound = openRoundId ? { id: openRoundId, number: openRoundNumber! } : null
  return { id, name, townshipId, township, team, sentBack, openRound, reasons: roundReasons.filter(isTrue) }
}
