import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaDifference } from './difference'
import { startTemporary } from './temporary'
import { migrationsFolder, migrationsIn } from './migrations'

/**
 * npm run migration:new -- what_it_does
 * Writes prisma/migrations/NNNN_what_it_does/migration.sql: the way from the migrations there are to prisma/schema.
 * Read it before it lands: Prisma knows no CHECK and no index with a WHERE, add those by hand.
 */
async function main(name: string | undefined): Promise<void> {
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) throw new Error('Usage: npm run migration:new -- lower_case_name')
  const temporary = await startTemporary(10)
  try {
    const sql = await schemaDifference({ url: temporary.url, schema: 'public' })
    console.log(sql ? `Wrote ${write(name, sql)}` : 'prisma/schema and the migrations agree: nothing to write.')
  } finally {
    await temporary.stop()
  }
}

function write(name: string, sql: string): string {
  const last = migrationsIn(migrationsFolder).at(-1)?.name ?? '0000'
  const number = String(Number(last.slice(0, 4)) + 1).padStart(4, '0')
  const folder = join(migrationsFolder, `${number}_${name}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'migration.sql'), sql)
  return join('prisma', 'migrations', `${number}_${name}`, 'migration.sql')
}

main(process.argv[2]).catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
