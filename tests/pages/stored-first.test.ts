import { setTimeout as wait } from 'node:timers/promises'
import { firstAdministratorLink } from '../../src/accounts/operator.actions'
import { listen, type Listening } from '../../src/web/listen'
import { testApp, type TestApp } from '../support/app'

// Over a socket: what counts is the moment at which a browser gets the address to go on to.
let world: TestApp
let server: Listening
beforeAll(async () => {
  world = await testApp()
  server = await listen(world.app, '127.0.0.1', 0)
})
afterAll(async () => {
  await server?.stop(1)
  await world.close()
})

test('a browser is not sent on from a one-time link before the link is in its session', async () => {
  const url = new URL((await firstAdministratorLink(world.deps))!, server.address)
  let answer: Promise<Response>
  await world.deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE session IN SHARE MODE`
    answer = fetch(url, { redirect: 'manual' })
    const heard = answer.then(() => 'sent on')
    const held = sessionIsHeld().then(() => wait(200, 'still storing'))
    expect(await Promise.race([heard, held])).toBe('still storing')
  })
  const { status, headers } = await answer!
  expect([status, headers.get('location')]).toEqual([303, '/set-password'])
  const cookie = headers.getSetCookie().map((line) => line.split(';')[0]!)
  const page = await fetch(new URL('/set-password', server.address), { headers: { cookie: cookie.join('; ') } })
  expect(await page.text()).toContain('name="password"')
})

/** Until a statement waits for the table. */
async function sessionIsHeld(): Promise<void> {
  for (;;) {
    const waiting = await world.deps.pool.query(
      `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    )
    if (waiting.rowCount) return
    await wait(20)
  }
}
