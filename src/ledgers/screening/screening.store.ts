import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { hits, type HitsOf, inState, isNamesake, strongestFirst } from '../hits/hits.store'
import type { Pair } from '../hits/hit'
import { fingerprint, joins } from '../hits/matching.store'
import type { KindKey } from '../kind'

/** One ledger of a department and how far its people have been screened against it; `rows` are its newest version's. */
export type Screened = {
  ledgerId: string
  kind: KindKey
  rows: number
  comparedAt: Date | null
  compared: number
  open: number
  namesakes: number
  same: number
  notSame: number
}

/** How many people the department was asked about in this cycle, and every ledger that it has, in the order of kinds. */
export async function screeningOf(db: Tx, of: HitsOf): Promise<{ people: number; ledgers: Screened[] }> {
  const { departmentId, cycleId } = of
  const asked = Prisma.sql`c.cycle_id = ${cycleId}::uuid AND c.state <> 'withdrawn'
    AND EXISTS (SELECT FROM review v WHERE v.candidate_id = c.id AND v.department_id = ${departmentId}::uuid)`
  const people = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM candidate c WHERE ${asked}`
  const ledgers = await db.$queryRaw<Screened[]>`
    WITH turns AS MATERIALIZED (SELECT k.turn FROM candidate c ${joins} WHERE ${asked} AND k.made_from = ${fingerprint}),
    found AS (
      SELECT h.ledger_id, count(*) FILTER (WHERE ${inState('open')}) AS open,
        count(*) FILTER (WHERE ${inState('open')} AND ${isNamesake}) AS namesakes,
        count(*) FILTER (WHERE ${inState('same')}) AS same, count(*) FILTER (WHERE ${inState('not_same')}) AS not_same
      FROM ${hits(of)} GROUP BY h.ledger_id)
    SELECT l.id AS "ledgerId", l.kind, v.rows, l.compared_at AS "comparedAt",
      (SELECT count(*) FROM turns WHERE turns.turn <= l.compared_turn)::int AS compared,
      coalesce(f.open, 0)::int AS open, coalesce(f.namesakes, 0)::int AS namesakes, coalesce(f.same, 0)::int AS same,
      coalesce(f.not_same, 0)::int AS "notSame"
    FROM ledger l JOIN ledger_version v ON v.ledger_id = l.id AND v.number = l.latest
    LEFT JOIN found f ON f.ledger_id = l.id
    WHERE l.department_id = ${departmentId}::uuid ORDER BY l.kind`
  return { people: people[0]!.count, ledgers }
}

/** The open hit to look at after one; the first where there is none after it, null when no other is open. */
export async function nextOpenHit(db: Tx, of: HitsOf, kind: KindKey | '', after: Pair | null): Promise<Pair | null> {
  const here = after
    ? Prisma.sql`(h.row_id = ${after.rowId}::uuid AND h.candidate_id = ${after.candidateId}::uuid)`
    : Prisma.sql`FALSE`
  const ofKind = kind ? Prisma.sql`l.kind = ${kind}` : Prisma.sql`TRUE`
  const rows = await db.$queryRaw<Pair[]>`
    WITH line AS (
      SELECT h.row_id, h.candidate_id, ${here} AS here, row_number() OVER (ORDER BY ${strongestFirst}) AS place
      FROM ${hits(of)} WHERE (${inState('open')} AND ${ofKind}) OR ${here})
    SELECT row_id AS "rowId", candidate_id AS "candidateId" FROM line WHERE NOT here
    ORDER BY place < coalesce((SELECT place FROM line WHERE here), 0), place LIMIT 1`
  return rows[0] ?? null
}
