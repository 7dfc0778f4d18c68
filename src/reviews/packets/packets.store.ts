import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { Day } from '../../lib/day'
import { joins } from '../queue/queue.store'
import type { Answers } from '../review'
import type { Choices } from './packet'
import type { Signable } from '../signing/signing'
import { findSignables } from '../signing/signing.store'

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
  people: number | null
  rowFingerprints: boolean
}

/** A workbook that was handed out; `replacedAt` is when a newer one for the same round and department was. */
export type HandedOut = Packet & { replacedAt: Date | null }

/** `hasBytes` is whether the workbook itself was kept, `replacedAt` when a newer one of its round was handed out. */
export type ListedPacket = HandedOut & { roundNumber: number; person: string; hasBytes: boolean }

/** One packet with all that its page and its check file print. */
export type KeptPacket = ListedPacket & { departmentName: string; referenceDate: Day }

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

type Sealed = Uint8Array<ArrayBuffer>

/** `cipher` is the workbook, sealed; `reading` what was read of one that was handed in, sealed too. */
export async function insertPacket(
  tx: Tx,
  packet: Omit<Packet, 'takenAt' | 'tally'> & { accountId: string; cipher: Sealed; reading?: Sealed },
): Promise<void> {
  await tx.packet.create({ data: packet })
}

/** The newest first; a department hands out a few a day. */
export async function listPackets(db: Tx, departmentId: string | null): Promise<ListedPacket[]> {
  return db.$queryRaw<ListedPacket[]>`
    SELECT ${columns}, ${listedColumns} FROM packet k ${listedJoins}
    WHERE k.department_id = ${departmentId}::uuid ORDER BY k.created_at DESC, k.id DESC LIMIT 20`
}

/** The workbook of each open round that the department may fill in: the newest, where there is one. */
export async function currentPackets(db: Tx, departmentId: string | null): Promise<ListedPacket[]> {
  return db.$queryRaw<ListedPacket[]>`
    SELECT DISTINCT ON (k.round_id) ${columns}, ${listedColumns} FROM packet k ${listedJoins}
    WHERE k.department_id = ${departmentId}::uuid AND k.direction = 'out' AND r.state = 'issued'
      AND k.replaced_by_id IS NULL
    ORDER BY k.round_id, k.created_at DESC, k.id DESC`
}

export async function findPacket(db: Tx, departmentId: string | null, id: string): Promise<KeptPacket | null> {
  const rows = await db.$queryRaw<KeptPacket[]>`
    SELECT ${columns}, ${listedColumns}, d.name AS "departmentName", r.reference_date::text AS "referenceDate"
    FROM packet k ${listedJoins} JOIN department d ON d.id = k.department_id
    WHERE k.id = ${id}::uuid AND k.department_id = ${departmentId}::uuid`
  return rows[0] ?? null
}

/** The workbook itself, sealed under `packet:<id>`. */
export async function packetCipher(db: Tx, id: string): Promise<Uint8Array | null> {
  return (await db.packet.findUnique({ where: { id }, select: { cipher: true } }))?.cipher ?? null
}

/** What was read of a workbook when it was handed in, sealed under `packet:<id>:reading`. */
export async function readingCipher(db: Tx, id: string): Promise<Uint8Array | null> {
  return (await db.packet.findUnique({ where: { id }, select: { reading: true } }))?.reading ?? null
}

/** The workbook that was handed out with this fingerprint, to whichever department. */
export async function handedOut(db: Tx, fingerprint: string): Promise<HandedOut | null> {
  const rows = await db.$queryRaw<HandedOut[]>`
    SELECT ${columns}, ${replacedColumn} FROM packet k ${replacedJoin}
    WHERE k.fingerprint = ${fingerprint} AND k.direction = 'out'`
  return rows[0] ?? null
}

/** The older workbooks of the same round and department give way; hand-outs of a department wait for each other. */
export async function replaceOlder(
  tx: Tx,
  { id, roundId, departmentId }: Pick<Packet, 'id' | 'roundId' | 'departmentId'>,
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM department WHERE id = ${departmentId}::uuid FOR NO KEY UPDATE`
  const older = { roundId, departmentId, direction: 'out', replacedById: null, id: { not: id } }
  await tx.packet.updateMany({ where: older, data: { replacedById: id } })
}

/** What was chosen for conflicts so far. */
export async function savedChoices(db: Tx, id: string): Promise<Choices> {
  const packet = await db.packet.findUnique({ where: { id }, select: { choices: true } })
  return (packet?.choices as Choices | null) ?? {}
}

export async function keepChoices(tx: Tx, id: string, choices: Choices): Promise<void> {
  await tx.packet.update({ where: { id }, data: { choices } })
}

export async function lockPacket(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM packet WHERE id = ${id}::uuid FOR UPDATE`
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
  k.file_name AS "fileName", k.digest, k.created_at AS "createdAt", k.taken_at AS "takenAt", k.tally, k.people,
  k.row_fingerprints AS "rowFingerprints"`

const replacedColumn = Prisma.sql`n.created_at AS "replacedAt"`
const replacedJoin = Prisma.sql`LEFT JOIN packet n ON n.id = k.replaced_by_id`

const listedColumns = Prisma.sql`
  r.number AS "roundNumber", a.name AS person, k.cipher IS NOT NULL AS "hasBytes", ${replacedColumn}`
const listedJoins = Prisma.sql`
  JOIN round r ON r.id = k.round_id JOIN account a ON a.id = k.account_id ${replacedJoin}`
