import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { orderedBy, type Orders } from '../../db/order'
import type { RoundReason } from '../reason'
import { type CarriedSort, carriedSorts } from './carried-list'

/** A review that a round uses again: whose it was, who signed it when, in which round. */
export type CarriedLine = {
  id: string
  candidateId: string
  name: string
  township: string
  team: string
  departmentId: string
  department: string
  departmentEn: string
  originRound: number
  signer: string
  signedFor: string | null
  signedAt: Date
}

export type CarriedFilter = { roundId: string; townshipId?: string; departmentId?: string; candidateId?: string }

export async function countCarried(db: Tx, filter: CarriedFilter): Promise<number> {
  const rows = await db.$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS count FROM review v WHERE ${matching(filter)}`
  return rows[0]!.count
}

/** By place and department unless told. */
export async function listCarried(
  db: Tx,
  filter: CarriedFilter & { sort?: CarriedSort },
  page: { skip: number; take: number },
): Promise<CarriedLine[]> {
  return db.$queryRaw<CarriedLine[]>`
    SELECT v.id, c.id AS "candidateId", c.name, p.name AS township, t.name AS team, d.id AS "departmentId",
           d.name AS department, d.name_en AS "departmentEn", r.number AS "originRound", s.name AS signer,
           (SELECT name FROM account WHERE id = o.signed_for_id) AS "signedFor",
           o.signed_at AS "signedAt"
    FROM review v
    JOIN review o ON o.id = v.origin_id
    JOIN round r ON r.id = o.round_id
    JOIN account s ON s.id = o.signed_by_id
    JOIN candidate c ON c.id = v.candidate_id
    JOIN township p ON p.id = c.township_id
    JOIN team t ON t.id = c.team_id
    JOIN department d ON d.id = v.department_id
    LEFT JOIN round_department rd ON rd.round_id = v.round_id AND rd.department_id = v.department_id
    WHERE ${matching(filter)}
    ORDER BY ${filter.sort ? Prisma.sql`${orderedBy(filter.sort, carriedSorts, orders)}, ` : Prisma.empty}
             p.position, p.name, t.position, t.name, c.name, c.id, rd.position, d.name
    LIMIT ${page.take} OFFSET ${page.skip}`
}

const orders: Orders<keyof typeof carriedSorts> = {
  team: ['p.position', 'p.name', 't.position', 't.name', 'c.name', 'c.id'].map((column) => Prisma.raw(column)),
  name: [Prisma.sql`c.pinyin`],
  department: [Prisma.sql`rd.position`, Prisma.sql`d.name`],
  origin: [Prisma.sql`o.signed_at`],
}

export type LatestRound = { id: string; number: number; reasons: RoundReason[] }

/** The newest round that a person is in, and why it took them in. */
export async function latestRoundOf(db: Tx, candidateId: string): Promise<LatestRound | null> {
  const rows = await db.$queryRaw<LatestRound[]>`
    SELECT r.id, r.number, rc.reasons FROM round_candidate rc JOIN round r ON r.id = rc.round_id
    WHERE rc.candidate_id = ${candidateId}::uuid ORDER BY r.number DESC LIMIT 1`
  return rows[0] ?? null
}

function matching({ roundId, townshipId, departmentId, candidateId }: CarriedFilter): Prisma.Sql {
  const conditions = [
    Prisma.sql`v.round_id = ${roundId}::uuid AND v.state = 'carried'`,
    departmentId && Prisma.sql`v.department_id = ${departmentId}::uuid`,
    townshipId &&
      Prisma.sql`EXISTS (SELECT FROM candidate WHERE id = v.candidate_id AND township_id = ${townshipId}::uuid)`,
    candidateId && Prisma.sql`v.candidate_id = ${candidateId}::uuid`,
  ].filter((condition) => condition instanceof Prisma.Sql)
  return Prisma.join(conditions, ' AND ')
}
