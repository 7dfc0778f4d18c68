import { createHash } from 'node:crypto'
import type { Actor } from '../../accounts/actor'
import { recorded } from '../../audit/recorded'
import { minuteInChina } from '../../lib/clock'
import { NotFound, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { seal } from '../../lib/seal'
import { returnWorkbook } from '../returns/return-workbook'
import {
  bookOf,
  candidatesIn,
  fingerprintFor,
  type PacketActing,
  packetBytes,
  roundBase,
} from './packet-reading.actions'
import { findPacket, insertPacket, type KeptPacket, type Packet, replaceOlder } from './packets.store'

/**
 * Makes the department's workbook of a round, with what has been answered so far, and keeps its very bytes: what is
 * downloaded again has the same digest. Older workbooks of the round are not taken back from here on. Gives its id.
 */
export async function handOut(acting: PacketActing, actor: Actor, roundId: string): Promise<string> {
  const base = await roundBase(acting, actor, roundId)
  if (base.round.state !== 'issued') throw new Refused(message('reviews:refused.closed'))
  const id = newId()
  const fingerprint = fingerprintFor(acting.keys, id, base)
  const candidates = candidatesIn(acting.keys, id, base)
  const file = await returnWorkbook({ ...bookOf(base), fingerprint, candidates })
  const now = acting.clock.now()
  const fileName = `${base.department.name}-${bookOf(base).round}-${minuteInChina(now).replace(' ', '-').replace(':', '')}.xlsx`
  const people = candidates.length
  await recorded(acting, actor, 'packet.handed_out', async (tx) => {
    const packet = { id, roundId, departmentId: base.department.id, direction: 'out' as const, fingerprint, people }
    const kept = keptWorkbook(acting, actor, packet, { fileName, bytes: file, rowFingerprints: true, now })
    await insertPacket(tx, kept)
    await replaceOlder(tx, kept)
    return { result: undefined, record: { type: 'packet', id, details: { people } } }
  })
  return id
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
