import { createHash } from 'node:crypto'
import type { Actor } from '../../accounts/actor'
import { recorded } from '../../audit/recorded'
import { Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { seal } from '../../lib/seal'
import { lockCandidates } from '../../standings/standings.store'
import type { Line, Unsigned } from './packet.policy'
import {
  bookOf,
  candidatesIn,
  fingerprintFor,
  type PacketActing,
  planned,
  readPacketFile,
  reopen,
  roundBase,
} from './packet-reading.actions'
import { written } from './packet-taking.actions'
import { insertPacket, markTaken, type Packet, packedReviews } from './packets.store'
import type { DepartmentReturn } from '../returns/return'
import { returnWorkbook } from '../returns/return-workbook'
import { lockReviews } from '../signing.store'

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

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
