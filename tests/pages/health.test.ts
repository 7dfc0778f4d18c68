import request from 'supertest'
import { testApp, type TestApp } from '../support/app'

let at: TestApp
beforeAll(async () => (at = await testApp()))
afterAll(() => at.close())

const ask = (path: string) => request(at.app).get(path)

test('alive and ready, without a sign-in and without a session', async () => {
  const health = await ask('/health').expect(200, { alive: true })
  const ready = await ask('/ready').expect(200, { ready: true })
  for (const { headers } of [health, ready]) {
    expect(headers).not.toHaveProperty('set-cookie')
    expect(headers['cache-control']).toBe('no-store')
  }
})

test('not ready while a migration is missing', async () => {
  await at.deps.pool.query('UPDATE _prisma_migrations SET finished_at = NULL')
  await ask('/ready').expect(503, { ready: false, missing: 'migrations' })
  await at.deps.pool.query('UPDATE _prisma_migrations SET finished_at = now()')
})

test('alive, but not ready, while the database does not answer', async () => {
  await at.deps.pool.query('ALTER TABLE _prisma_migrations RENAME TO away')
  await at.deps.pool.query('CREATE VIEW _prisma_migrations AS SELECT 1 AS nothing')
  await ask('/ready').expect(503, { ready: false, missing: 'database' })
  await ask('/health').expect(200)
})
