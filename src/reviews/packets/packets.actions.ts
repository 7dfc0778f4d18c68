import type { Actor } from '../../accounts/actor'
import { recorded } from '../../audit/recorded'
import { lockCandidates } from '../../standings/standings.store'
import type { Tx } from '../../db/client'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { type Choices, withChoices } from './packet'
import type { Line, Packed, Unsigned } from './packet.policy'
import type { Base, PacketActing } from './packet-reading.actions'
import { planned, reopen } from './packet-plan.actions'
import { written } from './packet-taking.actions'
import {
  findPacket,
  handedOut,
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
