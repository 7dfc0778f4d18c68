import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { countyWorld, type World } from '../support/review-world'

let world: World
beforeAll(async () => {
  world = await countyWorld(1)
})
afterAll(() => world.close())

test('a redirect waits until its notice is stored, so that the next page shows it', async () => {
  const clerk = await world.as('township_clerk', world.county.townships[0]!.name)
  const server = world.app.listen(0)
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/candidates?q=110105491231002`
  const lock = await sessionsLocked()
  // Settles with the head of the answer: a browser follows a redirect from there.
  const answer = fetch(address, { headers: { cookie: clerk.cookie }, redirect: 'manual' })
  const first = await Promise.race([answer.then(() => 'redirected'), sleep(400, 'waits')])
  await lock.end()
  expect((await answer).status).toBe(303)
  server.closeAllConnections()
  server.close()
  expect(first).toBe('waits')
  expect((await clerk.get('/candidates')).text).toContain('身份证号不能出现在网址里')
})

/** A connection that lets nobody save a session until it ends. */
async function sessionsLocked(): Promise<Client> {
  const lock = new Client({ connectionString: world.deps.pool.options.connectionString })
  await lock.connect()
  await lock.query('BEGIN')
  await lock.query('SELECT FROM session FOR UPDATE')
  return lock
}
