import { createHash } from 'node:crypto'
import type { Actor } from '../../../accounts/actor'
import { recorded } from '../../../audit/recorded'
import type { Tx } from '../../../db/client'
import { keepExported } from '../../../jobs/exports/export-people.store'
import type { JobResult } from '../../../jobs/job'
import { orderWork } from '../../../jobs/jobs.actions'
import type { JobKind, Step, Work } from '../../../jobs/work.actions'
import { minuteInChina } from '../../../lib/clock'
import { NotFound, Refused } from '../../../lib/errors'
import { newId } from '../../../lib/ids'
import { message } from '../../../lib/message'
import { seal } from '../../../lib/seal'
import { returnWorkbook } from '../../returns/return-workbook'
import {
  type Base,
  bookOf,
  candidatesIn,
  fingerprintFor,
  type PacketActing,
  packetBytes,
  roundBase,
} from '../packet-reading.actions'
import { findPacket, insertPacket, type KeptPacket, type Packet, replaceOlder } from '../packets.store'

/** Workbooks of so many people are made at once; larger ones become jobs, for they keep other people's pages waiting. */
export const mostPackedAtOnce = 200

const seconds = 120

type Order = { roundId: string }
type Making = { people: number }

/**
 * Makes the department's workbook of a round, with what has been answered so far, and keeps its very bytes: what is
 * downloaded again has the same digest. Older workbooks of the round are not taken back from here on. Gives where to go on.
 */
export async function handOut(acting: PacketActing, actor: Actor, roundId: string): Promise<JobResult> {
  const { round, people } = await roundBase(acting, actor, roundId)
  return orderWork(acting, actor, packetMaking(acting), {
    input: { roundId },
    subject: `packet:${actor.departmentId}:${roundId}`,
    title: message('packets:job', { number: round.number }),
    big: people.length > mostPackedAtOnce,
  })
}

/** The same as a job: one step, because a workbook is there as a whole or not at all. */
export function packetMaking(acting: PacketActing): JobKind<Order, Making> {
  return {
    key: 'packet',
    act: 'packet.handed_out',
    seconds,
    step: (tx, work, cursor) => (cursor ? make(tx, acting, work) : begin(tx, work)),
    abandon: async () => [],
  }
}

async function begin(tx: Tx, { actor, input }: Work<Order>): Promise<Step<Making>> {
  const people = (await issuedBase(tx, actor, input)).people.length
  return { cursor: { people }, phase: 'packets:phase', done: 0, total: people }
}

async function make(tx: Tx, acting: PacketActing, { actor, input }: Work<Order>): Promise<Step<Making>> {
  const base = await issuedBase(tx, actor, input)
  const id = newId()
  const fingerprint = fingerprintFor(acting.keys, id, base)
  const candidates = candidatesIn(acting.keys, id, base)
  const bytes = await returnWorkbook({ ...bookOf(base), fingerprint, candidates })
  const now = acting.clock.now()
  const people = candidates.length
  const packet = { id, ...input, departmentId: base.department.id, direction: 'out' as const, fingerprint, people }
  const kept = keptWorkbook(acting, actor, packet, { fileName: nameOf(base, now), bytes, rowFingerprints: true, now })
  await insertPacket(tx, kept)
  await replaceOlder(tx, kept)
  const named = base.people.map(({ candidateId }) => candidateId)
  await keepExported(tx, { type: 'packet', id }, named)
  const result = { href: `/reviews/packets/${id}`, notices: [message('packets:made.done')] }
  return { result, records: [{ type: 'packet', id, details: { people } }] }
}

/** @throws NotFound; Refused once the round is closed. */
async function issuedBase(tx: Tx, actor: Actor, { roundId }: Order): Promise<Base> {
  const base = await roundBase({ db: tx }, actor, roundId)
  if (base.round.state !== 'issued') throw new Refused(message('reviews:refused.closed'))
  return base
}

function nameOf(base: Base, now: Date): string {
  return `${base.department.name}-${bookOf(base).round}-${minuteInChina(now).replace(' ', '-').replace(':', '')}.xlsx`
}

/** The workbook again, as it was handed out; each time is recorded. @throws NotFound, Refused once a newer one is out */
export async function handedOutFile(
  acting: PacketActing,
  actor: Actor,
  id: string,
): Promise<{ fileName: string; file: Buffer }> {
  const { fileName } = await findHandOut(acting, actor, id)
  const file = await packetBytes(acting, id)
  await recorded(acting, actor, 'packet.downloaded', async () => {
    return { result: undefined, record: { type: 'packet', id, details: { bytes: file.length } } }
  })
  return { fileName, file }
}

/** A workbook of the actor's department that it may still fill in. @throws NotFound, Refused */
export async function findHandOut({ db }: Pick<PacketActing, 'db'>, actor: Actor, id: string): Promise<KeptPacket> {
  const packet = await findPacket(db, actor.departmentId, id)
  if (packet?.direction !== 'out') throw new NotFound()
  if (packet.replacedAt) throw new Refused(message('packets:refused.replaced'), 409)
  return packet
}

type Placed = Pick<Packet, 'id' | 'roundId' | 'departmentId' | 'direction' | 'fingerprint' | 'people'>
type Content = { fileName: string; bytes: Buffer; rowFingerprints: boolean; now: Date }

/** A workbook as it is kept: sealed, with the digest of its bytes. */
export function keptWorkbook(
  { keys }: PacketActing,
  actor: Actor,
  packet: Placed,
  { bytes, now, ...content }: Content,
) {
  const cipher = Buffer.from(seal(keys.idKey, bytes, `packet:${packet.id}`))
  return { ...packet, ...content, accountId: actor.accountId, digest: sha256(bytes), cipher, createdAt: now }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
