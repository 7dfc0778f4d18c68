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
  const lock = new Client({ connectionString: world.deps.pool.options.connectionString })
  await lock.connect()
  await lock.query('BEGIN')
  await lock.query('SELECT FROM session FOR UPDATE')
  let answered = false
  const answer = clerk.get('/candidates?q=110105491231002').then((page) => {
    answered = true
    return page
  })
  await sleep(400)
  expect(answered).toBe(false)
  await lock.query('COMMIT')
  await lock.end()
  expect((await answer).status).toBe(303)
  expect((await clerk.get('/candidates')).text).toContain('身份证号不能出现在网址里')
})
