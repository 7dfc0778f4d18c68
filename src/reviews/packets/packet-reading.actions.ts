import type { Actor } from '../../accounts/actor'
import type { Acting } from '../../audit/recorded'
import { openId } from '../../candidates/id-seal'
import { nameOfCode } from '../../candidates/codes/code-list'
import { posts } from '../../candidates/codes/post'
import { findCriteria } from '../../criteria/criteria.store'
import type { Tx } from '../../db/client'
import type { Keys } from '../../keys'
import { minuteInChina } from '../../lib/clock'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { digestId } from '../../lib/id-digest'
import { type Message, message } from '../../lib/message'
import type { Sheet } from '../../lib/cell'
import { unseal } from '../../lib/seal'
import { bare } from '../../lib/tidy'
import { findDepartment } from '../../organisations/organisations.store'
import { findRound } from '../../rounds/rounds.store'
import { readWorkbook } from '../../sheets/reading'
import type { Answers } from '../review'
import { fingerprintOf, rowFingerprintOf } from './packet'
import { type Line, linesOf, type Packed, signatureProblem, type Unsigned } from './packet.policy'
import {
  findPacket,
  packetCipher,
  handedOut,
  type HandedOut,
  type KeptPacket,
  type Packet,
  packedReviews,
  peopleToPack,
  reviewerNamed,
} from './packets.store'
import { type DepartmentReturn, readReturn } from '../returns/return'
import type { ReturnContext } from '../returns/return-problem'
import { labelled, sheetNamed } from '../returns/return-layout'
import { drafterKey, fingerprintHead, roundWord, sheetNames } from '../returns/return-words'

export type PacketActing = Acting & { keys: Keys }

export type Base = Awaited<ReturnType<typeof roundBase>>
export type Reopened = {
  packet: KeptPacket
  reading: DepartmentReturn
  base: Base
  out: Packet
  before: ReadonlyMap<string, Answers> | null
}

export async function roundBase({ db }: { db: Tx }, actor: Actor, roundId: string) {
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

export function candidatesIn(keys: Keys, packetId: string, { people }: Base) {
  return people.map(({ candidateId, reviewId, idCipher, position, ...person }) => {
    const idNumber = openId(keys, idCipher, candidateId)
    const source = { packetId, reviewId, candidateId, idDigest: digestId(keys, idNumber), name: person.name }
    const fingerprint = rowFingerprintOf(keys.fingerprintKey, source)
    return { ...person, position: nameOfCode(posts, position, 'zh-CN'), idNumber, fingerprint }
  })
}

export function fingerprintFor(keys: Keys, packetId: string, { round, department, criteria }: Base): string {
  const of = { packetId, roundId: round.id, departmentId: department.id, criteriaDigest: criteria.digest ?? '' }
  return fingerprintOf(keys.fingerprintKey, of)
}

/**
 * Reads a workbook against the hand-out whose fingerprint it carries.
 * @throws Invalid with the one sentence why nothing of it can be taken.
 */
export async function readPacketFile(acting: PacketActing, actor: Actor, file: { name: string; bytes: Buffer }) {
  const book = await readWorkbook({ name: file.name, file: file.bytes })
  if (!book.ok) throw new Invalid({ file: book.message })
  const out = await hisHandOut(acting, actor, book.sheets)
  const base = await roundBase(acting, actor, out.roundId)
  const reading = readReturn(book.sheets, contextOf(acting.keys, out, base))
  if (!reading.ok) throw new Invalid({ file: reading.message })
  const { problems } = reading
  const head = problems.find(({ severity, message: { key } }) => severity === 'refused' && /round|finger/.test(key))
  if (!reading.current) throw new Invalid({ file: head!.message })
  return { out, base, reading }
}

async function hisHandOut({ db }: PacketActing, actor: Actor, sheets: Sheet[]): Promise<HandedOut> {
  const opinions = sheetNamed(sheets, sheetNames.opinions)
  if (!opinions) throw new Invalid({ file: message('returns:noSheet') })
  const found = labelled(opinions.rows, [fingerprintHead])[fingerprintHead]
  const refused = (key: string, values: Message['values'] = {}) => {
    const place = { sheet: opinions.name, cell: found?.address ?? '' }
    return new Invalid({ file: message(`packets:problem.${key}`, { ...place, ...values }) })
  }
  if (!found) throw refused('noFingerprint')
  const out = await handedOut(db, bare(found.text).toLowerCase())
  if (!out) throw refused('fingerprint')
  if (out.departmentId !== actor.departmentId) throw refused('otherDepartment')
  if (out.replacedAt)
    throw refused('older', { day: minuteInChina(out.createdAt), newer: minuteInChina(out.replacedAt) })
  return out
}

function contextOf(keys: Keys, out: Packet, base: Base): ReturnContext {
  const { criteria, referenceDate, round, version, department } = bookOf(base)
  const candidates = candidatesIn(keys, out.id, base)
  const rows = new Map(candidates.map(({ idNumber, fingerprint }) => [idNumber, fingerprint]))
  return {
    criteria,
    referenceDate,
    departments: [department],
    candidates,
    expected: {
      round,
      version,
      fingerprint: out.rowFingerprints ? fingerprintFor(keys, out.id, base) : out.fingerprint,
    },
    handedOut: { rows: out.rowFingerprints ? rows : null },
  }
}

export async function reopen(acting: PacketActing, actor: Actor, id: string): Promise<Reopened> {
  const packet = await findPacket(acting.db, actor.departmentId, id)
  if (packet?.direction !== 'in') throw new NotFound()
  const bytes = await packetBytes(acting, id)
  const file = { name: packet.fileName, bytes }
  const [read, before] = await Promise.all([readAgain(acting, actor, file), answersBefore(acting, actor, packet)])
  return { packet, ...read, before }
}

/** The very bytes that were handed out or in. @throws NotFound for one from before they were kept. */
export async function packetBytes({ db, keys }: PacketActing, id: string): Promise<Buffer> {
  const cipher = await packetCipher(db, id)
  if (!cipher) throw new NotFound()
  return unseal(keys.idKey, cipher, `packet:${id}`)
}

/** What stood in the workbook as it was handed out, by ID number; null where its bytes were not kept. */
async function answersBefore(acting: PacketActing, actor: Actor, packet: Packet): Promise<Reopened['before']> {
  const out = await handedOut(acting.db, packet.fingerprint)
  const cipher = out && (await packetCipher(acting.db, out.id))
  if (!cipher) return null
  const file = unseal(acting.keys.idKey, cipher, `packet:${out.id}`)
  const book = await readWorkbook({ name: out.fileName, file })
  if (!book.ok) return null
  const reading = readReturn(book.sheets, contextOf(acting.keys, out, await roundBase(acting, actor, out.roundId)))
  return reading.ok ? new Map(reading.reviews.map(({ idNumber, answers }) => [idNumber, answers])) : null
}

/** What could be taken when it was handed in may be refused by now: a newer workbook was made since. */
async function readAgain(acting: PacketActing, actor: Actor, file: { name: string; bytes: Buffer }) {
  try {
    return await readPacketFile(acting, actor, file)
  } catch (error) {
    throw error instanceof Invalid ? new Refused(Object.values(error.problems)[0]!, 409) : error
  }
}

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
