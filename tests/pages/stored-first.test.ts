import { setTimeout as wait } from 'node:timers/promises'
import { firstAdministratorLink } from '../../src/accounts/operator.actions'
import { listen, type Listening } from '../../src/web/listen'
import { signedInAs } from '../support/accounts'
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
  const { status, headers } = await heldUntilStored((await firstAdministratorLink(world.deps))!)
  expect([status, headers.get('location')]).toEqual([303, '/set-password'])
  const cookie = headers.getSetCookie().map((line) => line.split(';')[0]!)
  expect(await textAt('/set-password', cookie.join('; '))).toContain('name="password"')
})

test('nor before what is to be told on the next page is in it', async () => {
  const { cookie } = await signedInAs(world, 'office')
  expect((await heldUntilStored('/candidates?q=110105491231002', cookie)).status).toBe(303)
  expect(await textAt('/candidates', cookie)).toContain('身份证号不能出现在网址里')
})

/** The head of the answer, which came only when sessions could be stored again. */
async function heldUntilStored(path: string, cookie = ''): Promise<Response> {
  let answer: Promise<Response>
  await world.deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE session IN SHARE MODE`
    answer = fetch(new URL(path, server.address), { headers: { cookie }, redirect: 'manual' })
    const heard = answer.then(() => 'sent on')
    const held = sessionIsHeld().then(() => wait(200, 'still storing'))
    expect(await Promise.race([heard, held])).toBe('still storing')
  })
  return answer!
}

/** Until a statement waits for the table. */
async function sessionIsHeld(): Promise<void> {
  const held = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`
  while ((await world.deps.pool.query(held)).rowCount === 0) await wait(20)
}

async function textAt(path: string, cookie: string): Promise<string> {
  return (await fetch(new URL(path, server.address), { headers: { cookie } })).text()
}
