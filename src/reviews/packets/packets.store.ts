import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { joins } from '../queue.store'
import type { Answers } from '../review'
import type { Signable } from '../signing'
import { findSignables } from '../signing.store'

export type Packet = {
  id: string
  roundId: string
  departmentId: string
  direction: 'out' | 'in'
  fingerprint: string
  fileName: string
  digest: string
  createdAt: Date
  takenAt: Date | null
  tally: Record<string, number> | null
}

export type ListedPacket = Packet & { roundNumber: number; person: string }

/** What the workbook prints of a person. */
export type PackedPerson = {
  reviewId: string
  candidateId: string
  name: string
  idCipher: Uint8Array
  township: string
  village: string
  position: string
  answers: Answers
}

/** The round's own reviews alone: what is carried needs no answer, and a recheck is answered at the desk. */
export async function peopleToPack(db: Tx, roundId: string, departmentId: string | null): Promise<PackedPerson[]> {
  return db.$queryRaw<PackedPerson[]>`
    SELECT v.id AS "reviewId", c.id AS "candidateId", c.name, c.id_cipher AS "idCipher", p.name AS township,
           t.name AS village, c.position, v.answers
    FROM review v ${joins}
    WHERE v.round_id = ${roundId}::uuid AND v.department_id = ${departmentId}::uuid AND ${own}
    ORDER BY p.position, p.name, t.position, t.name, c.name, v.id`
}

/** The department's own reviews of a round as acts judge them. */
export async function packedReviews(
  db: Tx,
  roundId: string,
  departmentId: string | null,
): Promise<(Signable & { draftedAt: Date | null })[]> {
  const rows = await db.$queryRaw<{ id: string; draftedAt: Date | null }[]>`
    SELECT v.id, v.drafted_at AS "draftedAt" FROM review v
    WHERE v.round_id = ${roundId}::uuid AND v.department_id = ${departmentId}::uuid AND ${own}`
  const drafted = new Map(rows.map(({ id, draftedAt }) => [id, draftedAt]))
  const reviews = await findSignables(db, departmentId, [...drafted.keys()])
  return reviews.map((review) => ({ ...review, draftedAt: drafted.get(review.id) ?? null }))
}

/** `cipher` is the filled workbook, sealed; null for one handed out. */
export async function insertPacket(
  tx: Tx,
  packet: Omit<Packet, 'takenAt' | 'tally'> & { accountId: string; cipher: Uint8Array<ArrayBuffer> | null },
): Promise<void> {
  await tx.packet.create({ data: packet })
}

/** The newest first; a department hands out a few a day. */
export async function listPackets(db: Tx, departmentId: string | null): Promise<ListedPacket[]> {
  return db.$queryRaw<ListedPacket[]>`
    SELECT ${columns}, r.number AS "roundNumber", a.name AS person
    FROM packet k JOIN round r ON r.id = k.round_id JOIN account a ON a.id = k.account_id
    WHERE k.department_id = ${departmentId}::uuid ORDER BY k.created_at DESC LIMIT 20`
}

export async function findPacket(
  db: Tx,
  departmentId: string | null,
  id: string,
): Promise<(Packet & { cipher: Uint8Array | null }) | null> {
  const rows = await db.$queryRaw<(Packet & { cipher: Uint8Array | null })[]>`
    SELECT ${columns}, k.cipher FROM packet k WHERE k.id = ${id}::uuid AND k.department_id = ${departmentId}::uuid`
  return rows[0] ?? null
}

/** The workbook of this department that carries the fingerprint. */
export async function handedOut(db: Tx, departmentId: string | null, fingerprint: string): Promise<Packet | null> {
  const rows = await db.$queryRaw<Packet[]>`
    SELECT ${columns} FROM packet k
    WHERE k.department_id = ${departmentId}::uuid AND k.fingerprint = ${fingerprint} AND k.direction = 'out'`
  return rows[0] ?? null
}

export async function markTaken(tx: Tx, id: string, takenAt: Date, tally: Record<string, number>): Promise<void> {
  await tx.packet.update({ where: { id }, data: { takenAt, tally } })
}

/** The reviewer of a department whom a workbook names as 经办人; null when no account, or more than one, has the name. */
export async function reviewerNamed(
  db: Tx,
  departmentId: string | null,
  name: string,
): Promise<{ accountId: string } | null> {
  const rows = await db.$queryRaw<{ accountId: string }[]>`
    SELECT id AS "accountId" FROM account
    WHERE department_id = ${departmentId}::uuid AND name = ${name} AND state = 'active' LIMIT 2`
  return rows.length === 1 ? rows[0]! : null
}

const own = Prisma.sql`v.pass = 0 AND v.state <> 'carried'`

const columns = Prisma.sql`
  k.id, k.round_id AS "roundId", k.department_id AS "departmentId", k.direction, k.fingerprint,
  k.file_name AS "fileName", k.digest, k.created_at AS "createdAt", k.taken_at AS "takenAt", k.tally`
