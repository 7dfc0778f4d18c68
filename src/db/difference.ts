import type { Pool } from 'pg'
import { openPool, type Place } from './client'
import { migrate } from './migrate'
import { openEngine, schemaFiles } from './schema-engine'

/** The SQL that leads from all migrations, applied to this empty place, to prisma/schema; null when they agree. */
export async function schemaDifference(place: Place): Promise<string | null> {
  await migrate(place)
  const pool = openPool(place, { most: 2 })
  try {
    const sql = withoutSchema(await engineDifference(pool, place.schema), place.schema)
    const kept = withoutDrops(sql, await handMadeIndexes(pool)).trim()
    return isEmpty(kept) ? null : `${kept}\n`
  } finally {
    await pool.end()
  }
}

async function engineDifference(pool: Pool, schema: string): Promise<string> {
  const { engine, free } = await openEngine(pool, schema)
  const files = schemaFiles().map(([path, content]) => ({ path, content }))
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return stdout ?? ''
  } finally {
    free()
  }
}

// SQL never names a schema: one county is one schema, and the connection says which.
function withoutSchema(sql: string, schema: string): string {
  return sql.replace(/-- CreateSchema\nCREATE SCHEMA [^;]+;\n\n?/g, '').replaceAll(`"${schema}".`, '')
}

/** Indexes with a WHERE or over an expression: Prisma cannot write them down, and would drop what it does not know. */
async function handMadeIndexes(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE c.relnamespace = current_schema()::regnamespace AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)`,
  )
  return rows.map(({ name }) => name)
}

function withoutDrops(sql: string, indexes: string[]): string {
  return indexes.reduce((rest, name) => rest.replace(`-- DropIndex\nDROP INDEX "${name}";\n`, ''), sql)
}

const isEmpty = (sql: string) => sql.replace(/^--.*$/gm, '').trim() === ''
