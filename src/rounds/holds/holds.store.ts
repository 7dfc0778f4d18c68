import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { orderedBy, type Orders } from '../../db/order'
import { dateFromDay, dayFromDate, addDays, type Day } from '../../lib/day'
import type { Hold } from './hold'
import { type HoldsAsked, holdSorts } from './hold-list'

export type HoldLine = Hold & {
  outcomeId: string
  candidateId: string
  name: string
  township: string
  team: string
  words: string | null
  roundId: string | null
}

export type HoldFilter = { cycleId: string; outcome: Hold['outcome'] }
type Part = { skip: number; take: number }

export async function countHolds(db: Tx, filter: HoldFilter): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM outcome o JOIN candidate c ON c.id = o.candidate_id WHERE ${matching(filter)}`
  return rows[0]!.count
}

/** Outcomes in force that last until a day, in the order asked for, by place where that leaves them equal. */
export async function listHolds(db: Tx, filter: HoldFilter & HoldsAsked, page: Part): Promise<HoldLine[]> {
  const rows = await db.$queryRaw<(Omit<HoldLine, 'until' | 'proofOn'> & { until: Date; proofOn: Date | null })[]>`
    SELECT o.id AS "outcomeId", c.id AS "candidateId", c.name, p.name AS township, t.name AS team, o.outcome, o.until,
           o.words, x.handed_in_on AS "proofOn", again.id AS "roundId", again.number AS "lookedAt"
    FROM outcome o
    JOIN candidate c ON c.id = o.candidate_id
    JOIN township p ON p.id = c.township_id
    JOIN team t ON t.id = c.team_id
    LEFT JOIN rectification x ON x.outcome_id = o.id
    LEFT JOIN LATERAL (${lookedAtAgain}) again ON TRUE
    WHERE ${matching(filter)}
    ORDER BY ${orderedBy(filter.sort, holdSorts, orders)}, ${Prisma.join(place, ', ')}, o.id LIMIT ${page.take} OFFSET ${page.skip}`
  return rows.map((row) => ({
    ...row,
    until: dayFromDate(row.until),
    proofOn: row.proofOn && dayFromDate(row.proofOn),
  }))
}

const place = ['p.position', 'p.name', 't.position', 't.name', 'c.name'].map((column) => Prisma.raw(column))

const orders: Orders<keyof typeof holdSorts> = {
  until: [Prisma.sql`o.until`],
  name: [Prisma.sql`c.pinyin`],
  team: place,
}

/** How many the office is reminded of: holds whose day is near or over, and what was to be put right by then. */
export async function countDue(
  db: Tx,
  { cycleId, today, reminderDays }: { cycleId: string; today: Day; reminderDays: number },
): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM outcome o JOIN candidate c ON c.id = o.candidate_id
    WHERE c.cycle_id = ${cycleId}::uuid AND c.state = 'passed' AND o.state = 'approved'
      AND o.outcome IN ('held', 'rectify') AND NOT EXISTS (${lookedAtAgain})
      AND (o.until <= ${dateFromDay(addDays(today, reminderDays))}::date
           OR EXISTS (SELECT FROM rectification x WHERE x.outcome_id = o.id))`
  return rows[0]!.count
}

/** A round since the decision that was sent out for the day, or later: it has asked again. */
export const lookedAtAgain = Prisma.sql`
  SELECT r.id, r.number FROM round_candidate rc JOIN round r ON r.id = rc.round_id
  WHERE rc.candidate_id = o.candidate_id AND r.issued_at > o.decided_at
    AND CASE o.outcome WHEN 'held' THEN r.reference_date >= o.until
        ELSE EXISTS (SELECT FROM rectification x WHERE x.outcome_id = o.id AND x.recorded_at < r.issued_at) END
  ORDER BY r.number DESC LIMIT 1`

function matching({ cycleId, outcome }: HoldFilter): Prisma.Sql {
  return Prisma.sql`
    c.cycle_id = ${cycleId}::uuid AND c.state = 'passed' AND o.state = 'approved' AND o.outcome = ${outcome}
    AND o.until IS NOT NULL`
}
