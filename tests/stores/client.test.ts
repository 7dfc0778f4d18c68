import { inTransaction } from '../../src/db/client'
import { isConflict } from '../../src/db/conflict'
import { freshDatabase, type FreshDatabase } from '../support/database'

let at: FreshDatabase
beforeAll(async () => {
  at = await freshDatabase()
  await at.pool.query('CREATE TABLE counter (id int PRIMARY KEY, value int NOT NULL)')
  await at.pool.query('INSERT INTO counter VALUES (1, 0), (2, 0)')
})
afterAll(() => at.close())

test('a connection means this schema, counts in UTC and does not wait for ever', async () => {
  const { rows } = await at.pool.query(
    `SELECT current_schema() AS schema, current_setting('timezone') AS zone,
            current_setting('statement_timeout') AS patience`,
  )
  expect(rows).toEqual([{ schema: 'public', zone: 'UTC', patience: '30s' }])
})

test('a connection keeps the plan of a join that comes again and again, and of nothing else', async () => {
  await at.db.$transaction(async (tx) => {
    const joined = (id: number) =>
      tx.$queryRaw`SELECT a.value FROM counter a JOIN counter b USING (id) WHERE id = ${id}`
    for (const id of [1, 2, 1, 2]) expect(await joined(id)).toEqual([{ value: 0 }])
    await tx.$queryRaw`SELECT 2 FROM counter a JOIN counter b USING (id)`
    for (const id of [1, 2, 1, 2]) await tx.$queryRaw`SELECT value FROM counter WHERE id = ${id}`
    const kept = await tx.$queryRaw`
      SELECT statement, (generic_plans + custom_plans)::int AS runs FROM pg_prepared_statements WHERE name LIKE 'kept_%'`
    expect(kept).toEqual([{ statement: expect.stringContaining('JOIN counter b'), runs: 2 }])
  })
})

test('a transaction that a deadlock gave up is run again', async () => {
  const met = meeting(2)
  const add = (first: number, second: number) =>
    inTransaction(at.db, async (tx) => {
      await tx.$executeRaw`UPDATE counter SET value = value + 1 WHERE id = ${first}`
      await met()
      await tx.$executeRaw`UPDATE counter SET value = value + 1 WHERE id = ${second}`
    })
  await Promise.all([add(1, 2), add(2, 1)])
  const { rows } = await at.pool.query('SELECT value FROM counter ORDER BY id')
  expect(rows).toEqual([{ value: 2 }, { value: 2 }])
})

test('a conflict is known however Prisma wraps it; other errors are not conflicts', async () => {
  const failing = (sql: string) => at.db.$executeRawUnsafe(sql).catch((error: unknown) => error)
  expect(isConflict(await failing(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$`))).toBe(true)
  expect(isConflict({ name: 'DriverAdapterError', cause: { kind: 'TransactionWriteConflict' } })).toBe(true)
  expect(isConflict({ code: 'P2034' })).toBe(true)
  expect(isConflict(await failing('SELECT 1 / 0'))).toBe(false)
})

test('a long transaction gives its statements as long', async () => {
  const patience = (timeoutSeconds: number) =>
    inTransaction(at.db, (tx) => tx.$queryRaw<{ t: string }[]>`SELECT current_setting('statement_timeout') AS t`, {
      timeoutSeconds,
    })
  expect(await patience(5)).toEqual([{ t: '30s' }])
  expect(await patience(300)).toEqual([{ t: '5min' }])
})

/** Resolves for everybody once `count` have come; for those who come later at once. */
function meeting(count: number): () => Promise<void> {
  let open: () => void = () => undefined
  const all = new Promise<void>((resolve) => (open = resolve))
  let come = 0
  return () => {
    if (++come >= count) open()
    return all
  }
}
