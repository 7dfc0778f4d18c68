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
    return isEmpty(sql) ? null : `${sql.trim()}\n`
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

const isEmpty = (sql: string) => sql.replace(/^--.*$/gm, '').trim() === ''
