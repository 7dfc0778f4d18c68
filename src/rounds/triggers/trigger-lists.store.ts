import type { Scope } from '../../accounts/scope'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { orderedBy, type Orders } from '../../db/order'
import { dayFromDate, type Day } from '../../lib/day'
import type { TriggerState } from './transitions'
import type { TriggerKind } from './trigger'
import { type TriggerSort, triggerSorts } from './trigger-list'

export type TriggerLine = {
  id: string
  candidateId: string
  name: string
  township: string
  team: string
  kind: TriggerKind
  words: string
  source: string
  reportedOn: Day
  recordedById: string | null
  recordedBy: string | null
  recordedAt: Date
  /** Null stands for all departments. */
  departmentId: string | null
  department: string | null
  departmentEn: string | null
  roundId: string | null
  roundNumber: number | null
  setAsideAt: Date | null
  setAsideBy: string | null
  setAsideWords: string | null
}

export type TriggerFilter = {
  cycleId?: string
  state?: TriggerState
  candidateId?: string
  id?: string
  sort?: TriggerSort
}

export async function countTriggers(db: Tx, scope: Scope, filter: TriggerFilter): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM trigger g JOIN candidate c ON c.id = g.candidate_id
    WHERE ${matching(scope, filter)}`
  return rows[0]!.count
}

/** Newest first unless told. A department sees its own and those for all; a township none. */
export async function listTriggers(
  db: Tx,
  scope: Scope,
  filter: TriggerFilter,
  page: { skip: number; take: number },
): Promise<TriggerLine[]> {
  const rows = await db.$queryRaw<(Omit<TriggerLine, 'reportedOn'> & { reportedOn: Date })[]>`
    SELECT g.id, c.id AS "candidateId", c.name, p.name AS township, t.name AS team, g.kind, g.words, g.source,
           g.reported_on AS "reportedOn", g.recorded_by_id AS "recordedById", a.name AS "recordedBy", g.recorded_at AS "recordedAt",
           g.department_id AS "departmentId", d.name AS department, d.name_en AS "departmentEn", g.round_id AS "roundId",
           r.number AS "roundNumber", g.set_aside_at AS "setAsideAt", s.name AS "setAsideBy",
           g.set_aside_words AS "setAsideWords"
    FROM trigger g
    JOIN candidate c ON c.id = g.candidate_id
    JOIN township p ON p.id = c.township_id
    JOIN team t ON t.id = c.team_id
    LEFT JOIN department d ON d.id = g.department_id
    LEFT JOIN round r ON r.id = g.round_id
    LEFT JOIN account a ON a.id = g.recorded_by_id
    LEFT JOIN account s ON s.id = g.set_aside_by_id
    WHERE ${matching(scope, filter)}
    ORDER BY ${filter.sort ? Prisma.sql`${orderedBy(filter.sort, triggerSorts, orders)}, ` : Prisma.empty}g.recorded_at DESC, g.id DESC LIMIT ${page.take} OFFSET ${page.skip}`
  return rows.map((row) => ({ ...row, reportedOn: dayFromDate(row.reportedOn) }))
}

export async function findTrigger(db: Tx, scope: Scope, id: string): Promise<TriggerLine | null> {
  const [line] = await listTriggers(db, scope, { id }, { skip: 0, take: 1 })
  return line ?? null
}

function matching(scope: Scope, { cycleId, state, candidateId, id }: TriggerFilter): Prisma.Sql {
  const conditions = [
    inScope(scope),
    cycleId && Prisma.sql`c.cycle_id = ${cycleId}::uuid`,
    candidateId && Prisma.sql`g.candidate_id = ${candidateId}::uuid`,
    id && Prisma.sql`g.id = ${id}::uuid`,
    state && inState[state],
  ].filter((condition) => condition instanceof Prisma.Sql)
  return Prisma.join(conditions, ' AND ')
}

const orders: Orders<keyof typeof triggerSorts> = {
  reportedOn: [Prisma.sql`g.reported_on`],
  candidate: [Prisma.sql`c.pinyin`],
  place: ['p.position', 'p.name', 't.position', 't.name', 'c.name'].map((column) => Prisma.raw(column)),
  kind: [Prisma.sql`g.kind`],
  departmentId: [Prisma.sql`d.position`, Prisma.sql`d.name`],
}

const inState: Record<TriggerState, Prisma.Sql> = {
  open: Prisma.sql`g.round_id IS NULL AND g.set_aside_at IS NULL`,
  taken_up: Prisma.sql`g.round_id IS NOT NULL`,
  set_aside: Prisma.sql`g.set_aside_at IS NOT NULL`,
}

function inScope(scope: Scope): Prisma.Sql {
  if (scope.kind === 'county') return Prisma.sql`TRUE`
  if (scope.kind !== 'department') return Prisma.sql`FALSE`
  return Prisma.sql`(g.department_id IS NULL OR g.department_id = ${scope.departmentId}::uuid)`
}
