import type { Actor } from '../accounts/actor'
import { recorded } from '../audit/recorded'
import type { Db, Tx } from '../db/client'
import type { Clock } from '../lib/clock'
import { Invalid, NotFound, Refused } from '../lib/errors'
import { newId } from '../lib/ids'
import { message } from '../lib/message'
import type { ClamdAddress, Verdict } from '../vault/clamd'
import { FileDamaged, fileDigest, readSealed, type VaultKeys, writeSealed } from '../vault/sealed-files'
import { judgeContent } from './content'
import { type AttachedFile, type EvidenceAccess, type EvidenceKind, type HeldBy, mostFiles } from './evidence'
import {
  type EvidenceHolder,
  type EvidenceHolders,
  fillOf,
  filesOf,
  findLink,
  insertLink,
  isHeld,
  keepStored,
  type Link,
  removeLink,
  saveScan,
  type Stored,
} from './evidence.store'
import { nameOfKind, tidyFileName } from './file-name'
import { scanStored, verdictOn } from './scanning.actions'

/** Quota in bytes; `clamd` null: files are not scanned. */
export type EvidenceConfig = { evidenceDir: string; evidenceQuota: number; clamd: ClamdAddress | null }

export type EvidenceDeps = {
  db: Db
  clock: Clock
  keys: VaultKeys
  config: EvidenceConfig
  log: { warn(details: object, text: string): void; error(details: object, text: string): void }
}

/** A file as it was sent. */
export type Upload = { name: string; file: Buffer; label: string | null }

/** The files of a record as far as this actor may know of them. */
export async function evidenceOf(
  db: Tx,
  actor: Actor,
  holder: EvidenceHolder,
  on: HeldBy,
): Promise<{ access: EvidenceAccess; files: AttachedFile[] }> {
  const access = await holder.access(db, actor, on.recordId)
  return { access, files: access === 'none' ? [] : await filesOf(db, on) }
}

/**
 * Attaches a file to a record. It is judged, scanned and on disk before the transaction that mentions it begins: a crash
 * between leaves a file that nothing mentions, never a row without its file.
 * Gives what became of it; `again` when the record holds this very file already.
 * @throws NotFound, Refused, Invalid ({ file })
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
  if (verdict.word === 'infected') return refuseInfected(deps, actor, on, verdict.finding)
  await writeSealed(deps.config.evidenceDir, deps.keys, upload.file)
  const state = verdict.word === 'unanswered' ? ('quarantined' as const) : ('clean' as const)
  return recorded(deps, actor, 'evidence.attached', async (tx) => {
    await holder.lock(tx, actor, on.recordId)
    await mustHaveRoom(tx, deps.config, actor, holder, on, { digest, size: upload.file.length })
    const file: Stored = { id: newId(), digest, size: upload.file.length, kind, state }
    const stored = await keepLatest(tx, file, verdict, deps.clock.now())
    if (await isHeld(tx, on, stored.id)) return { result: 'again' as const, records: [] }
    const id = await insertLink(tx, linkOf(actor, on, upload, stored.id, deps.clock.now()))
    const details = { ...on, kind, size: stored.size, state: stored.state }
    return { result: stored.state as 'clean' | 'quarantined', record: { type: 'evidence', id, details } }
  })
}

/**
 * Opens a file for an actor; that they saw it is recorded before they do. A file that still waits is scanned now.
 * @throws NotFound, Refused
 */
export async function openFile(
  deps: EvidenceDeps,
  actor: Actor,
  holders: EvidenceHolders,
  id: string,
): Promise<{ name: string; kind: EvidenceKind; file: Buffer }> {
  const { link, access } = await linkFor(deps.db, actor, holders, id)
  if (access === 'none' || link.removedAt) throw new NotFound()
  const file = await readWhole(deps, link)
  const state = link.state === 'quarantined' ? await scanStored(deps, link, file) : link.state
  if (state !== 'clean') throw new Refused(message(`evidence:refused.${state}`), 409)
  const details = { recordType: link.recordType, recordId: link.recordId }
  await recorded(deps, actor, 'evidence.viewed', async () => {
    return { result: null, record: { type: 'evidence', id, details } }
  })
  return { name: nameOfKind(link.fileName, link.kind), kind: link.kind, file }
}

/** Takes a file away from its record, with who, when and why. @throws NotFound, Refused */
export async function removeFile(
  deps: Pick<EvidenceDeps, 'db' | 'clock'>,
  actor: Actor,
  holders: EvidenceHolders,
  id: string,
  why: string,
): Promise<void> {
  await recorded(deps, actor, 'evidence.removed', async (tx) => {
    const { recordId, recordType, holder } = (await linkFor(tx, actor, holders, id)).link
    await holder.lock(tx, actor, recordId)
    mustAttach(await holder.access(tx, actor, recordId))
    const link = await findLink(tx, id, true)
    if (link?.removedAt) throw new Refused(message('evidence:refused.removed'), 409)
    await removeLink(tx, id, { by: actor.accountId, at: deps.clock.now(), why })
    return { result: undefined, record: { type: 'evidence', id, details: { recordType, recordId } } }
  })
}

/** The file's place, when its record exists for this actor. @throws NotFound */
export async function linkFor(
  tx: Tx,
  actor: Actor,
  holders: EvidenceHolders,
  id: string,
): Promise<{ link: Link & { holder: EvidenceHolder }; access: EvidenceAccess }> {
  const link = await findLink(tx, id)
  const holder = link && holders[link.recordType]
  const access = holder ? await holder.access(tx, actor, link.recordId) : 'none'
  if (!link || !holder || access === 'none') throw new NotFound()
  return { link: { ...link, holder }, access }
}

/** @throws NotFound where the record does not exist for the actor, Refused where its files stand fast. */
export function mustAttach(access: EvidenceAccess): void {
  if (access === 'none') throw new NotFound()
  if (access === 'read') throw new Refused(message('evidence:refused.closed'))
}

async function judgeUpload(
  deps: EvidenceDeps,
  actor: Actor,
  holder: EvidenceHolder,
  on: HeldBy,
  { file }: Upload,
  digest: string,
): Promise<EvidenceKind> {
  await mustHaveRoom(deps.db, deps.config, actor, holder, on, { digest, size: file.length })
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
  const fill = await fillOf(tx, on, digest)
  if (fill.files >= mostFiles) throw new Invalid({ file: message('evidence:problem.recordFull', { most: mostFiles }) })
  if (fill.bytes + size > evidenceQuota) throw new Invalid({ file: message('evidence:problem.countyFull') })
}

/** Nothing of it is stored; that it was tried is. */
async function refuseInfected(deps: EvidenceDeps, actor: Actor, on: HeldBy, finding: string): Promise<never> {
  await recorded(deps, actor, 'evidence.refused', async () => {
    return { result: null, record: { type: 'evidence', id: newId(), details: { ...on, finding } } }
  })
  throw new Invalid({ file: message('evidence:problem.infected', { finding }) })
}

/** A file that was stored before keeps its state, unless it waited and has been scanned now. */
async function keepLatest(tx: Tx, file: Stored, verdict: Verdict | { word: 'off' }, now: Date): Promise<Stored> {
  const stored = await keepStored(tx, file, now)
  if (stored.state === 'refused') throw new Refused(message('evidence:refused.refused'), 409)
  const settled = file.state === 'clean' && (stored.id === file.id || stored.state === 'quarantined')
  if (!settled) return stored
  await saveScan(tx, stored.id, { state: 'clean', at: verdict.word === 'clean' ? now : null, finding: null })
  return { ...stored, state: 'clean' }
}

function linkOf(actor: Actor, on: HeldBy, { name, label }: Upload, evidenceId: string, attachedAt: Date) {
  return { ...on, evidenceId, fileName: tidyFileName(name), label, attachedById: actor.accountId, attachedAt }
}

async function readWhole({ keys, config, log }: EvidenceDeps, { id, digest }: Stored): Promise<Buffer> {
  try {
    return await readSealed(config.evidenceDir, keys, digest)
  } catch (error) {
    if (!(error instanceof FileDamaged)) throw error
    log.error({ evidence: id }, 'a stored file is missing or damaged')
    throw new Refused(message('evidence:refused.damaged'), 409)
  }
}
