import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dateFromDay, dayFromDate } from '../../lib/day'
import { filtered, joins } from '../queue/queue.store'
import type { Holding } from '../split/held.store'
import type { Draft } from '../reviews.store'
import type { AnsweringBasis, Choice, Method, People } from './together'

/** Reviews of one department in one round that are chosen, in the order of the county's lists, `most` at most. */
export async function chosenIds(
  db: Tx,
  of: Holding & { departmentId: string | null; roundId: string; people: People },
  most: number,
): Promise<string[]> {
  const { filter, ids } = of.people
  const chosen = ids ? Prisma.sql`v.id = ANY(${ids}::uuid[])` : filtered(filter, of)
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT v.id FROM review v ${joins}
    WHERE v.department_id = ${of.departmentId}::uuid AND r.id = ${of.roundId}::uuid AND ${chosen}
    ORDER BY p.position, p.name, t.position, t.name, c.name, v.pass, v.id LIMIT ${most}`
  return rows.map(({ id }) => id)
}

export type NewAnswering = Omit<Choice, 'people'> & { id: string; departmentId: string; accountId: string; at: Date }

/** False when the act is there already: a twin that is under way is waited for. */
export async function insertAnswering(tx: Tx, { basis, ...act }: NewAnswering): Promise<boolean> {
  const consultedOn = dateFromDay(basis.consultedOn)
  const { count } = await tx.answering.createMany({ data: [{ ...act, ...basis, consultedOn }], skipDuplicates: true })
  return count > 0
}

/** What an act wrote into one review, and who had drafted it before. */
export type AnsweredReview = {
  reviewId: string
  codes: string[]
  kept: string[]
  version: number
  draftedBeforeId: string | null
  draftedBeforeAt: Date | null
  takenBack: boolean
}

export async function insertAnswered(tx: Tx, answeringId: string, reviews: AnsweredReview[]): Promise<void> {
  await tx.answeringReview.createMany({ data: reviews.map((review) => ({ answeringId, ...review })) })
}

/** When the reviews were drafted last, by id. */
export async function draftedTimes(tx: Tx, ids: string[]): Promise<Map<string, Date | null>> {
  const rows = await tx.review.findMany({ where: { id: { in: ids } }, select: { id: true, draftedAt: true } })
  return new Map(rows.map(({ id, draftedAt }) => [id, draftedAt]))
}

export type Answering = AnsweringBasis & {
  id: string
  roundId: string
  roundNumber: number
  accountId: string
  by: string
  items: string[]
  at: Date
  takenBackAt: Date | null
  takenBackBy: string | null
  /** How many reviews it answered. */
  people: number
}

/** The act, or null where it does not exist for this department. */
export async function findAnswering(db: Tx, departmentId: string | null, id: string): Promise<Answering | null> {
  const found = await listed(db, Prisma.sql`g.department_id = ${departmentId}::uuid AND g.id = ${id}::uuid`)
  return found[0] ?? null
}

/** The department's newest acts of a cycle. */
export async function listAnswerings(db: Tx, of: { departmentId: string | null; cycleId: string }) {
  return listed(db, Prisma.sql`g.department_id = ${of.departmentId}::uuid AND r.cycle_id = ${of.cycleId}::uuid`)
}

/** Locks the act, so that two who take it back do so one after the other. */
export async function lockAnswering(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM answering WHERE id = ${id}::uuid FOR UPDATE`
}

export async function answeredReviews(db: Tx, answeringId: string): Promise<AnsweredReview[]> {
  return db.answeringReview.findMany({ where: { answeringId }, orderBy: { reviewId: 'asc' } })
}

/** The act is taken back, and with it the answers in these reviews. */
export async function markTakenBack(tx: Tx, id: string, back: { by: string; at: Date; reviewIds: string[] }) {
  await tx.answering.update({ where: { id }, data: { takenBackAt: back.at, takenBackById: back.by } })
  const where = { answeringId: id, reviewId: { in: back.reviewIds } }
  await tx.answeringReview.updateMany({ where, data: { takenBack: true } })
}

/** Drafts without the answers that were taken back; a file that was sent back stays so. */
export type TakenBack = Pick<Draft, 'id' | 'answers' | 'mark'> & { draftedById: string | null; draftedAt: Date | null }

export async function saveTakenBack(tx: Tx, drafts: TakenBack[]): Promise<void> {
  const rows = drafts.map(({ mark: { complete, flagged }, ...draft }) => ({ ...draft, complete, flagged }))
  await tx.$executeRaw`
    UPDATE review v
    SET answers = d.answers, complete = d.complete, flagged = d.flagged, drafted_by_id = d."draftedById",
        drafted_at = d."draftedAt", version = v.version + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS d (id uuid, answers jsonb, complete boolean, flagged boolean, "draftedById" uuid, "draftedAt" timestamptz)
    WHERE v.id = d.id`
}

/** As many as a page shows. */
const mostListed = 20

async function listed(db: Tx, condition: Prisma.Sql): Promise<Answering[]> {
  const rows = await db.$queryRaw<(Omit<Answering, 'consultedOn'> & { consultedOn: Date; method: Method })[]>`
    SELECT g.id, g.round_id AS "roundId", r.number AS "roundNumber", g.account_id AS "accountId", a.name AS by, g.items,
           g.source, g.consulted_on AS "consultedOn", g.method, g.ground, g.at, g.taken_back_at AS "takenBackAt",
           b.name AS "takenBackBy",
           (SELECT count(*)::int FROM answering_review k WHERE k.answering_id = g.id) AS people
    FROM answering g JOIN round r ON r.id = g.round_id JOIN account a ON a.id = g.account_id
    LEFT JOIN account b ON b.id = g.taken_back_by_id
    WHERE ${condition} ORDER BY g.at DESC, g.id DESC LIMIT ${mostListed}`
  return rows.map((row) => ({ ...row, consultedOn: dayFromDate(row.consultedOn) }))
}
