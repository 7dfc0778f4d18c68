import type { Db, Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { orderedBy, type Orders } from '../db/order'
import { dateFromDay, dayFromDate, type Day } from '../lib/day'
import { newId } from '../lib/ids'
import { type RoundSort, roundSorts } from './list/round-list'
import { followHolders } from './assignments.store'
import type { Selected } from './selection/selection'
import type { RoundReason } from './reason'
import type { Round, RoundPlan, RoundState } from './round'

/**
 * How far a department is with the round's own reviews: `drafted` have answers but no signature, `returned` wait for the
 * township, `carried` use an earlier review again and ask nothing.
 */
export type DepartmentTally = {
  departmentId: string
  key: string
  name: string
  nameEn: string
  total: number
  drafted: number
  signed: number
  returned: number
  carried: number
}

/** `extendedTo`: the last day that a department's time was extended to. */
export type RoundTally = Round & { people: number; reviews: number; signed: number; extendedTo: Day | null }

export type RoundFilter = { cycleId: string; state: RoundState | '' }

export async function countRounds(db: Tx, { cycleId, state }: RoundFilter): Promise<number> {
  return db.round.count({ where: { cycleId, ...(state && { state }) } })
}

/** A page of them in this order, the newest first where that leaves them equal. */
export async function listRounds(
  db: Tx,
  { cycleId, state, sort }: RoundFilter & { sort: RoundSort },
  page: { skip: number; take: number },
): Promise<RoundTally[]> {
  type Row = RoundRow & Omit<RoundTally, keyof Round | 'extendedTo'> & { extendedTo: Date | null }
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns}, r.people, v.reviews, v.signed,
           (SELECT max(rd.extended_due_on) FROM round_department rd WHERE rd.round_id = r.id) AS "extendedTo"
    FROM (
      SELECT r.*, (SELECT count(*)::int FROM round_candidate rc WHERE rc.round_id = r.id) AS people
      FROM round r WHERE r.cycle_id = ${cycleId}::uuid ${state ? Prisma.sql`AND r.state = ${state}` : Prisma.empty}
      ORDER BY ${orderedBy(sort, roundSorts, orders)}, r.number DESC LIMIT ${page.take} OFFSET ${page.skip}
    ) r CROSS JOIN LATERAL (
      SELECT count(*)::int AS reviews, (count(*) FILTER (WHERE state = 'signed'))::int AS signed
      FROM review WHERE round_id = r.id AND pass = 0 AND state <> 'carried') v
    ORDER BY ${orderedBy(sort, roundSorts, orders)}, r.number DESC`
  return rows.map(({ people, reviews, signed, extendedTo, ...row }) => ({
    ...toRound(row),
    people,
    reviews,
    signed,
    extendedTo: extendedTo && dayFromDate(extendedTo),
  }))
}

const orders: Orders<keyof typeof roundSorts> = {
  round: [Prisma.sql`r.number`],
  referenceDate: [Prisma.sql`r.reference_date`],
  dueOn: [Prisma.sql`r.due_on`],
  people: [Prisma.sql`people`],
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

/** Passed candidates of the cycle, of one township or all, locked in id order before a round takes any of them in. */
export async function lockPassed(tx: Tx, cycleId: string, townshipId: string | null): Promise<void> {
  const township = townshipId ? Prisma.sql`AND township_id = ${townshipId}::uuid` : Prisma.empty
  await tx.$queryRaw`
    SELECT id FROM candidate WHERE cycle_id = ${cycleId}::uuid AND state = 'passed' ${township} ORDER BY id FOR UPDATE`
}

export type NewRound = Omit<RoundPlan, 'townshipId'> & {
  id: string
  cycleId: string
  criteriaSetId: string
  issuedAt: Date
  issuedById: string
  people: Selected[]
}

/**
 * The round, its departments, its people, one review for each person and reviewing department — carried where an earlier
 * one is used again — and the triggers that it takes up: five statements, however many people.
 */
export async function insertRound(tx: Tx, round: NewRound): Promise<void> {
  const { id, cycleId, number, criteriaSetId, issuedAt, issuedById } = round
  const days = { referenceDate: dateFromDay(round.referenceDate), dueOn: dateFromDay(round.dueOn) }
  const which = round.which.join()
  await tx.round.create({ data: { id, cycleId, number, which, criteriaSetId, issuedAt, issuedById, ...days } })
  await tx.roundDepartment.createMany({
    data: round.departmentIds.map((departmentId, position) => ({ roundId: id, departmentId, position })),
  })
  await insertPeople(tx, round)
  await insertReviews(tx, round)
  await followHolders(tx, id, issuedAt)
  await takeUpTriggers(tx, round)
}

async function insertPeople(tx: Tx, { id, people }: NewRound): Promise<void> {
  const ids = people.map((person) => person.id)
  const reasons = people.map((person) => person.reasons.join())
  await tx.$executeRaw`
    INSERT INTO round_candidate (round_id, candidate_id, reasons)
    SELECT ${id}::uuid, p.id, string_to_array(p.reasons, ',')
    FROM unnest(${ids}::uuid[], ${reasons}::text[]) AS p (id, reasons)`
}

async function insertReviews(tx: Tx, { id, people, issuedAt }: NewRound): Promise<void> {
  const rows = people.flatMap((person) => [
    ...person.asked.map(({ departmentId }) => ({ candidateId: person.id, departmentId, originId: '' })),
    ...person.carried.map((carried) => ({ candidateId: person.id, ...carried })),
  ])
  await tx.$executeRaw`
    INSERT INTO review (id, round_id, candidate_id, department_id, state, origin_id)
    SELECT v.id, ${id}::uuid, v.candidate_id, v.department_id, CASE v.origin WHEN '' THEN 'unsigned' ELSE 'carried' END,
           nullif(v.origin, '')::uuid
    FROM unnest(${rows.map(() => newId(issuedAt.getTime()))}::uuid[], ${rows.map((row) => row.candidateId)}::uuid[],
                ${rows.map((row) => row.departmentId)}::uuid[], ${rows.map((row) => row.originId)}::text[])
      AS v (id, candidate_id, department_id, origin)`
}

/** A trigger for a department that is not asked in this round stays open. */
async function takeUpTriggers(tx: Tx, { id, people }: NewRound): Promise<void> {
  const candidateIds = people.map((person) => person.id)
  const asked = [...new Set(people.flatMap((person) => person.asked.map(({ departmentId }) => departmentId)))]
  await tx.$executeRaw`
    UPDATE trigger SET round_id = ${id}::uuid
    WHERE candidate_id = ANY(${candidateIds}::uuid[]) AND round_id IS NULL AND set_aside_at IS NULL
      AND (department_id IS NULL OR department_id = ANY(${asked}::uuid[]))`
}

export async function markClosed(tx: Tx, id: string, closedAt: Date): Promise<void> {
  await tx.$executeRaw`UPDATE round SET state = 'closed', closed_at = ${closedAt} WHERE id = ${id}::uuid`
}

export async function departmentTallies(db: Db | Tx, roundId: string): Promise<DepartmentTally[]> {
  return db.$queryRaw<DepartmentTally[]>`
    SELECT d.id AS "departmentId", d.key, d.name, d.name_en AS "nameEn", count(v.id)::int AS total,
           (count(v.id) FILTER (WHERE v.state = 'unsigned' AND v.drafted_at IS NOT NULL))::int AS drafted,
           (count(v.id) FILTER (WHERE v.state = 'signed'))::int AS signed,
           (count(v.id) FILTER (WHERE v.state = 'returned'))::int AS returned,
           (count(v.id) FILTER (WHERE v.state = 'carried'))::int AS carried
    FROM round_department rd
    JOIN department d ON d.id = rd.department_id
    LEFT JOIN review v ON v.round_id = rd.round_id AND v.department_id = rd.department_id AND v.pass = 0
    WHERE rd.round_id = ${roundId}::uuid
    GROUP BY d.id, d.key, d.name, d.name_en, rd.position ORDER BY rd.position`
}

/** The people of a round as they were issued: why, and which departments were spared (and may have been asked since). */
export async function issuedPeople(db: Tx, roundId: string): Promise<Pick<Selected, 'id' | 'reasons' | 'carried'>[]> {
  const rows = await db.$queryRaw<{ id: string; reasons: RoundReason[]; carried: string[] }[]>`
    SELECT rc.candidate_id AS id, rc.reasons,
           ARRAY(SELECT v.department_id::text FROM review v WHERE v.round_id = rc.round_id
                 AND v.candidate_id = rc.candidate_id AND v.pass = 0 AND v.origin_id IS NOT NULL) AS carried
    FROM round_candidate rc WHERE rc.round_id = ${roundId}::uuid`
  return rows.map((row) => ({ ...row, carried: row.carried.map((departmentId) => ({ departmentId, originId: '' })) }))
}

/** How many people a round has, and how many for each reason (one may have several). */
export async function countPeople(db: Tx, roundId: string): Promise<{ people: number; reasons: [string, number][] }> {
  const rows = await db.$queryRaw<{ reason: string | null; people: number }[]>`
    SELECT w.reason, count(DISTINCT rc.candidate_id)::int AS people
    FROM round_candidate rc LEFT JOIN LATERAL unnest(rc.reasons) AS w (reason) ON TRUE
    WHERE rc.round_id = ${roundId}::uuid GROUP BY GROUPING SETS ((), (w.reason))
    ORDER BY GROUPING(w.reason) DESC, people DESC`
  const [all, ...reasons] = rows
  return { people: all?.people ?? 0, reasons: reasons.flatMap((row) => (row.reason ? [[row.reason, row.people]] : [])) }
}

const columns = Prisma.sql`
  r.id, r.cycle_id AS "cycleId", r.number, r.which, r.criteria_set_id AS "criteriaSetId", r.reference_date AS "referenceDate",
  r.due_on AS "dueOn", r.state, r.issued_at AS "issuedAt", r.closed_at AS "closedAt"`

type RoundRow = Omit<Round, 'which' | 'referenceDate' | 'dueOn'> & {
  which: string
  referenceDate: Date
  dueOn: Date
  state: RoundState
}

function toRound(row: RoundRow): Round {
  const which = row.which.split(',')
  return { ...row, which, referenceDate: dayFromDate(row.referenceDate), dueOn: dayFromDate(row.dueOn) satisfies Day }
}
