import type { Tx } from '../../../db/client'
import { Prisma } from '../../../db/generated/client'
import { finalStates, type ReReview, reReviewStatus, type NoticeSeen } from './re-review'

/** A status with the notice that it comes from; `noticeId` is null before there is one. */
export type ReReviewOnFile = ReReview & { outcomeId: string; candidateId: string; noticeId: string | null }

/** 复核状态 of the `ineligible` among these outcomes, by outcome: one query for a whole list. */
export async function reReviewsOf(db: Tx, outcomeIds: string[]): Promise<Map<string, ReReviewOnFile>> {
  const seen = await readSeen(db, Prisma.sql`o.id = ANY(${outcomeIds}::uuid[])`)
  return new Map(seen.map((one) => [one.outcomeId, one]))
}

/** The same of the `ineligible` in force of these candidates, by candidate. */
export async function reReviewsInForce(db: Tx, candidateIds: string[]): Promise<Map<string, ReReviewOnFile>> {
  const asked = Prisma.sql`o.state = 'approved' AND o.candidate_id = ANY(${candidateIds}::uuid[])`
  const seen = await readSeen(db, asked)
  return new Map(seen.map((one) => [one.candidateId, one]))
}

/** Invariant: outcomes that are final though the person was not told, or neither waived, let the time pass nor was answered. */
export async function finalWithoutNotice(db: Tx): Promise<string[]> {
  const ends: string[] = [...finalStates]
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM outcome o LEFT JOIN notice n ON n.outcome_id = o.id
    WHERE o.final_at IS NOT NULL AND (n.id IS NULL OR n.served_on IS NULL OR n.state <> ALL(${ends}))
    ORDER BY o.id`
  return rows.map(({ id }) => id)
}

/** The other way round: notices that have ended for good while their outcome does not say so. */
export async function endedWithoutFinal(db: Tx): Promise<string[]> {
  const ends: string[] = [...finalStates]
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT n.id FROM notice n JOIN outcome o ON o.id = n.outcome_id
    WHERE n.state = ANY(${ends}) AND o.final_at IS NULL ORDER BY n.id`
  return rows.map(({ id }) => id)
}

type Row = NoticeSeen & { outcomeId: string; candidateId: string; noticeId: string | null }

async function readSeen(db: Tx, asked: Prisma.Sql): Promise<ReReviewOnFile[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT o.id AS "outcomeId", o.candidate_id AS "candidateId", n.id AS "noticeId", n.state,
           to_char(n.served_on, 'YYYY-MM-DD') AS "servedOn", to_char(n.reply_due_on, 'YYYY-MM-DD') AS "dueOn",
           c.state = 'withdrawn' AS withdrawn
    FROM outcome o JOIN candidate c ON c.id = o.candidate_id LEFT JOIN notice n ON n.outcome_id = o.id
    WHERE o.outcome = 'ineligible' AND o.state IN ('approved', 'superseded') AND ${asked}`
  return rows.map(({ outcomeId, candidateId, noticeId, ...seen }) => {
    return { outcomeId, candidateId, noticeId, ...reReviewStatus(seen) }
  })
}
