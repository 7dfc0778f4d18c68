import { isKeptAway } from '../../candidates/structure/nearness.store'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { listOrder } from '../queue/order.store'
import { isOut, joins, mine, type QueueOf, showing, stillOpen } from '../queue/queue.store'
import { draftedBefore } from '../recusal/recusal.store'
import { holder } from './held.store'
import type { Task } from './split'

export type Colleague = { id: string; name: string; role: 'reviewer' | 'signatory' }

/** Who of the department can answer, reviewers first. */
export async function colleaguesOf(db: Tx, departmentId: string | null): Promise<Colleague[]> {
  return db.$queryRaw<Colleague[]>`
    SELECT id, name, role FROM account WHERE department_id = ${departmentId}::uuid AND state = 'active'
      AND role IN ('reviewer', 'signatory') ORDER BY role, name, username`
}

/** What somebody has, or (null) nobody: what is still to be answered, and what is not signed yet. */
export type HeldCount = { accountId: string | null; todo: number; open: number }

/** As the reader sees it: what they keep away from is not counted. */
export async function heldCounts(db: Tx, of: QueueOf): Promise<HeldCount[]> {
  return db.$queryRaw<HeldCount[]>`
    SELECT ${holder} AS "accountId", (count(*) FILTER (WHERE ${showing('todo')}))::int AS todo,
           (count(*) FILTER (WHERE ${showing('open')}))::int AS open
    FROM review v ${joins} WHERE ${mine(of)} GROUP BY 1`
}

/** The same of `queue`, as a list. */
export const heldFigures = Prisma.sql`(SELECT coalesce(jsonb_agg(h), '[]') FROM (
  SELECT holder_id AS "accountId", count(*) FILTER (WHERE todo) AS todo, count(*) FILTER (WHERE open) AS open
  FROM queue GROUP BY holder_id) h)`

type TaskRow = Task & { township: string }

/** Everything that waits for the department and that nobody has drafted, in the order of the county's lists. */
export async function tasksOf(db: Tx, of: QueueOf): Promise<TaskRow[]> {
  return db.$queryRaw<TaskRow[]>`
    SELECT v.id, c.township_id AS "townshipId", p.name AS township, ${holder} AS "holderId",
           ARRAY(SELECT a.id::text FROM account a WHERE a.department_id = v.department_id AND ${isBarred}) AS barred
    FROM review v ${joins} WHERE ${isOut(of)} AND ${stillOpen} AND v.drafted_at IS NULL ORDER BY ${listOrder}`
}

/** Acts on the split of one department come one after the other. */
export async function lockSplit(tx: Tx, departmentId: string | null): Promise<void> {
  await tx.$queryRaw`SELECT id FROM department WHERE id = ${departmentId}::uuid FOR NO KEY UPDATE`
}

export type Given = { reviewId: string; accountId: string | null }

/** Writes whom each review is given to; null takes it from whoever had it. */
export async function saveAssignments(tx: Tx, given: readonly Given[], by: { byId: string; at: Date }): Promise<void> {
  const rows = JSON.stringify(given.map(({ reviewId, accountId }) => ({ review_id: reviewId, account_id: accountId })))
  await tx.$executeRaw`
    DELETE FROM assignment g USING jsonb_to_recordset(${rows}::jsonb) AS n (review_id uuid, account_id uuid)
    WHERE g.review_id = n.review_id AND n.account_id IS NULL`
  await tx.$executeRaw`
    INSERT INTO assignment (review_id, account_id, by_id, at)
    SELECT n.review_id, n.account_id, ${by.byId}::uuid, ${by.at}
    FROM jsonb_to_recordset(${rows}::jsonb) AS n (review_id uuid, account_id uuid) WHERE n.account_id IS NOT NULL
    ON CONFLICT (review_id) DO UPDATE
    SET account_id = excluded.account_id, by_id = excluded.by_id, at = excluded.at
    WHERE assignment.account_id <> excluded.account_id`
}

/**
 * What somebody keeps away from goes to the reviewer of the department who has least and may answer it; where there is
 * none, to everybody. Only what had been given to them moves.
 */
export async function passOn(tx: Tx, accountId: string, reviewIds: readonly string[], at: Date): Promise<void> {
  const rows = await tx.$queryRaw<Given[]>`
    SELECT v.id AS "reviewId", ${leastLoaded(Prisma.sql`a.id <> ${accountId}::uuid`)} AS "accountId"
    FROM assignment g JOIN review v ON v.id = g.review_id JOIN candidate c ON c.id = v.candidate_id
    WHERE g.account_id = ${accountId}::uuid AND v.id = ANY(${[...reviewIds]}::uuid[])`
  if (rows.length) await saveAssignments(tx, rows, { byId: accountId, at })
}

/**
 * Gives the reviews of a recheck to who had the person last; where that one is gone or must keep away, as who drafted a
 * disputed answer must, to the reviewer who has least. Without a split before it is everybody's.
 */
export async function followInto(tx: Tx, reviewIds: readonly string[], at: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO assignment (review_id, account_id, by_id, at)
    SELECT * FROM (
      SELECT v.id, coalesce((SELECT a.id FROM account a WHERE a.id = last.account_id AND ${mayTake}),
                            ${leastLoaded(Prisma.sql`TRUE`)}) AS account_id, last.by_id, ${at}::timestamptz
      FROM review v JOIN candidate c ON c.id = v.candidate_id CROSS JOIN LATERAL (
        SELECT g.account_id, g.by_id FROM assignment g JOIN review w ON w.id = g.review_id
        WHERE w.candidate_id = v.candidate_id AND w.department_id = v.department_id AND w.id <> v.id
        ORDER BY w.id DESC LIMIT 1) last
      WHERE v.id = ANY(${[...reviewIds]}::uuid[])) n
    WHERE n.account_id IS NOT NULL ON CONFLICT DO NOTHING`
}

/** The reviewer of the department who has least and may answer `review v`. */
function leastLoaded(also: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT a.id FROM account a WHERE a.role = 'reviewer' AND ${also} AND ${mayTake}
    ORDER BY (SELECT count(*) FROM assignment o JOIN review w ON w.id = o.review_id
              WHERE o.account_id = a.id AND w.state = 'unsigned'), a.name, a.id LIMIT 1)`
}

/** `account a` may not answer `review v` of `candidate c`. */
const isBarred = Prisma.sql`(${isKeptAway} OR ${draftedBefore}
  OR EXISTS (SELECT FROM recusal x WHERE x.review_id = v.id AND x.account_id = a.id))`

const mayTake = Prisma.sql`a.state = 'active' AND a.department_id = v.department_id AND NOT ${isBarred}`
