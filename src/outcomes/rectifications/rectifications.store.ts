import type { Scope } from '../../accounts/scope'
import { inScope } from '../../candidates/candidates.store'
import type { CriteriaSet } from '../../criteria/criteria'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { orderedBy, type Orders } from '../../db/order'
import { dateFromDay, dayFromDate, type Day } from '../../lib/day'
import type { RecheckState } from '../../reviews/rechecks/transitions'
import { lockCandidates } from '../../standings/standings.store'
import type { Standing } from '../../standings/standing'
import type { Course } from './rectification'
import { type RectificationSort, rectificationSorts } from './rectification-list'
import { type DepartmentAccount, isAccountAsked } from '../../reviews/rechecks/rechecks.store'

/** One outcome `rectify` with what came of it. `demand` is what is to be put right. */
export type RectificationOnFile = Course & {
  outcomeId: string
  candidateId: string
  cycleId: string
  name: string
  township: string
  team: string
  demand: string
  groundItems: string[]
  standing: Pick<Standing, 'reasons'>
  decidedOn: Day
  proof: string | null
  recordedBy: string | null
  recordedAt: Date | null
  recheckId: string | null
  criteria: CriteriaSet['items']
}

/** In the scope, or null; an outcome of another kind, or one that was never approved, is none. */
export async function findRectification(db: Tx, scope: Scope, outcomeId: string): Promise<RectificationOnFile | null> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} ${from} WHERE ${asked} AND o.id = ${outcomeId}::uuid AND ${inScope(scope)}`
  return rows[0] ? toFile(rows[0]) : null
}

/** The same, its candidate and its outcome locked in this order. */
export async function lockRectification(tx: Tx, scope: Scope, outcomeId: string): Promise<RectificationOnFile | null> {
  const found = await findRectification(tx, scope, outcomeId)
  if (!found) return null
  await lockCandidates(tx, [found.candidateId])
  await tx.$queryRaw`SELECT id FROM outcome WHERE id = ${outcomeId}::uuid FOR UPDATE`
  return findRectification(tx, scope, outcomeId)
}

/** Those still under way in a cycle, in the order asked for, then by place; `take` at most. */
export async function listRectifications(
  db: Tx,
  scope: Scope,
  cycleId: string,
  sort: RectificationSort,
  page: { skip: number; take: number },
): Promise<RectificationOnFile[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} ${from} WHERE ${underWay} AND c.cycle_id = ${cycleId}::uuid AND ${inScope(scope)}
    ORDER BY ${orderedBy(sort, rectificationSorts, orders, ['until'])}, ${Prisma.join(place, ', ')}, o.id LIMIT ${page.take} OFFSET ${page.skip}`
  return rows.map(toFile)
}

const place = ['p.position', 'p.name', 't.position', 't.name', 'c.name'].map((column) => Prisma.raw(column))

const orders: Orders<keyof typeof rectificationSorts> = {
  until: [Prisma.sql`o.until`],
  name: [Prisma.sql`c.pinyin`],
  place,
}

export async function countRectifications(db: Tx, scope: Scope, cycleId: string): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count ${from} WHERE ${underWay} AND c.cycle_id = ${cycleId}::uuid AND ${inScope(scope)}`
  return rows[0]!.count
}

export async function saveProof(
  tx: Tx,
  { outcomeId, proof, handedInOn, by, at }: { outcomeId: string; proof: string; handedInOn: Day; by: string; at: Date },
): Promise<void> {
  const said = { proof, handedInOn: dateFromDay(handedInOn), recordedById: by, recordedAt: at, recheckId: null }
  await tx.rectification.upsert({ where: { outcomeId }, create: { outcomeId, ...said }, update: said })
}

export async function saveRecheck(tx: Tx, outcomeId: string, recheckId: string): Promise<void> {
  await tx.rectification.update({ where: { outcomeId }, data: { recheckId } })
}

/** Whether a recheck asks this department about what was put right, and this account of it does not keep away. */
export async function isRechecking(db: Tx, who: DepartmentAccount, outcomeId: string): Promise<boolean> {
  const row = await db.rectification.findUnique({ where: { outcomeId }, select: { recheckId: true } })
  return isAccountAsked(db, row?.recheckId ?? null, who)
}

type Row = Omit<RectificationOnFile, 'until' | 'handedInOn' | 'decidedOn' | 'recheck'> & {
  until: Date | null
  handedInOn: Date | null
  decidedOn: Date
  recheckState: RecheckState | null
}

function toFile({ recheckState, ...row }: Row): RectificationOnFile {
  const dayOf = (date: Date | null) => date && dayFromDate(date)
  return {
    ...row,
    until: dayOf(row.until),
    handedInOn: dayOf(row.handedInOn),
    decidedOn: dayFromDate(row.decidedOn),
    // One that was cancelled asks nobody: the office may open another one.
    recheck: recheckState === 'cancelled' ? null : recheckState,
  }
}

const columns = Prisma.sql`
  o.id AS "outcomeId", o.candidate_id AS "candidateId", c.cycle_id AS "cycleId", c.name, p.name AS township,
  t.name AS team, coalesce(o.words, '') AS demand, o.ground_items AS "groundItems",
  jsonb_build_object('reasons', o.snapshot -> 'standing' -> 'reasons') AS standing, o.until,
  (o.decided_at AT TIME ZONE 'Asia/Shanghai')::date AS "decidedOn", o.state = 'approved' AS "inForce",
  c.state = 'withdrawn' AS withdrawn, x.proof, x.handed_in_on AS "handedInOn", a.name AS "recordedBy",
  x.recorded_at AS "recordedAt", x.recheck_id AS "recheckId", k.state AS "recheckState", l.items AS criteria`

const from = Prisma.sql`
  FROM outcome o
  JOIN candidate c ON c.id = o.candidate_id
  JOIN township p ON p.id = c.township_id
  JOIN team t ON t.id = c.team_id
  JOIN round r ON r.id = o.round_id
  JOIN criteria_set l ON l.id = r.criteria_set_id
  LEFT JOIN rectification x ON x.outcome_id = o.id
  LEFT JOIN recheck k ON k.id = x.recheck_id
  LEFT JOIN account a ON a.id = x.recorded_by_id`

const asked = Prisma.sql`o.outcome = 'rectify' AND o.state IN ('approved', 'superseded')`
const underWay = Prisma.sql`o.outcome = 'rectify' AND o.state = 'approved' AND c.state <> 'withdrawn'
  AND coalesce(k.state, '') <> 'answered'`
