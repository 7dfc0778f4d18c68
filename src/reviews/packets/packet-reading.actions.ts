import type { Actor } from '../../accounts/actor'
import type { Acting } from '../../audit/recorded'
import { openId } from '../../candidates/id-seal'
import { nameOfCode } from '../../candidates/codes/code-list'
import { posts } from '../../candidates/codes/post'
import { findCriteria } from '../../criteria/criteria.store'
import type { Tx } from '../../db/client'
import type { Keys } from '../../keys'
import { Invalid, NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { unseal } from '../../lib/seal'
import { findDepartment } from '../../organisations/organisations.store'
import { findRound } from '../../rounds/rounds.store'
import { readWorkbook } from '../../sheets/reading'
import { fingerprintOf } from './packet'
import { type Line, linesOf, type Packed, signatureProblem, type Unsigned } from './packet.policy'
import { findPacket, handedOut, type Packet, packedReviews, peopleToPack, reviewerNamed } from './packets.store'
import { type DepartmentReturn, readReturn } from '../returns/return'
import { labelled, sheetNamed } from '../returns/return-layout'
import { drafterKey, fingerprintHead, roundWord, sheetNames } from '../returns/return-words'

export type PacketActing = Acting & { keys: Keys }

export type Base = Awaited<ReturnType<typeof roundBase>>
export type Reopened = { packet: Packet; reading: DepartmentReturn; base: Base; out: Packet }

export async function roundBase({ db }: PacketActing, actor: Actor, roundId: string) {
  const [round, department] = [await findRound(db, roundId), await findDepartment(db, actor.departmentId ?? roundId)]
  const people = await peopleToPack(db, roundId, actor.departmentId)
  if (!round || !department || !people.length) throw new NotFound()
  const criteria = (await findCriteria(db, round.criteriaSetId))!
  return { round, department, people, criteria }
}

export function bookOf({ round, department, criteria }: Base) {
  const { key, name } = department
  const version = `${criteria.key} v${criteria.version}`
  const { referenceDate } = round
  return { department: { key, name }, round: roundWord(round.number), version, referenceDate, criteria }
}

export function candidatesIn(keys: Keys, { people }: Base) {
  return people.map(({ candidateId, idCipher, position, ...person }) => ({
    ...person,
    position: nameOfCode(posts, position, 'zh-CN'),
    idNumber: openId(keys, idCipher, candidateId),
  }))
}

export function fingerprintFor(keys: Keys, packetId: string, { round, department, criteria, people }: Base): string {
  const candidateIds = people.map(({ candidateId }) => candidateId)
  const of = { packetId, roundId: round.id, departmentId: department.id, criteriaDigest: criteria.digest ?? '' }
  return fingerprintOf(keys.fingerprintKey, { ...of, candidateIds })
}

/** Reads a workbook against the hand-out whose fingerprint it carries. */
export async function readPacketFile(acting: PacketActing, actor: Actor, file: { name: string; bytes: Buffer }) {
  const book = await readWorkbook({ name: file.name, file: file.bytes })
  if (!book.ok) throw new Invalid({ file: book.message })
  const opinions = sheetNamed(book.sheets, sheetNames.opinions)
  const found = labelled(opinions?.rows ?? [], [fingerprintHead])[fingerprintHead]
  if (!opinions || !found) throw new Invalid({ file: message('reviews:packet.problem.noFingerprint') })
  const refused = message('reviews:packet.problem.fingerprint', { sheet: opinions.name, cell: found.address })
  const out = await handedOut(acting.db, actor.departmentId, found.text.trim())
  if (!out) throw new Invalid({ file: refused })
  const base = await roundBase(acting, actor, out.roundId)
  if (fingerprintFor(acting.keys, out.id, base) !== out.fingerprint) throw new Invalid({ file: refused })
  const { criteria, referenceDate, round, version, department } = bookOf(base)
  const reading = readReturn(book.sheets, {
    criteria,
    referenceDate,
    departments: [department],
    candidates: candidatesIn(acting.keys, base),
    expected: { round, version, fingerprint: out.fingerprint },
  })
  if (!reading.ok) throw new Invalid({ file: reading.message })
  const head = reading.problems.find(
    ({ severity, message: { key } }) => severity === 'refused' && /round|finger/.test(key),
  )
  if (!reading.current) throw new Invalid({ file: head?.message ?? refused })
  return { out, base, reading }
}

export async function reopen(acting: PacketActing, actor: Actor, id: string): Promise<Reopened> {
  const packet = await findPacket(acting.db, actor.departmentId, id)
  if (!packet?.cipher) throw new NotFound()
  const bytes = unseal(acting.keys.idKey, packet.cipher, `packet:${id}`)
  return { packet, ...(await readPacketFile(acting, actor, { name: packet.fileName, bytes })) }
}

export async function planned(
  db: Tx,
  { keys }: PacketActing,
  actor: Actor,
  { base, reading, out }: Reopened,
): Promise<{ lines: Line[]; unsigned: Unsigned | null; drafter: { accountId: string } | null }> {
  const reviews = await packedReviews(db, base.round.id, actor.departmentId)
  const numbers = new Map(base.people.map((one) => [one.reviewId, openId(keys, one.idCipher, one.candidateId)]))
  const packed: Packed[] = reviews.map((review) => ({ ...review, idNumber: numbers.get(review.id) ?? '' }))
  const drafter = await reviewerNamed(db, actor.departmentId, reading.signatures[drafterKey] ?? '')
  const unsigned = signatureProblem(actor, reading, drafter)
  const hands = { actor, filledById: drafter?.accountId ?? null, handedOutAt: out.createdAt }
  return { lines: linesOf(hands, reading, packed), unsigned, drafter }
}
