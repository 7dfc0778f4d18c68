import type { Tx } from '../../db/client'
import { newId } from '../../lib/ids'
import { lockCandidates } from '../../standings/standings.store'
import type { NewTrigger } from './trigger'

/**
 * Raises triggers in one statement and gives how many are new. One that is open with the same person, department, kind,
 * words and source is not doubled, whatever its day: a ledger that is read again raises nothing. Locks the candidates,
 * so that two of the same at once find each other. `by.accountId` is null when the program raises them.
 */
export async function raiseTriggers(
  tx: Tx,
  triggers: readonly NewTrigger[],
  by: { accountId: string | null; at: Date },
): Promise<number> {
  if (triggers.length === 0) return 0
  await lockCandidates(tx, [...new Set(triggers.map(({ candidateId }) => candidateId))])
  const rows = triggers.map((trigger, place) => ({ ...trigger, id: newId(by.at.getTime()), place }))
  return tx.$executeRaw`
    INSERT INTO trigger (id, candidate_id, department_id, kind, words, source, reported_on, recorded_by_id, recorded_at)
    SELECT DISTINCT ON (n."candidateId", n."departmentId", n.kind, n.words, n.source)
           n.id, n."candidateId", n."departmentId", n.kind, n.words, n.source, n."reportedOn",
           ${by.accountId}::uuid, ${by.at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (
      id uuid, place int, "candidateId" uuid, "departmentId" uuid, kind text, words text, source text, "reportedOn" date)
    WHERE NOT EXISTS (
      SELECT FROM trigger o
      WHERE o.candidate_id = n."candidateId" AND o.department_id IS NOT DISTINCT FROM n."departmentId"
        AND o.kind = n.kind AND o.words = n.words AND o.source = n.source
        AND o.round_id IS NULL AND o.set_aside_at IS NULL)
    ORDER BY n."candidateId", n."departmentId", n.kind, n.words, n.source, n.place`
}

/**
 * The person's newest round, if it is out, and the reviews carried into it of the departments that a trigger means; none
 * of who has withdrawn.
 */
export async function carriedFor(
  tx: Tx,
  { candidateId, departmentId }: { candidateId: string; departmentId: string | null },
): Promise<{ roundId: string | null; reviewIds: string[] }> {
  const rows = await tx.$queryRaw<{ roundId: string; reviewIds: string[] }[]>`
    SELECT r.id AS "roundId", ARRAY(
      SELECT v.id::text FROM review v
      WHERE v.round_id = r.id AND v.candidate_id = ${candidateId}::uuid AND v.pass = 0 AND v.state = 'carried'
        AND (${departmentId}::uuid IS NULL OR v.department_id = ${departmentId}::uuid)
      ORDER BY v.id) AS "reviewIds"
    FROM round_candidate rc JOIN round r ON r.id = rc.round_id JOIN candidate c ON c.id = rc.candidate_id
    WHERE rc.candidate_id = ${candidateId}::uuid AND r.state = 'issued' AND c.state <> 'withdrawn'
      AND NOT EXISTS (SELECT FROM round_candidate x JOIN round n ON n.id = x.round_id
                      WHERE x.candidate_id = rc.candidate_id AND n.number > r.number AND n.cycle_id = r.cycle_id)`
  return rows[0] ?? { roundId: null, reviewIds: [] }
}

/** Carried → unsigned, table `review`. The origin stays named: it is what was carried, and counts until it is answered. */
export async function askAnew(tx: Tx, reviewIds: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE review SET state = 'unsigned', version = version + 1
    WHERE id = ANY(${reviewIds}::uuid[]) AND state = 'carried'`
}

export async function markTakenUp(tx: Tx, id: string, roundId: string): Promise<void> {
  await tx.trigger.update({ where: { id }, data: { roundId } })
}

export async function markSetAside(tx: Tx, id: string, aside: { by: string; at: Date; words: string }): Promise<void> {
  const { by: setAsideById, at: setAsideAt, words: setAsideWords } = aside
  await tx.trigger.update({ where: { id }, data: { setAsideById, setAsideAt, setAsideWords } })
}

/** Departments asked in the round that had signed before the trigger was recorded. */
export async function signedBefore(
  tx: Tx,
  given: { candidateId: string; departmentId: string | null; roundId: string; recordedAt: Date },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT v.department_id AS id FROM review v
    WHERE v.round_id = ${given.roundId}::uuid AND v.candidate_id = ${given.candidateId}::uuid AND v.pass = 0
      AND v.state = 'signed' AND v.signed_at < ${given.recordedAt}
      AND (${given.departmentId}::uuid IS NULL OR v.department_id = ${given.departmentId}::uuid)
    ORDER BY v.department_id`
  return rows.map(({ id }) => id)
}

export async function candidateState(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.candidate.findUnique({ where: { id }, select: { state: true } })
  return row?.state ?? null
}

/**
 * Whether a trigger's papers are kept from a department's account: it keeps away from the person, or all departments are
 * meant and its own was never asked about them.
 */
export async function holdsBack(
  tx: Tx,
  { accountId, departmentId: own }: { accountId: string; departmentId: string | null },
  { candidateId, departmentId }: { candidateId: string; departmentId: string | null },
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ asked: boolean; away: boolean }[]>`
    SELECT count(*) > 0 AS asked, count(x.account_id) > 0 AS away
    FROM review v LEFT JOIN recusal x ON x.review_id = v.id AND x.account_id = ${accountId}::uuid
    WHERE v.candidate_id = ${candidateId}::uuid AND v.department_id = ${own}::uuid`
  const { asked, away } = rows[0]!
  return away || (departmentId === null && !asked)
}

export type ReviewToRequest = { candidateId: string; name: string; state: string; withdrawn: boolean; asked: boolean }

/**
 * A review as its department asks to look again; `asked`: it is asked about this person at this moment anyway, by a round
 * that is out or a recheck that is open.
 */
export async function reviewOfDepartment(
  tx: Tx,
  departmentId: string | null,
  reviewId: string,
): Promise<ReviewToRequest | null> {
  const rows = await tx.$queryRaw<ReviewToRequest[]>`
    SELECT c.id AS "candidateId", c.name, v.state, c.state = 'withdrawn' AS withdrawn,
           EXISTS (SELECT FROM review o JOIN round r ON r.id = o.round_id LEFT JOIN recheck k ON k.id = o.recheck_id
                   WHERE o.candidate_id = v.candidate_id AND o.department_id = v.department_id AND o.state = 'unsigned'
                     AND coalesce(k.state = 'open', r.state = 'issued')) AS asked
    FROM review v JOIN candidate c ON c.id = v.candidate_id
    WHERE v.id = ${reviewId}::uuid AND v.department_id = ${departmentId}::uuid`
  return rows[0] ?? null
}
