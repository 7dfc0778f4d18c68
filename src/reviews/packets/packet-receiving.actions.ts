import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Actor } from '../../accounts/actor'
import { recorded, type Recorded } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { openGiven, storeGiven, type JobFileDeps } from '../../jobs/files/job-files.actions'
import type { JobResult } from '../../jobs/job'
import { orderWork } from '../../jobs/jobs.actions'
import type { JobKind, Step, Work } from '../../jobs/work.actions'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { seal, unseal } from '../../lib/seal'
import type { DepartmentReturn } from '../returns/return'
import type { Answers } from '../review'
import { keptWorkbook } from './handing-out/handing-out.actions'
import { type PacketActing, packetBytes, type PacketReading, readPacketFile } from './packet-reading.actions'
import { insertPacket, type Packet, readingCipher } from './packets.store'

/** Workbooks of so many bytes (some hundred people) are read at once; reading larger ones is a job. */
export const mostTakenInAtOnce = 24 * 1024

const seconds = 120

type ReceivingDeps = PacketActing & JobFileDeps
type Upload = { name: string; bytes: Buffer }
type Input = { digest: string }

/**
 * Reads a filled workbook and keeps it for its preview, sealed, with what was read of it: what is shown is what is taken.
 * Nothing is written to any review. Gives where to go on.
 * @throws Invalid for `file` when a small one is no workbook of this department's that is still current; a large one's
 * job says so.
 */
export async function receive(acting: ReceivingDeps, actor: Actor, upload: Upload): Promise<JobResult> {
  if (upload.bytes.length > mostTakenInAtOnce) return receiveLater(acting, actor, upload)
  const read = await readPacketFile(acting, actor, upload)
  return recorded(acting, actor, 'packet.received', async (tx) => {
    const { id, record } = await keepReceived(tx, acting, actor, upload, read)
    return { result: { href: `/reviews/packets/${id}`, notices: [] }, record }
  })
}

function receiveLater(acting: ReceivingDeps, actor: Actor, upload: Upload): Promise<JobResult> {
  const digest = createHash('sha256').update(upload.bytes).digest('hex')
  return orderWork(acting, actor, packetReading(acting, upload), {
    input: { digest },
    subject: `reading:${actor.accountId}:${digest}`,
    title: message('packets:readingJob', { file: upload.name.slice(0, 200) }),
    big: true,
  })
}

/** The same as a job; `upload` is there when it is ordered, and lies in the job's folder from then on. */
export function packetReading(acting: ReceivingDeps, upload?: Upload): JobKind<Input, object> {
  return {
    key: 'packet_reading',
    act: 'packet.received',
    seconds,
    step: (tx, work, cursor) => (cursor ? read(tx, acting, work) : begin(acting, work, upload!)),
    abandon: async () => [],
  }
}

async function begin(acting: ReceivingDeps, { jobId }: Work<Input>, { name, bytes }: Upload): Promise<Step<object>> {
  const file = await storeGiven(acting, jobId, { name, file: bytes })
  return { cursor: {}, phase: 'packets:readingPhase', done: 0, file }
}

async function read(tx: Tx, acting: ReceivingDeps, { jobId, actor }: Work<Input>): Promise<Step<object>> {
  const { name, file: bytes } = await openGiven(tx, acting, jobId)
  const upload = { name, bytes }
  const found = await readPacketFile({ db: tx, keys: acting.keys }, actor, upload)
  const { id, record } = await keepReceived(tx, acting, actor, upload, found)
  return { result: { href: `/reviews/packets/${id}`, notices: [message('packets:read')] }, records: [record] }
}

async function keepReceived(
  tx: Tx,
  acting: PacketActing,
  actor: Actor,
  { name, bytes }: Upload,
  { out, ...read }: PacketReading & { out: Packet },
): Promise<{ id: string; record: Recorded }> {
  const id = newId()
  const { roundId, departmentId, fingerprint, rowFingerprints } = out
  const packet = { id, roundId, departmentId, direction: 'in' as const, fingerprint, people: null }
  const content = { fileName: name.slice(0, 200), bytes, rowFingerprints, now: acting.clock.now() }
  const reading = sealReading(acting, id, read)
  await insertPacket(tx, { ...keptWorkbook(acting, actor, packet, content), reading })
  return { id, record: { type: 'packet', id, details: { bytes: bytes.length } } }
}

/** What was read when it was handed in; of a workbook from before that was kept, its bytes are read again. */
export async function openReading(acting: PacketActing, actor: Actor, packet: Packet): Promise<PacketReading> {
  const { id, fileName: name } = packet
  const cipher = await readingCipher(acting.db, id)
  if (!cipher) return readPacketFile(acting, actor, { name, bytes: await packetBytes(acting, id) })
  const text = gunzipSync(unseal(acting.keys.idKey, cipher, contextOf(id))).toString()
  // Written by sealReading.
  const { reading, before } = JSON.parse(text) as Kept
  return { reading, before: before && new Map(before) }
}

type Kept = { reading: DepartmentReturn; before: [string, Answers][] | null }

function sealReading({ keys }: PacketActing, id: string, { reading, before }: PacketReading) {
  const kept: Kept = { reading, before: before && [...before] }
  return Buffer.from(seal(keys.idKey, gzipSync(JSON.stringify(kept)), contextOf(id)))
}

const contextOf = (id: string) => `packet:${id}:reading`
