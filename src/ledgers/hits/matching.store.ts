import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { Day } from '../../lib/day'
import { hitKeys } from '../match-key'

/** What a candidate's keys are made from; `madeFrom` tells whether they still fit. */
export type KeySource = {
  id: string
  name: string
  idDigest: string
  birth: Day
  township: string
  village: string
  madeFrom: string
}

/** One comparison at a time, so that turns follow one another. */
export async function lockMatching(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('lianshen.match-keys'))`
}

/** The number of the turn that comes next. */
export async function nextTurn(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw<{ turn: number }[]>`SELECT coalesce(max(turn), 0)::int + 1 AS turn FROM match_keys`
  return rows[0]!.turn
}

/** Candidates of the cycle whose keys are missing or no longer fit, at most `take`. */
export async function candidatesWithoutKeys(tx: Tx, cycleId: string, take: number): Promise<KeySource[]> {
  return tx.$queryRaw<KeySource[]>`
    SELECT c.id, c.name, c.id_digest AS "idDigest", to_char(c.birth_date, 'YYYY-MM-DD') AS birth, p.name AS township,
      t.name AS village, ${fingerprint} AS "madeFrom"
    FROM candidate c ${joins}
    WHERE c.cycle_id = ${cycleId}::uuid AND k.made_from IS DISTINCT FROM ${fingerprint} LIMIT ${take}`
}

export async function upsertKeys(
  tx: Tx,
  rows: { id: string; madeFrom: string; keys: number[] }[],
  turn: number,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO match_keys (candidate_id, made_from, keys, turn)
    SELECT id, "madeFrom", keys, ${turn}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (id uuid, "madeFrom" text, keys bigint[])
    ON CONFLICT (candidate_id) DO UPDATE SET made_from = excluded.made_from, keys = excluded.keys, turn = excluded.turn`
}

/** Which rows of a ledger are compared with which candidates: rows from a version on, keys made in turns (after, upTo]. */
export type Comparing = { ledgerId: string; cycleId: string; rowsFrom: number; after: number; upTo: number }

/** Forgets what was found of candidates that are compared anew: they may no longer share a key. */
export async function dropHits(tx: Tx, { ledgerId, cycleId, after }: Comparing): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM ledger_hit h USING match_keys k JOIN candidate c ON c.id = k.candidate_id
    WHERE h.ledger_id = ${ledgerId}::uuid AND k.candidate_id = h.candidate_id AND k.turn > ${after}
      AND c.cycle_id = ${cycleId}::uuid`
}

/**
 * Every row and candidate that share a key, with the strongest one: one statement whatever the size. The rows and keys
 * were written a moment ago, so that PostgreSQL takes them for few and would hold each against each other.
 */
export async function findHits(tx: Tx, comparing: Comparing, now: Date): Promise<void> {
  const { ledgerId, cycleId, rowsFrom, after, upTo } = comparing
  await tx.$executeRaw`SET LOCAL enable_nestloop = off`
  await tx.$executeRaw`
    INSERT INTO ledger_hit (ledger_id, row_id, candidate_id, key, found_at)
    SELECT ${ledgerId}::uuid, r.id, c.id, (${[...hitKeys]}::text[])[1 + min(r.key & 7)], ${now}
    FROM (SELECT id, unnest(keys) AS key FROM ledger_row
          WHERE ledger_id = ${ledgerId}::uuid AND last_version IS NULL AND first_version >= ${rowsFrom}) r
    JOIN (SELECT c.id, unnest(k.keys) AS key FROM match_keys k JOIN candidate c ON c.id = k.candidate_id
          WHERE c.cycle_id = ${cycleId}::uuid AND k.turn > ${after} AND k.turn <= ${upTo}) c USING (key)
    GROUP BY r.id, c.id
    ON CONFLICT (row_id, candidate_id) DO UPDATE SET key = excluded.key`
  await tx.$executeRaw`SET LOCAL enable_nestloop = DEFAULT`
}

/** The newest turn that a ledger has seen. */
export async function comparedTurn(db: Tx, ledgerId: string): Promise<number> {
  const { comparedTurn: turn } = await db.ledger.findUniqueOrThrow({ where: { id: ledgerId } })
  return turn
}

export async function markCompared(tx: Tx, ledgerId: string, turn: number, at: Date): Promise<void> {
  await tx.ledger.update({ where: { id: ledgerId }, data: { comparedTurn: turn, comparedAt: at } })
}

/** A department's people that some ledger of it has not been compared with as they are now. */
export async function countUncompared(db: Tx, departmentId: string, cycleId: string): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM candidate c ${joins}
    WHERE c.cycle_id = ${cycleId}::uuid
      AND EXISTS (SELECT FROM review v WHERE v.candidate_id = c.id AND v.department_id = ${departmentId}::uuid)
      AND EXISTS (SELECT FROM ledger l WHERE l.department_id = ${departmentId}::uuid AND l.latest > 0
        AND (k.made_from IS DISTINCT FROM ${fingerprint} OR k.turn > l.compared_turn))`
  return rows[0]!.count
}

/** A department's ledgers that have rows, in id order. */
export async function ledgersToCompare(tx: Tx, departmentId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM ledger WHERE department_id = ${departmentId}::uuid AND latest > 0 ORDER BY id FOR UPDATE`
  return rows.map(({ id }) => id)
}

/** How much a comparison has to do: rows of the department's ledgers, and candidates whose keys are to be made. */
export async function comparisonSize(db: Tx, departmentId: string, cycleId: string): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT ((SELECT count(*) FROM ledger_row r JOIN ledger l ON l.id = r.ledger_id
             WHERE l.department_id = ${departmentId}::uuid AND r.last_version IS NULL)
          + (SELECT count(*) FROM candidate c LEFT JOIN match_keys k ON k.candidate_id = c.id
             WHERE c.cycle_id = ${cycleId}::uuid AND k.candidate_id IS NULL))::int AS count`
  return rows[0]!.count
}

/** A candidate, their places and the keys that were made of them, where there are any. */
export const joins = Prisma.sql`
  JOIN township p ON p.id = c.township_id JOIN team t ON t.id = c.team_id
  LEFT JOIN match_keys k ON k.candidate_id = c.id`

/** Another number in front when src/ledgers makes other keys: all are made anew. */
export const fingerprint = Prisma.sql`md5(concat_ws('|', '1', c.name, c.id_digest, c.birth_date, p.name, t.name))`
