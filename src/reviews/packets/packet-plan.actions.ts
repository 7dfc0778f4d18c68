import type { Actor } from '../../accounts/actor'
import { openId } from '../../candidates/id-seal'
import type { Tx } from '../../db/client'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { drafterKey } from '../returns/return-words'
import { type Line, linesOf, type Packed, signatureProblem, type Unsigned } from './packet.policy'
import { type Base, type PacketActing, type PacketReading, roundBase } from './packet-reading.actions'
import { openReading } from './packet-receiving.actions'
import { findPacket, handedOut, type KeptPacket, type Packet, packedReviews, reviewerNamed } from './packets.store'

/** A received workbook as it was read when it was handed in, beside its round as it is now. */
export type Reopened = PacketReading & { packet: KeptPacket; base: Base; out: Packet }

/** @throws NotFound; Refused 409 when a newer workbook was made since it was handed in. */
export async function reopen(acting: PacketActing, actor: Actor, id: string): Promise<Reopened> {
  const packet = await findPacket(acting.db, actor.departmentId, id)
  if (packet?.direction !== 'in') throw new NotFound()
  const out = await handedOut(acting.db, packet.fingerprint)
  if (!out || out.replacedAt) throw new Refused(message('packets:refused.replaced'), 409)
  const base = await roundBase(acting, actor, packet.roundId)
  return { packet, out, base, ...(await openReading(acting, actor, packet)) }
}

/** What taking the workbook would do to each review as it is now. */
export async function planned(
  db: Tx,
  { keys }: PacketActing,
  actor: Actor,
  { base, reading, out, before }: Reopened,
): Promise<{ lines: Line[]; absent: Packed[]; unsigned: Unsigned | null; drafter: { accountId: string } | null }> {
  const reviews = await packedReviews(db, base.round.id, actor.departmentId)
  const numbers = new Map(base.people.map((one) => [one.reviewId, openId(keys, one.idCipher, one.candidateId)]))
  const packed: Packed[] = reviews.map((review) => ({ ...review, idNumber: numbers.get(review.id) ?? '' }))
  const drafter = await reviewerNamed(db, actor.departmentId, reading.signatures[drafterKey] ?? '')
  const unsigned = signatureProblem(actor, reading, drafter)
  const hands = { actor, filledById: drafter?.accountId ?? null, handedOutAt: out.createdAt, base: before }
  const read = new Set(reading.reviews.map(({ idNumber }) => idNumber))
  const absent = packed.filter(({ idNumber }) => !read.has(idNumber))
  return { lines: linesOf(hands, reading, packed), absent, unsigned, drafter }
}
