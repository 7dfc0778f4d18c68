import type { Actor } from '../../accounts/actor'
import type { Acting } from '../../audit/recorded'
import { openId } from '../../candidates/id-seal'
import { nameOfCode } from '../../candidates/codes/code-list'
import { posts } from '../../candidates/codes/post'
import { findCriteria } from '../../criteria/criteria.store'
import type { Tx } from '../../db/client'
import type { Keys } from '../../keys'
import { minuteInChina } from '../../lib/clock'
import { Invalid, NotFound } from '../../lib/errors'
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
import { handedOut, type HandedOut, packetCipher, type Packet, peopleToPack } from './packets.store'
import { type DepartmentReturn, readReturn } from '../returns/return'
import type { ReturnContext } from '../returns/return-problem'
import { labelled, sheetNamed } from '../returns/return-layout'
import { fingerprintHead, roundWord, sheetNames } from '../returns/return-words'

export type PacketActing = Acting & { keys: Keys }

/** What reading needs: the same outside an act and inside. */
type From = { db: Tx; keys: Keys }

export type Base = Awaited<ReturnType<typeof roundBase>>
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

/** What a filled workbook says, and by ID number what stood in it as it was handed out; null where that was not kept. */
export type PacketReading = { reading: DepartmentReturn; before: ReadonlyMap<string, Answers> | null }

/**
 * Reads a workbook against the hand-out whose fingerprint it carries.
 * @throws Invalid with the one sentence why nothing of it can be taken.
 */
export async function readPacketFile(
  from: From,
  actor: Actor,
  file: { name: string; bytes: Buffer },
): Promise<PacketReading & { out: HandedOut }> {
  const book = await readWorkbook({ name: file.name, file: file.bytes })
  if (!book.ok) throw new Invalid({ file: book.message })
  const out = await hisHandOut(from, actor, book.sheets)
  const context = contextOf(from.keys, out, await roundBase(from, actor, out.roundId))
  const reading = readReturn(book.sheets, context)
  if (!reading.ok) throw new Invalid({ file: reading.message })
  const { problems } = reading
  const head = problems.find(({ severity, message: { key } }) => severity === 'refused' && /round|finger/.test(key))
  if (!reading.current) throw new Invalid({ file: head!.message })
  return { out, reading, before: await answersBefore(from, out, context) }
}

async function hisHandOut({ db }: From, actor: Actor, sheets: Sheet[]): Promise<HandedOut> {
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

/** The very bytes that were handed out or in. @throws NotFound for one from before they were kept. */
export async function packetBytes({ db, keys }: From, id: string): Promise<Buffer> {
  const cipher = await packetCipher(db, id)
  if (!cipher) throw new NotFound()
  return unseal(keys.idKey, cipher, `packet:${id}`)
}

async function answersBefore(
  { db, keys }: From,
  out: HandedOut,
  context: ReturnContext,
): Promise<PacketReading['before']> {
  const cipher = await packetCipher(db, out.id)
  if (!cipher) return null
  const file = unseal(keys.idKey, cipher, `packet:${out.id}`)
  const book = await readWorkbook({ name: out.fileName, file })
  const reading = book.ok ? readReturn(book.sheets, context) : null
  return reading?.ok ? new Map(reading.reviews.map(({ idNumber, answers }) => [idNumber, answers])) : null
}
