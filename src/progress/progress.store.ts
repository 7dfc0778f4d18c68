import type { Tx } from '../db/client'
import { isDecided } from '../candidates/list/milestones.store'
import { Prisma } from '../db/generated/client'
import { dayFromDate, type Day } from '../lib/day'
import type { StandingWord } from '../standings/standing'

export type RoundLine = { id: string; number: number; state: string; referenceDate: Day; dueOn: Day; issuedAt: Date }

/** The rounds of a cycle, newest first. */
export async function roundsOfCycle(db: Tx, cycleId: string): Promise<RoundLine[]> {
  const rows = await db.round.findMany({ where: { cycleId }, orderBy: { number: 'desc' } })
  return rows.map(({ id, number, state, referenceDate, dueOn, issuedAt }) => {
    return { id, number, state, issuedAt, referenceDate: dayFromDate(referenceDate), dueOn: dayFromDate(dueOn) }
  })
}

export type StandingCount = { townshipId: string; township: string; standing: StandingWord; people: number }

/** People of a round by township and present standing: at most townships × nine rows. */
export async function countStandings(db: Tx, roundId: string): Promise<StandingCount[]> {
  return db.$queryRaw<StandingCount[]>`
    SELECT t.id AS "townshipId", t.name AS township, s.standing, count(*)::int AS people
    FROM round_candidate rc
    JOIN standing s ON s.candidate_id = rc.candidate_id
    JOIN township t ON t.id = s.township_id
    WHERE rc.round_id = ${roundId}::uuid
    GROUP BY t.id, t.name, t.position, s.standing
    ORDER BY t.position, t.name`
}

export type DepartmentCount = {
  id: string
  key: string
  name: string
  nameEn: string
  reviews: number
  signed: number
  returned: number
  /** Drafted completely and waiting for the signatory. */
  drafted: number
  lastSignedAt: Date | null
  /** The round's due day, or the one that the department's time was extended to. */
  dueOn: Day
}

/** How far each department of a round is with what the round itself asks: nothing carried, no recheck. */
export async function countReviews(db: Tx, roundId: string): Promise<DepartmentCount[]> {
  return db.$queryRaw<DepartmentCount[]>`
    SELECT d.id, d.key, d.name, d.name_en AS "nameEn", coalesce(n.reviews, 0) AS reviews, coalesce(n.signed, 0) AS signed,
           coalesce(n.returned, 0) AS returned, coalesce(n.drafted, 0) AS drafted, n."lastSignedAt",
           to_char(coalesce(rd.extended_due_on, r.due_on), 'YYYY-MM-DD') AS "dueOn"
    FROM round_department rd
    JOIN round r ON r.id = rd.round_id
    JOIN department d ON d.id = rd.department_id
    LEFT JOIN (
      SELECT v.department_id, count(*)::int AS reviews, (count(*) FILTER (WHERE v.state = 'signed'))::int AS signed,
             (count(*) FILTER (WHERE v.state = 'returned'))::int AS returned,
             (count(*) FILTER (WHERE v.state = 'unsigned' AND v.complete))::int AS drafted, max(v.signed_at) AS "lastSignedAt"
      FROM review v WHERE v.round_id = ${roundId}::uuid AND v.pass = 0 AND v.state <> 'carried'
      GROUP BY v.department_id) n ON n.department_id = rd.department_id
    WHERE rd.round_id = ${roundId}::uuid ORDER BY rd.position`
}

/** The stage of `candidate c` with its `standing s`, as the list of candidates knows stages. */
export const stageColumn = Prisma.sql`CASE WHEN c.state <> 'passed' OR s.standing IS NULL THEN c.state
  WHEN s.standing = 'returned' THEN 'sent_back' WHEN ${isDecided} THEN 'decided' ELSE 'in_review' END`
