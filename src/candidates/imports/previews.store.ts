import { gunzipSync, gzipSync } from 'node:zlib'
import type { Scope } from '../../accounts/scope'
import type { Tx } from '../../db/client'
import { seal, unseal } from '../../lib/seal'
import { inScope } from '../candidates.store'
import type { RosterProblem, RosterRow } from '../roster/roster'
import type { Existing } from './plan'

/** What was read of a roster, kept so that nothing is read twice. */
export type RosterReading = { rows: RosterRow[]; problems: RosterProblem[] }

export type Tally = { created: number; corrected: number; unchanged: number; left: number }

export type Preview = {
  id: string
  cycleId: string
  townshipId: string | null
  fileName: string
  createdAt: Date
  importedAt: Date | null
  tally: Tally | null
}

/** Keeps a roster, encrypted, with what was read of it. */
export async function insertPreview(
  db: Tx,
  key: Buffer,
  preview: Omit<Preview, 'importedAt' | 'tally'> & { accountId: string; digest: string },
  content: { reading: RosterReading; file: Buffer },
): Promise<void> {
  const read = gzipSync(JSON.stringify(content.reading))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(read.length)
  const cipher = seal(key, Buffer.concat([length, read, content.file]), contextOf(preview.id))
  await db.rosterPreview.create({ data: { ...preview, cipher: Uint8Array.from(cipher) } })
}

/** A preview is its maker's own. */
export async function findPreview(db: Tx, accountId: string, id: string): Promise<Preview | null> {
  const row = await db.rosterPreview.findFirst({ where: { id, accountId }, select: columns })
  return row && toPreview(row)
}

/** The maker's latest previews and imports. */
export async function listPreviews(db: Tx, accountId: string): Promise<Preview[]> {
  const rows = await db.rosterPreview.findMany({
    where: { accountId },
    select: columns,
    orderBy: { createdAt: 'desc' },
    take: 10,
  })
  return rows.map(toPreview)
}

/** Locks a preview until the transaction ends: of two presses of the button the second waits, and sees the first. */
export async function lockPreview(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM roster_preview WHERE id = ${id}::uuid FOR UPDATE`
}

export async function openReading(db: Tx, key: Buffer, id: string): Promise<RosterReading> {
  const { read } = await opened(db, key, id)
  return JSON.parse(gunzipSync(read).toString()) as RosterReading
}

export async function openFile(db: Tx, key: Buffer, id: string): Promise<Buffer> {
  return (await opened(db, key, id)).file
}

export async function markTaken(tx: Tx, id: string, tally: Tally, now: Date): Promise<void> {
  await tx.rosterPreview.update({ where: { id }, data: { importedAt: now, tally } })
}

/** Rosters hold personal data: what nobody took is not kept. */
export async function dropOldPreviews(db: Tx, before: Date): Promise<void> {
  await db.rosterPreview.deleteMany({ where: { importedAt: null, createdAt: { lt: before } } })
}

/** The candidates of a cycle with these ID numbers, as far as the scope reaches; `lock` keeps them until the end. */
export async function existingOf(
  db: Tx,
  scope: Scope,
  cycleId: string,
  digests: string[],
  lock = false,
): Promise<Existing[]> {
  if (lock)
    await db.$queryRaw`
      SELECT id FROM candidate WHERE cycle_id = ${cycleId}::uuid AND id_digest = ANY(${digests}) ORDER BY id FOR UPDATE`
  return db.$queryRaw<Existing[]>`
    SELECT c.id, c.township_id AS "townshipId", c.team_id AS "teamId", p.name AS township, t.name AS team, c.state,
      c.id_digest AS "idDigest", c.name, c.sex, to_char(c.birth_date, 'YYYY-MM-DD') AS birth,
      c.ethnic_group AS "ethnicGroup", c.political_status AS "politicalStatus", c.party_joined AS "partyJoined",
      c.education, c.current_post AS "currentPost", c.position, c.both_posts AS "bothPosts", c.is_new AS "isNew",
      c.source, c.nomination, c.phone, c.remarks
    FROM candidate c JOIN team t ON t.id = c.team_id JOIN township p ON p.id = c.township_id
    WHERE c.cycle_id = ${cycleId}::uuid AND c.id_digest = ANY(${digests}) AND ${inScope(scope)}
    ORDER BY c.id`
}

const columns = {
  id: true,
  cycleId: true,
  townshipId: true,
  fileName: true,
  createdAt: true,
  importedAt: true,
  tally: true,
} as const

// The tally was written by markTaken.
function toPreview(row: Omit<Preview, 'tally'> & { tally: unknown }): Preview {
  return { ...row, tally: row.tally as Tally | null }
}

async function opened(db: Tx, key: Buffer, id: string): Promise<{ read: Buffer; file: Buffer }> {
  const { cipher } = await db.rosterPreview.findUniqueOrThrow({ where: { id }, select: { cipher: true } })
  const plain = unseal(key, cipher, contextOf(id))
  const end = 4 + plain.readUInt32BE(0)
  return { read: plain.subarray(4, end), file: plain.subarray(end) }
}

function contextOf(id: string): string {
  return `roster:${id}`
}
