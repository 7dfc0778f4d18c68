import type { Scope } from '../../../accounts/scope'
import { inScope } from '../../../candidates/candidates.store'
import type { Tx } from '../../../db/client'
import { Prisma } from '../../../db/generated/client'
import { orderedBy, type Orders } from '../../../db/order'
import type { Day } from '../../../lib/day'
import { type Desk, type DeskSort, deskSorts } from './desk'
import type { NoticeState } from '../transitions'

/** One person on the office's page of notices. */
export type DeskLine = {
  outcomeId: string
  noticeId: string | null
  candidateId: string
  name: string
  township: string
  team: string
  position: string
  groundItems: string[]
  documentNumber: string | null
  state: NoticeState | null
  servedOn: Day | null
  dueOn: Day | null
  withdrawn: boolean
  stale: boolean
  /** The re-review's last day. */
  recheckDueOn: Day | null
}

type Asked = { cycleId: string; today: Day }

/** How many stand at each desk. */
export async function countDesks(db: Tx, scope: Scope, { cycleId, today }: Asked): Promise<Map<Desk, number>> {
  const rows = await db.$queryRaw<{ desk: Desk; people: number }[]>`
    SELECT desk, count(*)::int AS people FROM (SELECT ${deskOn(today)} AS desk ${from(scope, cycleId)}) AS counted
    GROUP BY desk`
  return new Map(rows.map(({ desk, people }) => [desk, people]))
}

/** The people of one desk in the order asked for, by place where that leaves them equal. */
export async function listDesk(
  db: Tx,
  scope: Scope,
  { cycleId, today, desk, sort }: Asked & { desk: Desk; sort: DeskSort },
  page: { skip: number; take: number },
): Promise<DeskLine[]> {
  return db.$queryRaw<DeskLine[]>`
    SELECT o.id AS "outcomeId", n.id AS "noticeId", c.id AS "candidateId", c.name, p.name AS township, t.name AS team,
           c.position, o.ground_items AS "groundItems", n.document_number AS "documentNumber", n.state,
           to_char(n.served_on, 'YYYY-MM-DD') AS "servedOn", to_char(n.reply_due_on, 'YYYY-MM-DD') AS "dueOn",
           c.state = 'withdrawn' AS withdrawn, o.stale_at IS NOT NULL AS stale,
           to_char(k.due_on, 'YYYY-MM-DD') AS "recheckDueOn"
    ${from(scope, cycleId)} AND ${deskOn(today)} = ${desk}
    ORDER BY ${orderedBy(sort, deskSorts, orders, ['clock', 'documentNumber', 'servedOn'])}, ${Prisma.join(place, ', ')}, o.id
    LIMIT ${page.take} OFFSET ${page.skip}`
}

const place = ['p.position', 'p.name', 't.position', 't.name', 'c.name'].map((column) => Prisma.raw(column))

const orders: Orders<keyof typeof deskSorts> = {
  clock: [Prisma.sql`coalesce(k.due_on, n.reply_due_on)`],
  name: [Prisma.sql`c.pinyin`],
  place,
  documentNumber: [Prisma.sql`n.document_number`],
  servedOn: [Prisma.sql`n.served_on`],
}

/** Outcomes in force, and those superseded whose notice is there: who asked is answered also then. */
function from(scope: Scope, cycleId: string): Prisma.Sql {
  return Prisma.sql`
    FROM outcome o JOIN candidate c ON c.id = o.candidate_id JOIN township p ON p.id = c.township_id
    JOIN team t ON t.id = c.team_id LEFT JOIN notice n ON n.outcome_id = o.id LEFT JOIN recheck k ON k.id = n.recheck_id
    WHERE o.outcome = 'ineligible' AND (o.state = 'approved' OR o.state = 'superseded' AND n.id IS NOT NULL)
      AND c.cycle_id = ${cycleId}::uuid AND (c.state <> 'withdrawn' OR n.id IS NOT NULL) AND ${inScope(scope)}`
}

/** The table of desk.ts, first that matches. */
function deskOn(today: Day): Prisma.Sql {
  return Prisma.sql`CASE
    WHEN c.state = 'withdrawn' OR n.state IN ('waived', 'lapsed', 'upheld', 'changed') THEN 'ended'
    WHEN o.state = 'superseded' AND (n.state = 'replied' OR k.state <> 'open') THEN 'answer'
    WHEN o.stale_at IS NOT NULL AND (n.state IS DISTINCT FROM 'rereview' OR k.state <> 'open') THEN 'overtaken'
    WHEN n.id IS NULL THEN 'untold'
    WHEN n.state = 'issued' THEN 'issued'
    WHEN n.state = 'served' AND n.reply_due_on < ${today}::date THEN 'over'
    WHEN n.state = 'served' THEN 'running'
    WHEN n.state = 'replied' OR k.state = 'cancelled' THEN 'replied'
    WHEN k.state = 'open' THEN 'rereview'
    ELSE 'answer' END`
}
