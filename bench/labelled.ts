import type { Pool } from 'pg'
import { randomFrom } from '../prisma/seed/random'
import type { Known } from '../src/ledgers/match-key'
import { changes, type Somebody } from '../tests/rules/ledgers/people'

/** Whom a row means, and by what change a clerk has made it. */
export type Label = { row: number; kind: string; digest: string }

const [kinds, random] = [Object.keys(changes), randomFrom(5)]

/** The n-th labelled row: the kinds of change in turn; a name that cannot be changed so, by its ID number alone. */
export function labelledRow(all: Somebody[], n: number): { kind: string; who: Somebody; known: Known } {
  const who = all[Math.floor(n / kinds.length) % all.length]!
  const kind = kinds[n % kinds.length]!
  const known = changes[kind]!(who, random)
  return known ? { kind, who, known } : { kind: kinds[0]!, who, known: changes[kinds[0]!]!(who, random)! }
}

type Share = { name: string; right: number; of: number }

/** Prints of each kind of change how many rows have found whom they mean, and of each key how many hits are right. */
export async function printFound(pool: Pool, labels: Label[]): Promise<void> {
  await pool.query('CREATE TABLE label (row int PRIMARY KEY, kind text, digest text)')
  await pool.query('INSERT INTO label SELECT * FROM json_populate_recordset(NULL::label, $1)', [JSON.stringify(labels)])
  await pool.query('ANALYZE')
  const recall = await pool.query<Share>(`
    SELECT kind AS name, count(*)::int AS of, count(*) FILTER (WHERE EXISTS (
      SELECT FROM ledger_hit h JOIN candidate c ON c.id = h.candidate_id AND c.id_digest = l.digest
      WHERE h.row_id = r.id))::int AS right
    FROM label l JOIN ledger_row r ON r.row = l.row GROUP BY kind ORDER BY min(l.row)`)
  const precision = await pool.query<Share>(`
    SELECT h.key AS name, count(*)::int AS of, count(*) FILTER (WHERE c.id_digest = l.digest)::int AS right
    FROM ledger_hit h JOIN ledger_row r ON r.id = h.row_id JOIN candidate c ON c.id = h.candidate_id
    LEFT JOIN label l ON l.row = r.row GROUP BY h.key ORDER BY 3 DESC`)
  for (const share of recall.rows) console.log(`  recall ${percent(share)} of ${share.of} rows: ${share.name}`)
  for (const share of precision.rows) console.log(`  precision ${percent(share)} of ${share.of} hits by ${share.name}`)
}

function percent({ right, of }: Share): string {
  return `${((100 * right) / of).toFixed(2)} %`.padStart(8)
}
