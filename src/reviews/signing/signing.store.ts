import type { CriteriaSet, TermDays } from '../../criteria/criteria'
import { findCriteria } from '../../criteria/criteria.store'
import type { Tx } from '../../db/client'
import { dayFromDate, type Day } from '../../lib/day'
import { judgedColumns } from '../judged.store'
import { joins, mine, type QueueOf } from '../queue/queue.store'
import { type DeskOf, isReady, placedPage } from '../signatory/sections.store'
import type { Placed, SectionCounts } from '../signatory/section'
import type { Signable } from './signing'

/** What the answers of a round are measured by; the department's key is the same for all of them. */
export type RoundMeasure = { roundId: string; criteria: CriteriaSet; terms: TermDays; referenceDate: Day }

/** A finished draft and where it stands on the signatory's desk. */
export type ReadyRow = Signable & { place: Placed }

/** Finished drafts of a department in the order of its signatory's desk: `own` are those that this account drafted. */
export async function listReady(
  db: Tx,
  of: DeskOf,
  page: { skip: number; take: number },
): Promise<{ rows: ReadyRow[]; sections: SectionCounts; total: number; flagged: number; own: number }> {
  const { placed, sections, own } = await placedPage(db, of, page)
  const ids = placed.map(({ id }) => id)
  const found = new Map((await findSignables(db, of.departmentId, ids)).map((review) => [review.id, review]))
  const rows = placed.flatMap((place) => (found.has(place.id) ? [{ ...found.get(place.id)!, place }] : []))
  const total = Object.values(sections).reduce((sum, section) => sum + section.total, 0)
  return { rows, sections, total, flagged: sections.flagged.total, own }
}

/** Every finished draft that this account may sign. */
export async function readyIds(db: Tx, of: QueueOf): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT v.id FROM review v ${joins}
    WHERE ${mine(of)} AND ${isReady} AND c.state <> 'withdrawn'
      AND v.drafted_by_id <> ${of.accountId}::uuid`
  return rows.map(({ id }) => id)
}

/** These reviews of the department, flagged ones first; ids of others are not among them. */
export async function findSignables(db: Tx, departmentId: string | null, ids: string[]): Promise<Signable[]> {
  return db.$queryRaw<Signable[]>`
    SELECT v.id, v.candidate_id AS "candidateId", v.version, v.answers, v.flagged, a.name AS "draftedBy",
           v.signed_by_id AS "signedById", r.id AS "roundId", c.name, p.name AS township, t.name AS team,
           (SELECT coalesce(string_agg(l.id::text, ',' ORDER BY l.id), '') FROM evidence_link l
            WHERE l.record_type = 'review' AND l.record_id = v.id AND l.removed_at IS NULL) AS papers,
           ${judgedColumns}
    FROM review v ${joins} LEFT JOIN account a ON a.id = v.drafted_by_id
    WHERE v.id = ANY(${ids}::uuid[]) AND v.department_id = ${departmentId}::uuid
    ORDER BY v.flagged DESC, p.position, p.name, t.position, t.name, c.name, v.id`
}

/** Locks reviews in id order; their candidates have been locked before. */
export async function lockReviews(tx: Tx, ids: string[]): Promise<void> {
  await tx.$queryRaw`SELECT id FROM review WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
}

export async function candidatesOf(tx: Tx, departmentId: string | null, ids: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT candidate_id AS id FROM review
    WHERE id = ANY(${ids}::uuid[]) AND department_id = ${departmentId}::uuid`
  return rows.map(({ id }) => id)
}

/** Freezes the answers: from here on nothing updates the row. */
export async function markSigned(
  tx: Tx,
  ids: string[],
  signed: { by: string; forId?: string | null; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE review SET state = 'signed', signed_by_id = ${signed.by}::uuid,
                      signed_for_id = ${signed.forId ?? null}::uuid, signed_at = ${signed.at},
                      version = version + 1
    WHERE id = ANY(${ids}::uuid[])`
}

/** What each round measures answers by. */
export async function roundMeasures(db: Tx, roundIds: string[]): Promise<Map<string, RoundMeasure>> {
  const rounds = await db.round.findMany({ where: { id: { in: roundIds } }, include: { cycle: true } })
  const measures = new Map<string, RoundMeasure>()
  // One after the other: a transaction has one connection.
  for (const { id, cycle, criteriaSetId, referenceDate } of rounds) {
    const terms = { cycleStart: dayFromDate(cycle.startsOn), lastTermStart: dayFromDate(cycle.lastTermStart) }
    const criteria = (await findCriteria(db, criteriaSetId))!
    measures.set(id, { roundId: id, criteria, terms, referenceDate: dayFromDate(referenceDate) })
  }
  return measures
}
