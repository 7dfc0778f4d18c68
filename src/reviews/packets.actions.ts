import { createHash } from 'node:crypto'
import type { Actor } from '../accounts/actor'
import { appendEntries } from '../audit/audit.store'
import { entryOf, recorded, type Acting } from '../audit/recorded'
import { openId } from '../candidates/id-seal'
import { nameOfCode } from '../candidates/codes/code-list'
import { posts } from '../candidates/codes/post'
import { insertEvents } from '../candidates/steps.store'
import { findCriteria } from '../criteria/criteria.store'
import type { Tx } from '../db/client'
import type { Keys } from '../keys'
import { Invalid, NotFound, Refused } from '../lib/errors'
import { newId } from '../lib/ids'
import { message } from '../lib/message'
import { seal, unseal } from '../lib/seal'
import { findDepartment } from '../organisations/organisations.store'
import { findRound } from '../rounds/rounds.store'
import { readWorkbook } from '../sheets/reading'
import { recomputeStandings } from '../standings/standings.actions'
import { lockCandidates } from '../standings/standings.store'
import { fingerprintOf, type Line, linesOf, type Packed, signatureProblem, type Unsigned } from './packet'
import {
  findPacket,
  handedOut,
  insertPacket,
  markTaken,
  type Packet,
  packedReviews,
  peopleToPack,
  reviewerNamed,
} from './packets.store'
import { type DepartmentReturn, readReturn } from './return'
import { labelled, sheetNamed } from './return-layout'
import { returnWorkbook } from './return-workbook'
import { drafterKey, fingerprintHead, roundWord, sheetNames } from './return-words'
import { markOf } from './review'
import { saveDrafts, saveReturns } from './reviews.store'
import { signingDigest } from './signing'
import { signing, sorted } from './signing.actions'
import { findSignables, lockReviews } from './signing.store'

export type PacketActing = Acting & { keys: Keys }

/** Makes the department's workbook of a round, with what has been answered so far, and remembers its fingerprint. */
export async function handOut(
  acting: PacketActing,
  actor: Actor,
  roundId: string,
): Promise<{ file: Buffer; fileName: string }> {
  const base = await roundBase(acting, actor, roundId)
  if (base.round.state !== 'issued') throw new Refused(message('reviews:refused.closed'))
  const packetId = newId()
  const fingerprint = fingerprintFor(acting.keys, packetId, base)
  const file = await returnWorkbook({ ...bookOf(base), fingerprint, candidates: candidatesIn(acting.keys, base) })
  const fileName = `${base.department.name}-${bookOf(base).round}-${acting.clock.today()}.xlsx`
  await recorded(acting, actor, 'packet.handed_out', async (tx) => {
    const ids = { id: packetId, roundId, departmentId: base.department.id, accountId: actor.accountId }
    const content = { fingerprint, fileName, digest: sha256(file), cipher: null, createdAt: acting.clock.now() }
    await insertPacket(tx, { ...ids, ...content, direction: 'out' })
    return { result: undefined, record: { type: 'packet', id: packetId, details: { people: base.people.length } } }
  })
  return { file, fileName }
}

/**
 * Keeps a filled workbook, sealed, for its preview. Nothing is written to any review.
 * @throws Invalid when it is no workbook of this department's that is still current.
 */
export async function receive(
  acting: PacketActing,
  actor: Actor,
  file: { name: string; bytes: Buffer },
): Promise<string> {
  const { out } = await readPacketFile(acting, actor, file)
  const id = newId()
  const cipher = Buffer.from(seal(acting.keys.idKey, file.bytes, `packet:${id}`))
  await recorded(acting, actor, 'packet.received', async (tx) => {
    const { roundId, departmentId, fingerprint } = out
    const packet = { id, roundId, departmentId, fingerprint, accountId: actor.accountId, direction: 'in' as const }
    const content = { fileName: file.name.slice(0, 200), digest: sha256(file.bytes), cipher }
    await insertPacket(tx, { ...packet, ...content, createdAt: acting.clock.now() })
    return { result: undefined, record: { type: 'packet', id, details: { bytes: file.bytes.length } } }
  })
  return id
}

export type PacketPreview = {
  packet: Packet
  reading: DepartmentReturn
  lines: Line[]
  /** Why the workbook's signature will not sign; null when taking it signs. */
  unsigned: Unsigned | null
}

/** What taking a received workbook would do now. */
export async function previewPacket(acting: PacketActing, actor: Actor, id: string): Promise<PacketPreview> {
  const read = await reopen(acting, actor, id)
  return { ...read, ...(await planned(acting.db, acting, actor, read)) }
}

/**
 * Takes a received workbook: drafts, returns of files and, where the signature holds, signatures, in one transaction.
 * Taken a second time it changes nothing. `over`: reviews whose answers give way although somebody answered meanwhile.
 */
export async function takePacket(
  acting: PacketActing,
  actor: Actor,
  id: string,
  over: readonly string[],
): Promise<Record<string, number>> {
  const read = await reopen(acting, actor, id)
  return recorded(
    acting,
    actor,
    'packet.taken',
    async (tx) => {
      const all = await packedReviews(tx, read.packet.roundId, actor.departmentId)
      await lockCandidates(
        tx,
        all.map(({ candidateId }) => candidateId),
      )
      await lockReviews(
        tx,
        all.map((review) => review.id),
      )
      const plan = await planned(tx, acting, actor, read)
      const tally = await written(tx, acting, actor, { ...plan, ...read, over })
      await markTaken(tx, id, acting.clock.now(), tally)
      return { result: tally, record: { type: 'packet', id, details: tally } }
    },
    60,
  )
}

type Base = Awaited<ReturnType<typeof roundBase>>
type Reopened = { packet: Packet; reading: DepartmentReturn; base: Base; out: Packet }

async function roundBase({ db }: PacketActing, actor: Actor, roundId: string) {
  const [round, department] = [await findRound(db, roundId), await findDepartment(db, actor.departmentId ?? roundId)]
  const people = await peopleToPack(db, roundId, actor.departmentId)
  if (!round || !department || !people.length) throw new NotFound()
  const criteria = (await findCriteria(db, round.criteriaSetId))!
  return { round, department, people, criteria }
}

function bookOf({ round, department, criteria }: Base) {
  const { key, name } = department
  const version = `${criteria.key} v${criteria.version}`
  const { referenceDate } = round
  return { department: { key, name }, round: roundWord(round.number), version, referenceDate, criteria }
}

function candidatesIn(keys: Keys, { people }: Base) {
  return people.map(({ candidateId, idCipher, position, ...person }) => ({
    ...person,
    position: nameOfCode(posts, position, 'zh-CN'),
    idNumber: openId(keys, idCipher, candidateId),
  }))
}

function fingerprintFor(keys: Keys, packetId: string, { round, department, criteria, people }: Base): string {
  const candidateIds = people.map(({ candidateId }) => candidateId)
  const of = { packetId, roundId: round.id, departmentId: department.id, criteriaDigest: criteria.digest ?? '' }
  return fingerprintOf(keys.fingerprintKey, { ...of, candidateIds })
}

/** Reads a workbook against the hand-out whose fingerprint it carries. */
async function readPacketFile(acting: PacketActing, actor: Actor, file: { name: string; bytes: Buffer }) {
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
    ...{ criteria, referenceDate, departments: [department], candidates: candidatesIn(acting.keys, base) },
    expected: { round, version, fingerprint: out.fingerprint },
  })
  if (!reading.ok) throw new Invalid({ file: reading.message })
  const head = reading.problems.find(
    ({ severity, message: { key } }) => severity === 'refused' && /round|finger/.test(key),
  )
  if (!reading.current) throw new Invalid({ file: head?.message ?? refused })
  return { out, base, reading }
}

async function reopen(acting: PacketActing, actor: Actor, id: string): Promise<Reopened> {
  const packet = await findPacket(acting.db, actor.departmentId, id)
  if (!packet?.cipher) throw new NotFound()
  const bytes = unseal(acting.keys.idKey, packet.cipher, `packet:${id}`)
  return { packet, ...(await readPacketFile(acting, actor, { name: packet.fileName, bytes })) }
}

async function planned(
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
  return { lines: linesOf(actor, reading, packed, out.createdAt), unsigned, drafter }
}

type Written = Reopened & Awaited<ReturnType<typeof planned>> & { over: readonly string[] }

async function written(tx: Tx, acting: PacketActing, actor: Actor, plan: Written): Promise<Record<string, number>> {
  const now = acting.clock.now()
  const drafts = plan.lines.filter((line) => isDrafted(line, plan.over))
  const returns = plan.lines.filter(({ kind }) => kind === 'return')
  const draftedById = plan.unsigned === null ? plan.drafter!.accountId : actor.accountId
  const basis = basisOf(plan.base)
  await saveDrafts(
    tx,
    drafts.map(({ review, answers }) => {
      return { id: review.id, answers, mark: markOf(answers, basis), draftedById, draftedAt: now }
    }),
  )
  await returnFiles(tx, actor, returns, now)
  const signed = plan.unsigned === null ? await signWhole(tx, acting, actor, plan.lines) : 0
  const touched = [...drafts, ...returns].map(({ review }) => review.candidateId)
  await recomputeStandings(tx, touched, now)
  const kept = plan.lines.filter(({ kind }) => kind === 'collision').length - drafts.filter(isCollision).length
  return { drafted: drafts.length, returned: returns.length, kept, signed }
}

function isDrafted(line: Line, over: readonly string[]): boolean {
  return line.kind === 'new' || line.kind === 'changed' || (isCollision(line) && over.includes(line.review.id))
}

function isCollision({ kind }: Line): boolean {
  return kind === 'collision'
}

function basisOf({ round, department, criteria }: Base) {
  const terms = { cycleStart: null, lastTermStart: null }
  return { criteria, terms, referenceDate: round.referenceDate, departmentKey: department.key }
}

async function returnFiles(tx: Tx, actor: Actor, returns: Line[], now: Date): Promise<void> {
  const by = actor.accountId
  const rows = returns.map(({ review, given }) => ({
    id: review.id,
    reason: given.reason ?? 'other',
    words: given.words,
    by,
    at: now,
  }))
  await saveReturns(tx, rows)
  const events = returns.map(({ review, given }) => {
    return { candidateId: review.candidateId, kind: 'department_return' as const, words: given.words }
  })
  await insertEvents(tx, actor, events, now)
  const records = returns.map(({ review, given }) => ({
    type: 'review',
    id: review.id,
    details: { reason: given.reason },
  }))
  await appendEntries(tx, records.map(entryOf(actor, 'review.returned', now)))
}

/** Signs what the workbook answers whole and the signatory may sign; the rest stays a draft. */
async function signWhole(tx: Tx, acting: PacketActing, actor: Actor, lines: Line[]): Promise<number> {
  const ids = lines.filter(({ given }) => given.complete && given.opinion === 'none').map(({ review }) => review.id)
  const { willSign } = await sorted(tx, actor, await findSignables(tx, actor.departmentId, ids))
  if (!willSign.length) return 0
  const signed = { ids: willSign.map(({ id }) => id), shown: signingDigest(willSign) }
  const { result, records } = await signing(tx, acting, actor, signed)
  await appendEntries(tx, records.map(entryOf(actor, 'review.signed', acting.clock.now())))
  return result
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
