import type { Actor } from '../accounts/actor'
import { recorded } from '../audit/recorded'
import type { Tx } from '../db/client'
import { Invalid, Refused } from '../lib/errors'
import { newId } from '../lib/ids'
import { type Message, message } from '../lib/message'
import type { Verdict } from '../vault/clamd'
import { fileDigest, writeSealed } from '../vault/sealed-files'
import { judgeContent } from './content'
import { departmentShare, type EvidenceKind, evidenceTransitions, type HeldBy, mostBytes, mostFiles } from './evidence'
import { type EvidenceConfig, type EvidenceDeps, mustAttach } from './evidence.actions'
import {
  type EvidenceHolder,
  type Fill,
  fillOf,
  insertLink,
  isHeld,
  keepStored,
  linksOf,
  lockStored,
  saveScan,
  type Stored,
} from './evidence.store'
import { tidyFileName } from './file-name'
import { verdictOn } from './scanning/scanning.actions'

/** A file as it was sent; `item`: the code of what it proves, where its record has items. */
export type Upload = { name: string; file: Buffer; label: string | null; item: string | null }

/**
 * Attaches a file to a record. It is judged, scanned and on disk before the transaction that mentions it begins: a crash
 * between leaves a file that nothing mentions, never a row without its file.
 * Gives what became of it; `again` when the record holds this very file already.
 * @throws NotFound, Refused, Invalid ({ file }, { item })
 */
export async function attachFile(
  deps: EvidenceDeps,
  actor: Actor,
  holder: EvidenceHolder,
  on: HeldBy,
  upload: Upload,
): Promise<'clean' | 'quarantined' | 'again'> {
  const digest = fileDigest(deps.keys, upload.file)
  const kind = await judgeUpload(deps, actor, holder, on, upload, digest)
  const verdict = await verdictOn(deps, upload.file)
  if (verdict.word === 'infected') return refuseInfected(deps, actor, on, digest, verdict.finding)
  await writeSealed(deps.config.evidenceDir, deps.keys, upload.file)
  return recorded(deps, actor, 'evidence.attached', async (tx) => {
    await holder.lock(tx, actor, on.recordId)
    await mustHaveRoom(tx, deps.config, actor, holder, on, { digest, size: upload.file.length })
    const item = await itemOf(tx, actor, holder, on, upload)
    const stored = await keepLatest(tx, { digest, size: upload.file.length, kind }, verdict.word, deps.clock.now())
    if (await isHeld(tx, on, stored.id)) return { result: 'again' as const, records: [] }
    const id = await insertLink(tx, linkOf(actor, on, { ...upload, item }, stored.id, deps.clock.now()))
    const details = { ...on, kind, size: stored.size, state: stored.state }
    return { result: stored.state as 'clean' | 'quarantined', record: { type: 'evidence', id, details } }
  })
}

async function judgeUpload(
  deps: EvidenceDeps,
  actor: Actor,
  holder: EvidenceHolder,
  on: HeldBy,
  upload: Upload,
  digest: string,
): Promise<EvidenceKind> {
  const { file } = upload
  await mustHaveRoom(deps.db, deps.config, actor, holder, on, { digest, size: file.length })
  await itemOf(deps.db, actor, holder, on, upload)
  const judged = await judgeContent(file)
  if (!judged.ok) throw new Invalid({ file: judged.message })
  return judged.kind
}

async function mustHaveRoom(
  tx: Tx,
  { evidenceQuota }: EvidenceConfig,
  actor: Actor,
  holder: EvidenceHolder,
  on: HeldBy,
  { digest, size }: { digest: string; size: number },
): Promise<void> {
  mustAttach(await holder.access(tx, actor, on.recordId))
  const { departmentId } = actor
  const fill = await fillOf(tx, on, { departmentId, digest })
  const problem = fillProblem(fill, { size, departmentId, quota: evidenceQuota })
  if (problem) throw new Invalid({ file: problem })
}

function fillProblem(
  { files, record, department, county }: Fill,
  { size, departmentId, quota }: { size: number; departmentId: string | null; quota: number },
): Message | null {
  const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024)
  if (files >= mostFiles) return message('evidence:problem.recordFull', { most: mostFiles })
  if (record + size > mostBytes) return message('evidence:problem.recordHeavy', { most: megabytes(mostBytes) })
  if (county + size > quota) return message('evidence:problem.countyFull')
  const share = quota * departmentShare
  return departmentId && department + size > share
    ? message('evidence:problem.departmentFull', { most: megabytes(share) })
    : null
}

/** The item that the file proves; null where its record knows of none. */
async function itemOf(tx: Tx, actor: Actor, { items }: EvidenceHolder, on: HeldBy, { item }: Upload) {
  if (!items) return null
  if (item && (await items(tx, actor, on.recordId)).includes(item)) return item
  throw new Invalid({ item: message('evidence:problem.item') })
}

/** Nothing of it is stored; that it was tried is, and the same file stored before the scanner knew is held back. */
async function refuseInfected(
  deps: EvidenceDeps,
  actor: Actor,
  on: HeldBy,
  digest: string,
  finding: string,
): Promise<never> {
  await recorded(deps, actor, 'evidence.refused', async (tx) => {
    const stored = await lockStored(tx, digest)
    const state = stored && evidenceTransitions[stored.state].refuse
    if (state) await saveScan(tx, stored.id, { state, at: deps.clock.now(), finding })
    const ids = state ? await linksOf(tx, stored.id) : []
    const tried = { type: 'evidence', id: newId(), details: { ...on, finding } }
    return { result: null, records: [tried, ...ids.map((id) => ({ type: 'evidence', id, details: { finding } }))] }
  })
  throw new Invalid({ file: message('evidence:problem.infected', { finding }) })
}

/** The row of a file that is not infected; one that was stored before keeps its state, unless it waited until now. */
async function keepLatest(
  tx: Tx,
  file: Pick<Stored, 'digest' | 'size' | 'kind'>,
  said: Verdict['word'] | 'off',
  now: Date,
): Promise<Stored> {
  const state = said === 'unanswered' ? 'quarantined' : 'clean'
  const scannedAt = said === 'clean' ? now : null
  const stored = await keepStored(tx, { ...file, id: newId(), state, scannedAt }, now)
  if (stored.state === 'refused') throw new Refused(message('evidence:refused.refused'), 409)
  if (stored.state === state || state === 'quarantined') return stored
  await saveScan(tx, stored.id, { state, at: scannedAt, finding: null })
  return { ...stored, state }
}

function linkOf(actor: Actor, on: HeldBy, { name, label, item }: Upload, evidenceId: string, attachedAt: Date) {
  return { ...on, evidenceId, item, fileName: tidyFileName(name), label, attachedById: actor.accountId, attachedAt }
}
