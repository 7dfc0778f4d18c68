import type { Actor } from '../accounts/actor'
import { recorded } from '../audit/recorded'
import type { Db, Tx } from '../db/client'
import type { Clock } from '../lib/clock'
import { NotFound, Refused } from '../lib/errors'
import { message } from '../lib/message'
import type { ClamdAddress } from '../vault/clamd'
import { FileDamaged, readSealed, type VaultKeys } from '../vault/sealed-files'
import type { AttachedFile, EvidenceAccess, EvidenceKind, HeldBy } from './evidence'
import {
  type EvidenceHolder,
  type EvidenceHolders,
  filesOf,
  findLink,
  type Link,
  removeLink,
  type Stored,
} from './evidence.store'
import { nameOfKind } from './file-name'
import { scanStored } from './scanning/scanning.actions'

/** Quota in bytes; `clamd` null: files are not scanned. */
export type EvidenceConfig = { evidenceDir: string; evidenceQuota: number; clamd: ClamdAddress | null }

export type EvidenceDeps = {
  db: Db
  clock: Clock
  keys: VaultKeys
  config: EvidenceConfig
  log: { warn(details: object, text: string): void; error(details: object, text: string): void }
}

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

async function readWhole({ keys, config, log }: EvidenceDeps, { id, digest }: Stored): Promise<Buffer> {
  try {
    return await readSealed(config.evidenceDir, keys, digest)
  } catch (error) {
    if (!(error instanceof FileDamaged)) throw error
    log.error({ evidence: id }, 'a stored file is missing or damaged')
    throw new Refused(message('evidence:refused.damaged'), 409)
  }
}
