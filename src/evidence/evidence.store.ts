import type { Actor } from '../accounts/actor'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { newId } from '../lib/ids'
import type { AttachedFile, EvidenceAccess, EvidenceKind, EvidenceState, HeldBy, HolderType } from './evidence'

/**
 * What the feature of a record says about its files; each feature that has some exports one, and src/routes.ts lists them.
 * `lock` keeps the record as it is until the transaction ends; `access` then says what this actor may do with its files
 * (`none` where the record does not exist for them, `read` once it is closed); `page` is where its files are shown, in the
 * part of this id (`evidence` where none is named). Where a record has `items`, each file proves one of them.
 */
export type EvidenceHolder = {
  lock: (tx: Tx, actor: Actor, recordId: string) => Promise<void>
  access: (tx: Tx, actor: Actor, recordId: string) => Promise<EvidenceAccess>
  page: (recordId: string) => string
  part?: string
  items?: (tx: Tx, actor: Actor, recordId: string) => Promise<string[]>
}

/** Records whose type is not here have no files. */
export type EvidenceHolders = Partial<Record<HolderType, EvidenceHolder>>

/** A stored file. */
export type Stored = { id: string; digest: string; size: number; kind: EvidenceKind; state: EvidenceState }

/** One file at one record, with all that opening it needs. */
export type Link = HeldBy & Stored & { linkId: string; fileName: string; removedAt: Date | null }

/** The files of a record, those taken away among them, in the order in which they came. */
export function filesOf(db: Tx, { recordType, recordId }: HeldBy): Promise<AttachedFile[]> {
  return filesWhere(db, Prisma.sql`l.record_type = ${recordType} AND l.record_id = ${recordId}::uuid`)
}

/** The files of these links. */
export function filesOfLinks(db: Tx, ids: string[]): Promise<AttachedFile[]> {
  return filesWhere(db, Prisma.sql`l.id = ANY(${ids}::uuid[])`)
}

async function filesWhere(db: Tx, which: Prisma.Sql): Promise<AttachedFile[]> {
  return db.$queryRaw<AttachedFile[]>`
    SELECT l.id, l.item, l.file_name AS "fileName", l.label, e.kind, e.size, e.state, e.finding, l.attached_at AS "attachedAt",
      jsonb_build_object('name', a.name, 'townshipId', a.township_id, 'departmentId', a.department_id) AS "attachedBy",
      CASE WHEN l.removed_at IS NOT NULL THEN jsonb_build_object('why', l.removed_why, 'at', l.removed_at, 'by',
        jsonb_build_object('name', r.name, 'townshipId', r.township_id, 'departmentId', r.department_id)) END AS removed
    FROM evidence_link l JOIN evidence e ON e.id = l.evidence_id JOIN account a ON a.id = l.attached_by_id
      LEFT JOIN account r ON r.id = l.removed_by_id
    WHERE ${which} ORDER BY l.attached_at, l.id LIMIT 200`.then((rows) => rows.map(withDate))
}

/** One file at one record, or null; `lock` keeps it until the transaction ends. */
export async function findLink(db: Tx, id: string, lock = false): Promise<Link | null> {
  const rows = await db.$queryRaw<Link[]>`
    SELECT l.id AS "linkId", l.record_type AS "recordType", l.record_id AS "recordId", l.file_name AS "fileName",
      l.removed_at AS "removedAt", e.id, e.digest, e.size, e.kind, e.state
    FROM evidence_link l JOIN evidence e ON e.id = l.evidence_id
    WHERE l.id = ${id}::uuid ${lock ? Prisma.sql`FOR UPDATE OF l` : Prisma.empty}`
  return rows[0] ?? null
}

/** How full it is, files and bytes: the record, the department that attaches, the county; without this very file. */
export type Fill = { files: number; record: number; department: number; county: number }

export async function fillOf(
  db: Tx,
  { recordType, recordId }: HeldBy,
  { departmentId, digest }: { departmentId: string | null; digest: string },
): Promise<Fill> {
  const rows = await db.$queryRaw<Fill[]>`
    SELECT h.files, h.record,
           (SELECT coalesce(sum(e.size), 0)::float8 FROM evidence e WHERE e.digest <> ${digest} AND EXISTS (
              SELECT FROM evidence_link l JOIN account a ON a.id = l.attached_by_id
              WHERE l.evidence_id = e.id AND l.removed_at IS NULL AND a.department_id = ${departmentId}::uuid)) AS department,
           (SELECT coalesce(sum(size), 0)::float8 FROM evidence WHERE digest <> ${digest}) AS county
    FROM (SELECT count(*)::int AS files,
                 (coalesce(sum(e.size) FILTER (WHERE e.digest <> ${digest}), 0))::float8 AS record
          FROM evidence_link l JOIN evidence e ON e.id = l.evidence_id
          WHERE l.record_type = ${recordType} AND l.record_id = ${recordId}::uuid AND l.removed_at IS NULL) h`
  return rows[0]!
}

/** The row of a file, made when there is none; locked until the transaction ends. */
export async function keepStored(tx: Tx, file: Stored & { scannedAt: Date | null }, now: Date): Promise<Stored> {
  await tx.$executeRaw`
    INSERT INTO evidence (id, digest, size, kind, state, stored_at, scanned_at)
    VALUES (${file.id}::uuid, ${file.digest}, ${file.size}, ${file.kind}, ${file.state}, ${now}, ${file.scannedAt})
    ON CONFLICT (digest) DO NOTHING`
  return (await lockStored(tx, file.digest))!
}

export async function lockStored(tx: Tx, digest: string): Promise<Stored | null> {
  const rows = await tx.$queryRaw<Stored[]>`
    SELECT id, digest, size, kind, state FROM evidence WHERE digest = ${digest} FOR UPDATE`
  return rows[0] ?? null
}

/** Files that wait for the scanner, the longest waiting first. */
export async function quarantined(db: Tx, most: number): Promise<Stored[]> {
  return db.evidence.findMany({
    where: { state: 'quarantined' },
    orderBy: { storedAt: 'asc' },
    take: most,
    select: { id: true, digest: true, size: true, kind: true, state: true },
  }) as Promise<Stored[]>
}

/** Files that this scanner with these signatures has not seen, in the order of their ids, after the one given. */
export async function notScannedWith(db: Tx, version: string, after: string, most: number): Promise<Stored[]> {
  return db.$queryRaw<Stored[]>`
    SELECT id, digest, size, kind, state FROM evidence
    WHERE state <> 'refused' AND scanned_with IS DISTINCT FROM ${version} AND id > ${after}::uuid
    ORDER BY id LIMIT ${most}`
}

/** What the scanner said; `at` is null where none is configured, `scannedWith` null where it was not asked its version. */
export type Scan = { state: EvidenceState; at: Date | null; finding: string | null; scannedWith?: string | null }

export async function saveScan(tx: Tx, id: string, { state, at, finding, scannedWith = null }: Scan): Promise<void> {
  await tx.evidence.update({ where: { id }, data: { state, scannedAt: at, finding, scannedWith } })
}

/** Where a file is attached. */
export async function linksOf(tx: Tx, evidenceId: string): Promise<string[]> {
  const rows = await tx.evidenceLink.findMany({ where: { evidenceId }, select: { id: true }, orderBy: { id: 'asc' } })
  return rows.map(({ id }) => id)
}

export async function isHeld(tx: Tx, { recordType, recordId }: HeldBy, evidenceId: string): Promise<boolean> {
  return (await tx.evidenceLink.count({ where: { recordType, recordId, evidenceId, removedAt: null } })) > 0
}

export type NewLink = HeldBy & {
  evidenceId: string
  item: string | null
  fileName: string
  label: string | null
  attachedById: string
  attachedAt: Date
}

export async function insertLink(tx: Tx, link: NewLink): Promise<string> {
  const id = newId(link.attachedAt.getTime())
  await tx.evidenceLink.create({ data: { id, ...link } })
  return id
}

export async function removeLink(tx: Tx, id: string, removed: { by: string; at: Date; why: string }): Promise<void> {
  const { by: removedById, at: removedAt, why: removedWhy } = removed
  await tx.evidenceLink.update({ where: { id }, data: { removedById, removedAt, removedWhy } })
}

/** Digests of all rows, and links whose file has no row. */
export async function storedDigests(db: Tx): Promise<{ digest: string; storedAt: Date }[]> {
  return db.evidence.findMany({ select: { digest: true, storedAt: true } })
}

export async function linksWithoutEvidence(db: Tx): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT l.id FROM evidence_link l WHERE NOT EXISTS (SELECT FROM evidence e WHERE e.id = l.evidence_id) ORDER BY l.id`
  return rows.map(({ id }) => id)
}

/** Inside JSON a moment is text. */
function withDate(file: AttachedFile): AttachedFile {
  return file.removed ? { ...file, removed: { ...file.removed, at: new Date(file.removed.at) } } : file
}
