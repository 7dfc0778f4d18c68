import type { Tx } from '../../db/client'
import { dayFromDate } from '../../lib/day'
import { groupBy } from '../../lib/group'
import type { AnsweringBasis, Method } from './together'

/** Answers of a review that still stem from an act that answered many at once. */
export type KeptAnswers = {
  reviewId: string
  answeringId: string
  codes: string[]
  by: string
  at: Date
} & AnsweringBasis

/** By review, the acts in order; a review without is not in the map. */
export async function keptAnswersOf(db: Tx, reviewIds: readonly string[]): Promise<Map<string, KeptAnswers[]>> {
  const rows = await db.$queryRaw<KeptRow[]>`
    SELECT k.review_id AS "reviewId", g.id AS "answeringId", k.kept AS codes, a.name AS by, g.at, g.source,
           g.consulted_on AS "consultedOn", g.method, g.ground
    FROM answering_review k JOIN answering g ON g.id = k.answering_id JOIN account a ON a.id = g.account_id
    WHERE k.review_id = ANY(${[...reviewIds]}::uuid[]) AND cardinality(k.kept) > 0
    ORDER BY g.at, g.id`
  const kept = rows.map((row) => ({ ...row, consultedOn: dayFromDate(row.consultedOn) }))
  return groupBy(kept, ({ reviewId }) => reviewId)
}

/** Whoever changes an answer makes it their own: it does not stem from the act any more, whatever it says later. */
export async function releaseChanged(tx: Tx, reviewIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE answering_review k
    SET kept = ARRAY(SELECT g.code FROM unnest(k.kept) WITH ORDINALITY AS g (code, place)
                     WHERE v.answers -> g.code = '{"answer": "none", "facts": []}'::jsonb ORDER BY g.place)
    FROM review v
    WHERE v.id = k.review_id AND k.review_id = ANY(${[...reviewIds]}::uuid[]) AND cardinality(k.kept) > 0`
}

type KeptRow = Omit<KeptAnswers, 'consultedOn'> & { consultedOn: Date; method: Method }
