import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { orderedBy, type Orders } from '../../db/order'
import { dateFromDay, dayFromDate, type Day } from '../../lib/day'
import type { ReviewState } from '../transitions'
import type { ListedShow, RecheckKind } from './recheck'
import { type RechecksAsked, recheckSorts } from './recheck-list'
import type { RecheckState } from './transitions'

export type RecheckLine = {
  id: string
  candidateId: string
  name: string
  township: string
  team: string
  kind: RecheckKind
  items: string[]
  words: string
  dueOn: Day
  state: RecheckState
  withdrawn: boolean
  roundNumber: number
  openedBy: string
  openedAt: Date
  closedBy: string | null
  closedAt: Date | null
  closingWords: string | null
  departments: number
  signed: number
}

/** One page in the order asked for, by place where that leaves them equal. */
export async function listRechecks(
  db: Tx,
  of: RechecksAsked & { cycleId: string; today: Day },
  page: { skip: number; take: number },
): Promise<RecheckLine[]> {
  const rows = await db.$queryRaw<RecheckRow[]>`
    SELECT ${columns} ${from} WHERE r.cycle_id = ${of.cycleId}::uuid AND ${shown(of.show, of.today)}
    ORDER BY ${orderedBy(of.sort, recheckSorts, orders, ['closed'])}, ${Prisma.join(place, ', ')}, k.id
    LIMIT ${page.take} OFFSET ${page.skip}`
  return rows.map(toLine)
}

const place = ['p.position', 'p.name', 't.position', 't.name', 'c.name'].map((column) => Prisma.raw(column))

const orders: Orders<keyof typeof recheckSorts> = {
  dueOn: [Prisma.sql`k.due_on`],
  closed: [Prisma.sql`k.closed_at`],
  name: [Prisma.sql`c.pinyin`],
  place,
  kind: [Prisma.sql`k.kind`],
}

export async function countRechecks(db: Tx, cycleId: string, today: Day): Promise<Record<ListedShow, number>> {
  const rows = await db.$queryRaw<Record<ListedShow, number>[]>`
    SELECT (count(*) FILTER (WHERE ${shown('open', today)}))::int AS open,
           (count(*) FILTER (WHERE ${shown('overdue', today)}))::int AS overdue,
           (count(*) FILTER (WHERE ${shown('answered', today)}))::int AS answered,
           (count(*) FILTER (WHERE ${shown('cancelled', today)}))::int AS cancelled
    ${from} WHERE r.cycle_id = ${cycleId}::uuid`
  return rows[0]!
}

/** One department of a recheck, for the office's eyes. */
export type AskedReview = {
  departmentId: string
  name: string
  nameEn: string
  state: ReviewState
  draftedAt: Date | null
  complete: boolean
  signer: string | null
  signedFor: string | null
  signedAt: Date | null
}

export async function findRecheck(db: Tx, id: string): Promise<(RecheckLine & { reviews: AskedReview[] }) | null> {
  const rows = await db.$queryRaw<RecheckRow[]>`SELECT ${columns} ${from} WHERE k.id = ${id}::uuid`
  if (!rows[0]) return null
  const reviews = await db.$queryRaw<AskedReview[]>`
    SELECT d.id AS "departmentId", d.name, d.name_en AS "nameEn", v.state, v.drafted_at AS "draftedAt", v.complete,
           a.name AS signer, (SELECT name FROM account WHERE id = v.signed_for_id) AS "signedFor", v.signed_at AS "signedAt"
    FROM review v JOIN department d ON d.id = v.department_id LEFT JOIN account a ON a.id = v.signed_by_id
    WHERE v.recheck_id = ${id}::uuid ORDER BY d.position, d.name`
  return { ...toLine(rows[0]), reviews }
}

type RecheckRow = Omit<RecheckLine, 'dueOn'> & { dueOn: Date }

function toLine(row: RecheckRow): RecheckLine {
  return { ...row, dueOn: dayFromDate(row.dueOn) }
}

const columns = Prisma.sql`
  k.id, k.candidate_id AS "candidateId", c.name, p.name AS township, t.name AS team, k.kind, k.items, k.words,
  k.due_on AS "dueOn", k.state, c.state = 'withdrawn' AS withdrawn, r.number AS "roundNumber", o.name AS "openedBy",
  k.opened_at AS "openedAt", e.name AS "closedBy", k.closed_at AS "closedAt", k.closing_words AS "closingWords",
  (SELECT count(*)::int FROM review v WHERE v.recheck_id = k.id) AS departments,
  (SELECT count(*)::int FROM review v WHERE v.recheck_id = k.id AND v.state = 'signed') AS signed`

const from = Prisma.sql`
  FROM recheck k
  JOIN candidate c ON c.id = k.candidate_id
  JOIN township p ON p.id = c.township_id
  JOIN team t ON t.id = c.team_id
  JOIN round r ON r.id = k.round_id
  JOIN account o ON o.id = k.opened_by_id
  LEFT JOIN account e ON e.id = k.closed_by_id`

/** Those of candidates who withdrew have ended: they stand with the cancelled. */
function shown(show: ListedShow, today: Day): Prisma.Sql {
  const open = Prisma.sql`k.state = 'open' AND c.state <> 'withdrawn'`
  if (show === 'open') return open
  if (show === 'overdue') return Prisma.sql`${open} AND k.due_on < ${dateFromDay(today)}::date`
  if (show === 'answered') return Prisma.sql`k.state = 'answered'`
  return Prisma.sql`(k.state = 'cancelled' OR k.state = 'open' AND c.state = 'withdrawn')`
}
