import type { Db, Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { type Act, actsThatChangeNothing } from './act'
import type { AuditFilter } from './list/audit-list'
import { linkAfter, type AuditContent, type AuditLink } from './chain'

/** Appends entries to the end of the chain; the head row is locked until the transaction ends, so call it last. */
export async function appendEntries(tx: Tx, contents: AuditContent[]): Promise<void> {
  let head = await lockHead(tx)
  const links: AuditLink[] = []
  for (const content of contents) links.push((head = linkAfter(head, content)))
  if (!links.length) return
  await insertLinks(tx, links)
  await tx.$executeRaw`UPDATE audit_head SET seq = ${head.seq}, digest = ${head.digest} WHERE id = 1`
}

/** Where the chain ends by the head row. */
export async function auditHead(db: Db | Tx): Promise<{ seq: number; digest: string }> {
  const head = await db.auditHead.findUniqueOrThrow({ where: { id: 1 } })
  return { seq: Number(head.seq), digest: head.digest }
}

/** The digest of the last act that changed something that is counted; null before the first one. */
export async function lastChange(db: Db | Tx): Promise<string | null> {
  const rows = await db.$queryRaw<{ digest: string }[]>`
    SELECT digest FROM audit_entry WHERE act <> ALL(${[...actsThatChangeNothing]}) ORDER BY seq DESC LIMIT 1`
  return rows[0]?.digest ?? null
}

/** Entries after `seq` in chain order, at most `count`: for verifying in pages. */
export async function entriesAfter(db: Db | Tx, seq: number, count: number): Promise<AuditLink[]> {
  const rows = await db.auditEntry.findMany({ where: { seq: { gt: seq } }, orderBy: { seq: 'asc' }, take: count })
  return rows.map(toLink)
}

/** Newest first unless told; `past` is the last seq of the page before (keyset paging). */
export async function findEntries(
  db: Db,
  filter: AuditFilter,
  page: { past: number | null; size: number; oldestFirst?: boolean },
): Promise<AuditLink[]> {
  const { past, size: take, oldestFirst = false } = page
  const beyond = past === null ? {} : oldestFirst ? { gt: past } : { lt: past }
  const where = { ...whereOf(filter), AND: [{ seq: beyond }, { seq: await stretchOf(db, filter) }] }
  const orderBy = { seq: oldestFirst ? ('asc' as const) : ('desc' as const) }
  const rows = await db.auditEntry.findMany({ where, orderBy, take })
  return rows.map(toLink)
}

export async function findEntry(db: Db, id: string): Promise<AuditLink | null> {
  const row = await db.auditEntry.findUnique({ where: { id } })
  return row && toLink(row)
}

/** How many entries there are since an instant. */
export function countSince(db: Db, since: Date): Promise<number> {
  return db.auditEntry.count({ where: { at: { gte: since } } })
}

/** The newest entry of an act. */
export async function lastOf(db: Db, act: Act): Promise<AuditLink | null> {
  const row = await db.auditEntry.findFirst({ where: { act }, orderBy: { seq: 'desc' } })
  return row && toLink(row)
}

function whereOf(filter: AuditFilter): Prisma.AuditEntryWhereInput {
  const { from, to, ...exact } = filter
  return { ...exact, ...(from || to ? { at: { gte: from, lt: to } } : {}) }
}

/** Entries of which the first and last place are looked up: some 0.2 s. Of more, fifty are soon found. */
const mostInStretch = 300_000

/**
 * Where in the chain the days lie, read from the index of times: else all that is newer would be read to reach them. The
 * LIMIT also keeps the planner from just that, which it takes for the shorter way to the first and the last.
 */
async function stretchOf(db: Db, { from, to }: AuditFilter): Promise<Prisma.BigIntFilter> {
  if (!from && !to) return {}
  const rows = await db.$queryRaw<{ first: bigint | null; last: bigint | null; count: number }[]>`
    SELECT min(seq) AS first, max(seq) AS last, count(*)::int AS count FROM (
      SELECT seq FROM audit_entry
      WHERE ${from ? Prisma.sql`at >= ${from}` : Prisma.sql`TRUE`} AND ${to ? Prisma.sql`at < ${to}` : Prisma.sql`TRUE`}
      LIMIT ${mostInStretch + 1}) days`
  const { first, last, count } = rows[0]!
  return count > mostInStretch ? {} : { gte: first ?? 0, lte: last ?? 0 }
}

async function lockHead(tx: Tx): Promise<{ seq: number; digest: string }> {
  const rows = await tx.$queryRaw<{ seq: bigint; digest: string }[]>`
    SELECT seq, digest FROM audit_head WHERE id = 1 FOR UPDATE`
  const head = rows[0]
  if (!head) throw new Error('the audit chain has no head row')
  return { seq: Number(head.seq), digest: head.digest }
}

async function insertLinks(tx: Tx, links: AuditLink[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_entry (seq, id, at, actor_id, username, role, act, record_type, record_id, address, request_id,
                             details, previous, digest)
    SELECT seq, id, at, actor_id, username, role, act, record_type, record_id, address, request_id,
           details, previous, digest
    FROM jsonb_to_recordset(${JSON.stringify(links.map(toRow))}::jsonb)
      AS row (seq bigint, id uuid, at timestamptz, actor_id uuid, username text, role text, act text,
              record_type text, record_id text, address text, request_id text, details jsonb, previous text,
              digest text)`
}

function toRow(link: AuditLink) {
  const { actorId, recordType, recordId, requestId, ...same } = link
  return { ...same, actor_id: actorId, record_type: recordType, record_id: recordId, request_id: requestId }
}

function toLink(row: Prisma.AuditEntryModel): AuditLink {
  return { ...row, seq: Number(row.seq), at: row.at.toISOString(), details: row.details }
}
