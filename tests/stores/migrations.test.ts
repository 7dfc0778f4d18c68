import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Place } from '../../src/db/client'
import { schemaDifference } from '../../src/db/difference'
import { migrate } from '../../src/db/migrate'
import { migrationsFolder, migrationsIn } from '../../src/db/migrations'
import { emptyDatabase } from '../support/database'

jest.setTimeout(60_000)

let place: Place
let drop: () => Promise<void>
let folder: string
beforeEach(async () => {
  ;({ place, drop } = await emptyDatabase())
  folder = mkdtempSync(join(tmpdir(), 'lianshen-migrations-'))
})
afterEach(async () => {
  await drop()
  rmSync(folder, { recursive: true })
})

const withFunction = `CREATE TABLE a (id int);
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN n := n * 2; RETURN n; END $$;`

test('the migrations lead to prisma/schema', async () => {
  expect(await schemaDifference(place)).toBeNull()
})

test('each is applied once, function bodies whole', async () => {
  add('0001_first', withFunction)
  expect(await migrate(place, folder)).toEqual(['0001_first'])
  add('0002_second', 'CREATE TABLE b (id int);')
  expect(await migrate(place, folder)).toEqual(['0002_second'])
  expect(await migrate(place, folder)).toEqual([])
  expect(await ask('SELECT twice(21) AS n')).toEqual([{ n: 42 }])
})

test('one that fails changes nothing, tells what the database said, and is tried again when it is mended', async () => {
  add('0001_first', 'CREATE TABLE a (id int); CREATE TABLE b (id no_such_type);')
  await expect(migrate(place, folder)).rejects.toThrow(/0001_first failed.*type "no_such_type" does not exist/)
  expect(await ask(`SELECT to_regclass('a') AS a`)).toEqual([{ a: null }])
  add('0001_first', withFunction)
  expect(await migrate(place, folder)).toEqual(['0001_first'])
})

test('one that was changed after it had been applied is refused', async () => {
  add('0001_first', withFunction)
  await migrate(place, folder)
  add('0001_first', `${withFunction} -- and more`)
  await expect(migrate(place, folder)).rejects.toThrow(/changed after they had been applied: 0001_first/)
})

test('a database of a newer version is refused', async () => {
  add('0001_first', withFunction)
  add('0002_second', 'CREATE TABLE b (id int);')
  await migrate(place, folder)
  rmSync(join(folder, '0002_second'), { recursive: true })
  await expect(migrate(place, folder)).rejects.toThrow(/newer version of Lianshen \(0002_second\)/)
})

test('several nodes at once: one does it', async () => {
  add('0001_first', `${withFunction} SELECT pg_sleep(0.5);`)
  const done = await Promise.all([1, 2, 3].map(() => migrate(place, folder)))
  expect(done.flat()).toEqual(['0001_first'])
  expect(await migrate(place, folder)).toEqual([])
})

test('one that was killed half-way is done by the next start', async () => {
  add('0001_first', withFunction)
  await migrate(place, folder)
  await ask(`INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', '', '0002_second')`)
  add('0002_second', 'CREATE TABLE b (id int);')
  expect(await migrate(place, folder)).toEqual(['0002_second'])
})

test('two counties in one database do not meet', async () => {
  cpSync(migrationsFolder, folder, { recursive: true })
  const names = migrationsIn(migrationsFolder).map(({ name }) => name)
  for (const schema of ['county_a', 'county_b']) expect(await migrate({ ...place, schema }, folder)).toEqual(names)
  const tables = await ask(
    `SELECT schemaname AS schema, count(*) > 20 AS full FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
     GROUP BY 1 ORDER BY 1`,
  )
  expect(tables).toEqual([
    { schema: 'county_a', full: true },
    { schema: 'county_b', full: true },
  ])
})

function add(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'migration.sql'), sql)
}

async function ask(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: place.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
