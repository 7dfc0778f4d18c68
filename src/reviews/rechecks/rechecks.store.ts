import type { Tx } from '../../db/client'
import { dateFromDay } from '../../lib/day'
import type { Answers } from '../review'
import type { OpenRecheck, RecheckPlan } from './recheck'
import type { RecheckState } from './transitions'

export type LatestRound = { roundId: string; withdrawn: boolean }

/** The newest round that a candidate has been sent out in. */
export async function latestRoundOf(tx: Tx, candidateId: string): Promise<LatestRound | null> {
  const rows = await tx.$queryRaw<LatestRound[]>`
    SELECT r.id AS "roundId", c.state = 'withdrawn' AS withdrawn
    FROM round_candidate rc JOIN round r ON r.id = rc.round_id JOIN candidate c ON c.id = rc.candidate_id
    WHERE rc.candidate_id = ${candidateId}::uuid ORDER BY r.number DESC LIMIT 1`
  return rows[0] ?? null
}

export async function openRechecksOf(tx: Tx, candidateId: string): Promise<OpenRecheck[]> {
  return tx.$queryRaw<OpenRecheck[]>`
    SELECT k.id, k.kind, k.items,
           ARRAY(SELECT v.department_id::text FROM review v WHERE v.recheck_id = k.id) AS "departmentIds"
    FROM recheck k WHERE k.candidate_id = ${candidateId}::uuid AND k.state = 'open' ORDER BY k.opened_at`
}

/** A department as a recheck finds it: what it signed last, whether the round still waits for it, and the next pass. */
export type AskedDepartment = {
  id: string
  key: string
  originId: string | null
  answers: Answers | null
  waitedFor: boolean
  nextPass: number
}

/** Those of the departments that take part in the round. */
export async function askedDepartments(
  tx: Tx,
  { candidateId, roundId, departmentIds }: { candidateId: string; roundId: string; departmentIds: string[] },
): Promise<AskedDepartment[]> {
  return tx.$queryRaw<AskedDepartment[]>`
    SELECT d.id, d.key, origin.id AS "originId", origin.answers,
           EXISTS (SELECT FROM review v JOIN round r ON r.id = v.round_id
                   WHERE v.round_id = rd.round_id AND v.department_id = d.id AND v.candidate_id = ${candidateId}::uuid
                     AND v.pass = 0 AND v.state IN ('unsigned', 'returned') AND r.state = 'issued') AS "waitedFor",
           (SELECT coalesce(max(v.pass), 0) + 1 FROM review v
            WHERE v.round_id = rd.round_id AND v.department_id = d.id AND v.candidate_id = ${candidateId}::uuid)::int
             AS "nextPass"
    FROM round_department rd
    JOIN department d ON d.id = rd.department_id
    LEFT JOIN LATERAL (
      SELECT v.id, v.answers FROM review v JOIN round r ON r.id = v.round_id
      WHERE v.candidate_id = ${candidateId}::uuid AND v.department_id = d.id AND v.state = 'signed'
      ORDER BY r.number DESC, v.pass DESC LIMIT 1) origin ON TRUE
    WHERE rd.round_id = ${roundId}::uuid AND d.id = ANY(${departmentIds}::uuid[])
    ORDER BY rd.position`
}

export async function insertRecheck(tx: Tx, plan: RecheckPlan & { id: string; roundId: string }): Promise<void> {
  const { id, candidateId, roundId, kind, items, words, dueOn, openedById, openedAt } = plan
  const days = { dueOn: dateFromDay(dueOn), openedAt }
  await tx.recheck.create({ data: { id, candidateId, roundId, kind, items, words, openedById, ...days } })
}

export type RecheckReview = {
  id: string
  roundId: string
  candidateId: string
  departmentId: string
  recheckId: string
  originId: string | null
  pass: number
  answers: Answers
  flagged: boolean
}

export async function insertRecheckReviews(tx: Tx, reviews: RecheckReview[]): Promise<void> {
  await tx.review.createMany({ data: reviews })
}

export type LockedRecheck = { id: string; candidateId: string; kind: OpenRecheck['kind']; state: RecheckState }

/** The recheck, its candidate locked before it; null when there is none. */
export async function lockRecheck(tx: Tx, id: string): Promise<LockedRecheck | null> {
  await tx.$queryRaw`
    SELECT c.id FROM candidate c WHERE c.id = (SELECT candidate_id FROM recheck WHERE id = ${id}::uuid) FOR UPDATE`
  const rows = await tx.$queryRaw<LockedRecheck[]>`
    SELECT id, candidate_id AS "candidateId", kind, state FROM recheck WHERE id = ${id}::uuid FOR UPDATE`
  return rows[0] ?? null
}

/** Ends the open rechecks of these reviews whose every department has signed; gives their ids. */
export async function markAnswered(tx: Tx, reviewIds: string[], by: string, at: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE recheck k SET state = 'answered', closed_at = ${at}, closed_by_id = ${by}::uuid
    WHERE k.state = 'open' AND k.id IN (SELECT recheck_id FROM review WHERE id = ANY(${reviewIds}::uuid[]))
      AND NOT EXISTS (SELECT FROM review v WHERE v.recheck_id = k.id AND v.state <> 'signed')
    RETURNING k.id`
  return rows.map(({ id }) => id)
}

/** Ends a recheck unanswered; without words when another one took its place. A file sent back within it is let go. */
export async function markCancelled(
  tx: Tx,
  { id, by, at, words }: { id: string; by: string; at: Date; words: string | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE recheck SET state = 'cancelled', closed_at = ${at}, closed_by_id = ${by}::uuid, closing_words = ${words}
    WHERE id = ${id}::uuid`
  await tx.$executeRaw`
    UPDATE review SET state = 'unsigned', version = version + 1
    WHERE recheck_id = ${id}::uuid AND state = 'returned'`
}

/** Who kept away from a department's earlier reviews of the person keeps away from these, too. */
export async function copyRecusals(tx: Tx, reviewIds: string[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO recusal (review_id, account_id, at, words)
    SELECT DISTINCT ON (v.id, x.account_id) v.id, x.account_id, x.at, x.words
    FROM review v
    JOIN review e ON e.candidate_id = v.candidate_id AND e.department_id = v.department_id AND e.id <> v.id
    JOIN recusal x ON x.review_id = e.id
    WHERE v.id = ANY(${reviewIds}::uuid[]) ORDER BY v.id, x.account_id, x.at DESC
    ON CONFLICT DO NOTHING`
}

/** An account with its department, as far as it has one. */
export type DepartmentAccount = { departmentId: string | null; accountId: string }

/** Whether a recheck asks this department, and this account of it does not keep away from it. */
export async function isAccountAsked(
  db: Tx,
  recheckId: string | null,
  { departmentId, accountId }: DepartmentAccount,
): Promise<boolean> {
  const rows = await db.$queryRaw<{ asked: boolean }[]>`
    SELECT count(*) > 0 AND count(x.account_id) = 0 AS asked
    FROM review v LEFT JOIN recusal x ON x.review_id = v.id AND x.account_id = ${accountId}::uuid
    WHERE v.recheck_id = ${recheckId}::uuid AND v.department_id = ${departmentId}::uuid`
  return rows[0]!.asked
}
