import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { projectRoot } from '../lib/root'

/** One folder of prisma/migrations. */
export type Migration = { name: string; sql: string; checksum: string }

/** Where the database stands against the folder, by name, oldest first. */
export type MigrationState = {
  pending: string[]
  /** Applied once, but the file has changed since. */
  edited: string[]
  /** In the database, but not in this version of the program. */
  unknown: string[]
}

export const migrationsFolder = join(projectRoot, 'prisma', 'migrations')

/** The migrations of this version, oldest first. */
export function migrationsIn(folder: string): Migration[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const names = entries.map((entry) => entry.name).sort()
  return names.map((name) => {
    const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/** Compares without starting the engine: some 2 ms. */
export async function migrationState(pool: Pool, migrations: Migration[]): Promise<MigrationState> {
  const applied = await appliedChecksums(pool)
  const ours = new Set(migrations.map(({ name }) => name))
  const isEdited = ({ name, checksum }: Migration) => applied.has(name) && applied.get(name) !== checksum
  return {
    pending: migrations.filter(({ name }) => !applied.has(name)).map(({ name }) => name),
    edited: migrations.filter(isEdited).map(({ name }) => name),
    unknown: [...applied.keys()].filter((name) => !ours.has(name)),
  }
}

/** True until the first migration has been applied. */
export async function isFirstStart(pool: Pool): Promise<boolean> {
  return (await appliedChecksums(pool)).size === 0
}

async function appliedChecksums(pool: Pool): Promise<Map<string, string>> {
  const { rows: found } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  )
  if (!found[0]?.there) return new Map()
  const { rows } = await pool.query<{ migration_name: string; checksum: string }>(
    `SELECT migration_name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return new Map(rows.map((row) => [row.migration_name, row.checksum]))
}
