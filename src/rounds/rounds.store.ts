import type { Db, Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { dateFromDay, dayFromDate, type Day } from '../lib/day'
import { newId } from '../lib/ids'
import type { Choice, Round, RoundPlan, RoundState } from './round'

export type Chosen = { id: string; name: string; township: string; team: string }

/** How far a department is: `drafted` have answers but no signature, `returned` wait for the township. */
export type DepartmentTally = {
  departmentId: string
  name: string
  nameEn: string
  total: number
  drafted: number
  signed: number
  returned: number
}

export type RoundTally = Round & { people: number; reviews: number; signed: number }

/** Newest first; a cycle has few rounds. */
export async function listRounds(db: Tx, cycleId: string): Promise<RoundTally[]> {
  const rows = await db.$queryRaw<(RoundRow & { people: number; reviews: number; signed: number })[]>`
    SELECT ${columns}, (SELECT count(*)::int FROM round_candidate rc WHERE rc.round_id = r.id) AS people,
           v.reviews, v.signed
    FROM round r, LATERAL (
      SELECT count(*)::int AS reviews, (count(*) FILTER (WHERE state = 'signed'))::int AS signed
      FROM review WHERE round_id = r.id) v
    WHERE r.cycle_id = ${cycleId}::uuid ORDER BY r.number DESC`
  return rows.map(({ people, reviews, signed, ...row }) => ({ ...toRound(row), people, reviews, signed }))
}

export async function findRound(db: Tx, id: string): Promise<Round | null> {
  const rows = await db.$queryRaw<RoundRow[]>`SELECT ${columns} FROM round r WHERE r.id = ${id}::uuid`
  return rows[0] ? toRound(rows[0]) : null
}

export async function roundNumbered(db: Tx, cycleId: string, number: number): Promise<Round | null> {
  const rows = await db.$queryRaw<RoundRow[]>`
    SELECT ${columns} FROM round r WHERE r.cycle_id = ${cycleId}::uuid AND r.number = ${number}`
  return rows[0] ? toRound(rows[0]) : null
}

/** The number that the cycle's next round will have. */
export async function nextNumber(db: Tx, cycleId: string): Promise<number> {
  const { _max } = await db.round.aggregate({ where: { cycleId }, _max: { number: true } })
  return (_max.number ?? 0) + 1
}

/** Rounds are issued and closed one after the other within a cycle. */
export async function lockCycle(tx: Tx, cycleId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM cycle WHERE id = ${cycleId}::uuid FOR UPDATE`
}

export async function lockRound(tx: Tx, id: string): Promise<Round | null> {
  await tx.$queryRaw`SELECT id FROM round WHERE id = ${id}::uuid FOR UPDATE`
  return findRound(tx, id)
}

/** The passed candidates that a choice means, in the order of the county's lists. */
export async function chosenCandidates(db: Tx, cycleId: string, choice: Choice): Promise<Chosen[]> {
  const township = choice.townshipId ? Prisma.sql`AND c.township_id = ${choice.townshipId}::uuid` : Prisma.empty
  const fresh =
    choice.which === 'new'
      ? Prisma.sql`AND NOT EXISTS (SELECT FROM round_candidate rc WHERE rc.candidate_id = c.id)`
      : Prisma.empty
  return db.$queryRaw<Chosen[]>`
    SELECT c.id, c.name, p.name AS township, t.name AS team
    FROM candidate c JOIN township p ON p.id = c.township_id JOIN team t ON t.id = c.team_id
    WHERE c.cycle_id = ${cycleId}::uuid AND c.state = 'passed' ${township} ${fresh}
    ORDER BY p.position, p.name, t.position, t.name, c.name, c.id`
}

/** The round, its departments, its people and one review for each person and reviewing department: four statements. */
export async function insertRound(
  tx: Tx,
  round: Omit<RoundPlan, 'which' | 'townshipId'> & {
    id: string
    cycleId: string
    criteriaSetId: string
    issuedAt: Date
    issuedById: string
    people: string[]
    reviewingIds: string[]
  },
): Promise<void> {
  const { id, cycleId, number, criteriaSetId, issuedAt, issuedById, people, reviewingIds } = round
  const days = { referenceDate: dateFromDay(round.referenceDate), dueOn: dateFromDay(round.dueOn) }
  await tx.round.create({ data: { id, cycleId, number, criteriaSetId, issuedAt, issuedById, ...days } })
  await tx.roundDepartment.createMany({
    data: round.departmentIds.map((departmentId, position) => ({ roundId: id, departmentId, position })),
  })
  await tx.$executeRaw`
    INSERT INTO round_candidate (round_id, candidate_id) SELECT ${id}::uuid, unnest(${people}::uuid[])`
  const ids = Array.from({ length: people.length * reviewingIds.length }, () => newId(issuedAt.getTime()))
  await tx.$executeRaw`
    INSERT INTO review (id, round_id, candidate_id, department_id)
    SELECT (${ids}::uuid[])[(c.place - 1) * ${reviewingIds.length}::int + d.place], ${id}::uuid, c.id, d.id
    FROM unnest(${people}::uuid[]) WITH ORDINALITY c(id, place)
    CROSS JOIN unnest(${reviewingIds}::uuid[]) WITH ORDINALITY d(id, place)`
}

export async function markClosed(tx: Tx, id: string, closedAt: Date): Promise<void> {
  await tx.$executeRaw`UPDATE round SET state = 'closed', closed_at = ${closedAt} WHERE id = ${id}::uuid`
}

export async function departmentTallies(db: Db | Tx, roundId: string): Promise<DepartmentTally[]> {
  return db.$queryRaw<DepartmentTally[]>`
    SELECT d.id AS "departmentId", d.name, d.name_en AS "nameEn", count(v.id)::int AS total,
           (count(v.id) FILTER (WHERE v.state = 'unsigned' AND v.drafted_at IS NOT NULL))::int AS drafted,
           (count(v.id) FILTER (WHERE v.state = 'signed'))::int AS signed,
           (count(v.id) FILTER (WHERE v.state = 'returned'))::int AS returned
    FROM round_department rd
    JOIN department d ON d.id = rd.department_id
    LEFT JOIN review v ON v.round_id = rd.round_id AND v.department_id = rd.department_id
    WHERE rd.round_id = ${roundId}::uuid
    GROUP BY d.id, d.name, d.name_en, rd.position ORDER BY rd.position`
}

export async function peopleIn(db: Tx, roundId: string): Promise<string[]> {
  const rows = await db.roundCandidate.findMany({ where: { roundId }, select: { candidateId: true } })
  return rows.map((row) => row.candidateId)
}

const columns = Prisma.sql`
  r.id, r.cycle_id AS "cycleId", r.number, r.criteria_set_id AS "criteriaSetId", r.reference_date AS "referenceDate",
  r.due_on AS "dueOn", r.state, r.issued_at AS "issuedAt", r.closed_at AS "closedAt"`

type RoundRow = Omit<Round, 'referenceDate' | 'dueOn'> & { referenceDate: Date; dueOn: Date; state: RoundState }

function toRound(row: RoundRow): Round {
  return { ...row, referenceDate: dayFromDate(row.referenceDate), dueOn: dayFromDate(row.dueOn) satisfies Day }
}
