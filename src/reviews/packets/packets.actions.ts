import type { Actor } from '../../accounts/actor'
import { recorded } from '../../audit/recorded'
import { newId } from '../../lib/ids'
import { lockCandidates } from '../../standings/standings.store'
import type { Tx } from '../../db/client'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { type Choices, withChoices } from './packet'
import type { Line, Packed, Unsigned } from './packet.policy'
import { keptWorkbook } from './handing-out.actions'
import { type Base, type PacketActing, planned, readPacketFile, reopen } from './packet-reading.actions'
import { written } from './packet-taking.actions'
import {
  findPacket,
  handedOut,
  insertPacket,
  keepChoices,
  lockPacket,
  markTaken,
  type KeptPacket,
  type Packet,
  packedReviews,
  savedChoices,
} from './packets.store'
import type { DepartmentReturn } from '../returns/return'
import { lockReviews } from '../signing/signing.store'

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
  packet: KeptPacket
  base: Base
  reading: DepartmentReturn
  lines: Line[]
  /** People of the round of whom the workbook has no row that can be read. */
  absent: Packed[]
  choices: Choices
  /** Why the workbook's signature will not sign; null when taking it signs. */
  unsigned: Unsigned | null
}

/** What taking a received workbook would do now. */
export async function previewPacket(acting: PacketActing, actor: Actor, id: string): Promise<PacketPreview> {
  const read = await reopen(acting, actor, id)
  const choices = await savedChoices(acting.db, id)
  return { ...read, ...(await planned(acting.db, acting, actor, read)), choices }
}

/** Keeps what was chosen on one page of conflicts until the workbook is taken; writes to no review. */
export async function saveChoices(acting: PacketActing, actor: Actor, id: string, choices: Choices): Promise<void> {
  const packet = await findPacket(acting.db, actor.departmentId, id)
  if (packet?.direction !== 'in') throw new NotFound()
  await recorded(acting, actor, 'packet.chosen', async (tx) => {
    await lockPacket(tx, id)
    await keepChoices(tx, id, withChoices(await savedChoices(tx, id), choices))
    return { result: undefined, record: { type: 'packet', id, details: { reviews: Object.keys(choices).length } } }
  })
}

/**
 * Takes a received workbook: drafts, returns of files and, where the signature holds, signatures, in one transaction.
 * Taken a second time it changes nothing. `choices` of the page in front join those saved before.
 */
export async function takePacket(
  acting: PacketActing,
  actor: Actor,
  id: string,
  choices: Choices,
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
      await refuseReplaced(tx, read.packet)
      const plan = await planned(tx, acting, actor, read)
      const made = withChoices(await savedChoices(tx, id), choices)
      const tally = await written(tx, acting, actor, { ...plan, ...read, choices: made })
      await markTaken(tx, id, acting.clock.now(), tally)
      return { result: tally, record: { type: 'packet', id, details: tally } }
    },
    60,
  )
}

/** A newer workbook may have been made between the reading and the lock. */
async function refuseReplaced(tx: Tx, { fingerprint }: Packet): Promise<void> {
  const out = await handedOut(tx, fingerprint)
  if (out?.replacedAt) throw new Refused(message('packets:refused.replaced'), 409)
}
