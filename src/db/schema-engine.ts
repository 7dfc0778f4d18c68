import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, type SqlQuery } from '@prisma/driver-adapter-utils'
import type { SchemaEngine as Engine, MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { Pool } from 'pg'
import { projectRoot } from '../lib/root'

/** Prisma's own migration engine, with what it would otherwise swallow: the database's words on the last script. */
export type SchemaEngine = { engine: Engine; lastError(): Error | null; free(): void }

/** Starts the engine on the tables of one county. Its WebAssembly takes a third of a second to load: only when needed. */
export async function openEngine(pool: Pool, schema: string): Promise<SchemaEngine> {
  const { SchemaEngine } = await loadEngine()
  const factory = new ScriptKeepingFactory(pool, { schema })
  const bound = bindMigrationAwareSqlAdapterFactory(factory)
  const engine = await SchemaEngine.new({ datamodels: schemaFiles() }, () => undefined, bound)
  return { engine, lastError: () => factory.lastError, free: () => engine.free() }
}

/** prisma/schema/*.prisma as [path, content]. */
export function schemaFiles(): [string, string][] {
  const folder = join(projectRoot, 'prisma', 'schema')
  const names = readdirSync(folder).filter((name) => name.endsWith('.prisma'))
  return names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')])
}

/** Migrations in the engine's own form. */
export function migrationList(baseDir: string, migrations: { name: string; sql: string }[]): MigrationList {
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}

type EngineModule = typeof import('@prisma/schema-engine-wasm/schema_engine_bg')

// Node has it; its type declarations for version 20 leave it to those of the browser.
type Instantiate = (bytes: Buffer, imports: object) => Promise<{ instance: { exports: Record<string, unknown> } }>
const { WebAssembly } = globalThis as unknown as { WebAssembly: { instantiate: Instantiate } }

let loaded: Promise<EngineModule> | null = null

function loadEngine(): Promise<EngineModule> {
  return (loaded ??= instantiate())
}

// The package expects a bundler that imports .wasm files; this is what such a bundler would do.
async function instantiate(): Promise<EngineModule> {
  const engine = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const path = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm')
  const imports = { './schema_engine_bg.js': Object.fromEntries(Object.entries(engine).map(withoutWaiting)) }
  const { instance } = await WebAssembly.instantiate(readFileSync(path), imports)
  engine.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start'] as () => void
  start()
  return engine
}

// The engine gives up a lock after ten seconds by a timer that it never clears; it must not keep the process that long.
function withoutWaiting([name, value]: [string, unknown]): [string, unknown] {
  const isTimer = name.startsWith('__wbg_setTimeout_')
  return [name, isTimer ? (run: () => void, ms: number) => setTimeout(run, ms).unref() : value]
}

class ScriptKeepingFactory extends PrismaPg {
  lastError: Error | null = null

  override async connect() {
    const adapter = await super.connect()
    const pool = adapter.underlyingDriver()
    // The adapter splits scripts at every semicolon, also inside $$ … $$. Sent whole, a script is one transaction.
    adapter.executeScript = async (script) => {
      await pool.query(script).catch((error: Error) => this.keep(error))
    }
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (query) => {
      const chars = await charColumns(pool, query)
      const result = await queryRaw(chars ? { ...query, sql: chars.sql } : query)
      for (const column of chars?.columns ?? []) result.columnTypes[column] = ColumnTypeEnum.Character
      return result
    }
    return adapter
  }

  private keep(error: Error): never {
    this.lastError = error
    throw error
  }
}

/**
 * The engine reads the catalogue's one-byte "char" columns, and the adapter does not know that type (prisma issue 27403):
 * the query is asked again with those columns as text, and their type is put right in the answer.
 */
async function charColumns(pool: Pool, { sql, args }: SqlQuery): Promise<{ sql: string; columns: number[] } | null> {
  if (!/\bpg_(catalog|class|attribute|constraint|index)\b/i.test(sql)) return null
  // It may end in a comment, hence the line breaks.
  const inner = sql.trim().replace(/;$/, '')
  const { fields } = await pool.query({ text: `SELECT * FROM (${inner}\n) AS asked LIMIT 0`, values: args })
  const isChar = fields.map((field) => field.dataTypeID === 18)
  const asked = fields.map(({ name }, at) => (isChar[at] ? `"${name}"::text` : `"${name}"`))
  const columns = fields.flatMap((_, at) => (isChar[at] ? [at] : []))
  return columns.length ? { sql: `SELECT ${asked.join(', ')} FROM (${inner}\n) AS asked`, columns } : null
}
