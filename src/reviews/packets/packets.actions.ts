import type { Actor } from '../../accounts/actor'
import { recorded } from '../../audit/recorded'
import { newId } from '../../lib/ids'
import { lockCandidates } from '../../standings/standings.store'
import type { Line, Unsigned } from './packet.policy'
import { keptWorkbook } from './handing-out.actions'
import { type PacketActing, planned, readPacketFile, reopen } from './packet-reading.actions'
import { written } from './packet-taking.actions'
import { insertPacket, markTaken, type Packet, packedReviews } from './packets.store'
import type { DepartmentReturn } from '../returns/return'
import { lockReviews } from '../signing.store'

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
  await recorded(acting, actor, 'packet.received', async (tx) => {
    const { roundId, departmentId, fingerprint, rowFingerprints } = out
    const packet = { id, roundId, departmentId, direction: 'in' as const, fingerprint, people: null }
    const content = { fileName: file.name.slice(0, 200), bytes: file.bytes, rowFingerprints, now: acting.clock.now() }
    await insertPacket(tx, keptWorkbook(acting, actor, packet, content))
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
