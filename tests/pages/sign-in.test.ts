import { load } from 'cheerio'
import type { Request } from 'express'
import request from 'supertest'
import { SessionKeeper } from '../../src/accounts/sign-in/session-keeper.routes'
import { makeAccount, password, signedIn, signedInAs } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'

const morning = '2026-01-10T01:00:00Z'
let world: TestApp
beforeAll(async () => (world = await testApp({ now: morning })))
afterAll(() => world.close())
beforeEach(async () => {
  world.setNow(morning)
  await world.deps.db.rateLimit.deleteMany()
})

describe('signing in', () => {
  test('waits for the user name; a refusal is read first', async () => {
    const first = await request(world.app).get('/sign-in').expect(200)
    expect(load(first.text)('[autofocus]').attr('id')).toBe('username')
    const refused = load((await (await visitorOn('/')).signIn('nobody', 'wrong')).text)
    expect(
      refused('[autofocus]')
        .toArray()
        .map(({ attribs }) => attribs['class']),
    ).toEqual(['problems'])
  })

  test('leads to the page that was asked for, and says who is here', async () => {
    const visitor = await visitorOn('/candidates?page=2')
    const account = await makeAccount(world, 'office', { name: '李四' })
    const done = await visitor.signIn(account.username.toUpperCase() + ' ')
    expect([done.status, done.headers.location]).toEqual([303, '/candidates?page=2'])
    const own = await visitor.agent.get('/account').expect(200)
    expect(load(own.text)('.who-name').text()).toContain('李四')
    const signedInAt = await world.deps.db.account.findUniqueOrThrow({ where: { id: account.accountId } })
    expect(signedInAt.lastSignInAt).toEqual(new Date(morning))
  })

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', ''])(
    'never leads away: %s',
    async (next) => {
      const account = await makeAccount(world, 'office')
      const visitor = await visitorOn(next)
      expect((await visitor.signIn(account.username)).headers.location).toBe('/')
    },
  )

  test('gives the browser a new session, so that a planted one is worth nothing', async () => {
    const account = await makeAccount(world, 'office')
    const visitor = await visitorOn('/')
    const planted = visitor.cookie()
    await visitor.signIn(account.username)
    expect(visitor.cookie()).not.toBe(planted)
    await request(world.app).get('/account').set('Cookie', planted).expect(303)
  })

  test('the cookie is out of reach of scripts, and the table holds no id that could be used', async () => {
    const visitor = await visitorOn('/')
    expect(visitor.setCookie).toMatch(/^lianshen=s%3A[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)
    const id = decodeURIComponent(visitor.cookie()).slice('lianshen=s:'.length).split('.')[0]!
    const rows = await world.deps.db.session.findMany()
    expect(JSON.stringify(rows)).not.toContain(id)
  })

  test.each(['wrong password', 'unknown name', 'disabled', 'no password yet'])('%s: the same words', async (why) => {
    const account = await makeAccount(world, 'office')
    const where = { id: account.accountId }
    if (why === 'disabled') await world.deps.db.account.update({ where, data: { state: 'disabled' } })
    if (why === 'no password yet') await world.deps.db.account.update({ where, data: { passwordHash: null } })
    const visitor = await visitorOn('/')
    const username = why === 'unknown name' ? 'nobody.here' : account.username
    const res = await visitor.signIn(username, why === 'wrong password' ? 'another password' : password)
    const page = load(res.text)
    expect(res.status).toBe(401)
    expect(page('.problems a').text()).toBe('账号或密码不对，请检查后重新输入。连续 5 次不对，将锁定 15 分钟。')
    expect(page('[name=username]').val()).toBe(username)
    expect(page('[name=password]').attr('value')).toBeUndefined()
  })

  test('an empty form asks for what is missing', async () => {
    const visitor = await visitorOn('/')
    expect((await visitor.signIn('', '')).status).toBe(422)
    expect((await visitor.signIn('someone', '')).status).toBe(422)
  })

  test('without the form’s token nothing happens', async () => {
    const account = await makeAccount(world, 'office')
    const res = await request(world.app).post('/sign-in').type('form').send({ username: account.username, password })
    expect(res.status).toBe(403)
    expect(res.text).not.toContain(password)
  })

  test('whoever is signed in is sent on', async () => {
    const browser = await signedInAs(world, 'office')
    expect((await browser.get('/sign-in?next=/account')).headers.location).toBe('/account')
    // A second tab that was open before: its form comes back without the password and is sent again.
    expect((await browser.post('/sign-in', { username: 'x', next: '/account' })).headers.location).toBe('/account')
  })
})

describe('failures', () => {
  test('five lock the account for this address, even for the right password, for 15 minutes', async () => {
    const account = await makeAccount(world, 'office')
    const visitor = await visitorOn('/')
    for (let at = 0; at < 4; at++) expect((await visitor.signIn(account.username, 'wrong')).status).toBe(401)
    // The 15 minutes run from the fifth.
    await minutesPass(10)
    expect((await visitor.signIn(account.username, 'wrong')).status).toBe(401)
    const locked = await visitor.signIn(account.username)
    expect([locked.status, locked.headers['retry-after']]).toEqual([429, '900'])
    expect(load(locked.text)('.problems a').text()).toContain('请 15 分钟后再试')
    await minutesPass(14)
    expect((await visitor.signIn(account.username)).status).toBe(429)
    await minutesPass(1.1)
    expect((await visitor.signIn(account.username)).status).toBe(303)
  })

  test('a name that does not exist locks in the same way', async () => {
    const visitor = await visitorOn('/')
    for (let at = 0; at < 5; at++) await visitor.signIn('nobody.there', 'wrong')
    expect((await visitor.signIn('nobody.there', 'wrong')).status).toBe(429)
  })

  test('guesses that come all at once are counted one by one', async () => {
    const account = await makeAccount(world, 'office')
    const visitor = await visitorOn('/')
    const tries = await Promise.all(Array.from({ length: 20 }, () => visitor.signIn(account.username, 'wrong')))
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5)
  })

  test('the right password forgets them', async () => {
    const account = await makeAccount(world, 'office')
    for (let round = 0; round < 2; round++) {
      const visitor = await visitorOn('/')
      for (let at = 0; at < 4; at++) await visitor.signIn(account.username, 'wrong')
      expect((await visitor.signIn(account.username)).status).toBe(303)
    }
  })

  test('an address that tries a list of names is stopped', async () => {
    const account = await makeAccount(world, 'office')
    const visitor = await visitorOn('/')
    await world.deps.db.rateLimit.updateMany({ data: { points: 50 } })
    await visitor.signIn('first.name', 'wrong')
    await world.deps.db.rateLimit.updateMany({ where: { key: { startsWith: 'sign_in_from' } }, data: { points: 50 } })
    expect((await visitor.signIn(account.username)).status).toBe(429)
  })

  test('are told to the auditor without what was typed', async () => {
    const number = '11010519491231002X'
    const account = await makeAccount(world, 'office')
    const visitor = await visitorOn('/')
    await visitor.signIn(number, 'wrong')
    for (let at = 0; at < 5; at++) await visitor.signIn(account.username, 'wrong')
    const entries = await world.deps.db.auditEntry.findMany({ orderBy: { seq: 'desc' }, take: 7 })
    expect(
      JSON.stringify(entries, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
    ).not.toMatch(/11010519491231002x/i)
    expect(entries.map(({ act, recordType }) => [act, recordType])).toEqual([
      ['account.locked', 'account'],
      ...Array.from({ length: 5 }, () => ['account.sign_in_failed', 'account']),
      ['account.sign_in_failed', 'username'],
    ])
    expect(entries[0]).toMatchObject({ recordId: account.accountId, username: account.username, role: 'visitor' })
  })
})

describe('a session', () => {
  test('ends after 30 idle minutes', async () => {
    const browser = await signedInAs(world, 'office')
    world.setNow('2026-01-10T01:29:00Z')
    await browser.get('/account').expect(200)
    world.setNow('2026-01-10T01:58:30Z')
    await browser.get('/account').expect(200)
    world.setNow('2026-01-10T02:28:31Z')
    const late = await browser.get('/account')
    expect(late.headers.location).toBe('/sign-in?next=%2Faccount')
  })

  test('ends after 12 hours, however busy', async () => {
    const browser = await signedInAs(world, 'office')
    for (let minutes = 25; minutes < 12 * 60; minutes += 25) {
      world.setNow(new Date(Date.parse(morning) + minutes * 60_000))
      await browser.get('/account').expect(200)
    }
    world.setNow('2026-01-10T13:00:00Z')
    await browser.get('/account').expect(303)
  })

  test('is written down again only when something in it changes, and its end once a minute', async () => {
    const browser = await signedInAs(world, 'office')
    const version = async () =>
      (await world.deps.pool.query('SELECT xmin::text FROM session WHERE account_id = $1', [browser.actor.accountId]))
        .rows[0].xmin as string
    const first = await version()
    await browser.get('/account').expect(200)
    expect(await version()).toBe(first)
    world.setNow(new Date(world.deps.clock.now().getTime() + 61_000))
    await browser.get('/account').expect(200)
    expect(await version()).not.toBe(first)
  })

  test('a form sent after its end keeps what was typed', async () => {
    const browser = await signedInAs(world, 'system_admin')
    world.setNow('2026-01-10T03:00:00Z')
    const res = await browser.post('/accounts', { username: 'new.name', name: '王小明同志', role: 'office' })
    expect(res.status).toBe(401)
    expect(load(res.text)('[name=name]').val()).toBe('王小明同志')
  })

  test('signing out ends it for a stolen cookie too, and may be clicked ten times', async () => {
    const browser = await signedInAs(world, 'office')
    const acts = () =>
      world.deps.db.auditEntry.count({ where: { act: 'account.signed_out', actorId: browser.actor.accountId } })
    const cleared: string[] = []
    for (let click = 0; click < 3; click++) {
      const out = await browser.post('/sign-out')
      cleared.push(...[out.headers['set-cookie'] ?? []].flat())
      expect([out.status, out.headers.location]).toEqual([303, '/sign-in'])
    }
    expect(cleared.join()).toContain('lianshen_list_candidates=; Path=/candidates; Expires=Thu, 01 Jan 1970')
    await browser.get('/account').expect(303)
    expect(await acts()).toBe(1)
  })

  test('signing out asks for the token', async () => {
    const browser = await signedInAs(world, 'office')
    await browser.postWithoutToken('/sign-out').expect(403)
    await browser.get('/account').expect(200)
  })

  test('a request that was under way when it ended does not bring it back', async () => {
    const { actor } = await signedInAs(world, 'office')
    const { db } = world.deps
    const keeper = new SessionKeeper(world.deps)
    const found = { cookie: {}, passport: { user: actor.accountId }, kept: { seenAt: new Date(morning) } }
    const session = keeper.createSession({} as Request, found as never)
    await db.session.deleteMany({ where: { accountId: actor.accountId } })
    await new Promise((done) => keeper.set('the id', session, done))
    expect(await db.session.count({ where: { accountId: actor.accountId } })).toBe(0)
  })

  test('of an account that was disabled ends at the next request', async () => {
    const browser = await signedInAs(world, 'office')
    await world.deps.db.account.update({ where: { id: browser.actor.accountId }, data: { state: 'disabled' } })
    await browser.get('/account').expect(303)
  })

  test('“end all” ends those on other computers', async () => {
    const here = await signedInAs(world, 'office')
    const there = await signedIn(world, here.actor)
    expect(load((await here.get('/account')).text)('tbody tr')).toHaveLength(2)
    expect((await here.post('/account/session-endings')).headers.location).toBe('/sign-in')
    await here.get('/account').expect(303)
    await there.get('/account').expect(303)
  })

  test('a forged or broken cookie is nobody', async () => {
    for (const cookie of ['lianshen=s%3Aabc.def', 'lianshen=%', 'lianshen=', `lianshen=${'x'.repeat(3000)}`]) {
      await request(world.app).get('/account').set('Cookie', cookie).expect(303)
    }
  })

  test('what has ended is cleared away', async () => {
    const old = await signedInAs(world, 'office')
    world.setNow('2026-01-12T01:00:00Z')
    for (let at = 0; at < 50; at++) await request(world.app).get('/sign-in').expect(200)
    expect(await world.deps.db.session.count({ where: { accountId: old.actor.accountId } })).toBe(0)
  })
})

/** A browser with the sign-in form open. */
async function visitorOn(next: string) {
  const agent = request.agent(world.app)
  const form = await agent.get(`/sign-in?next=${encodeURIComponent(next)}`).expect(200)
  const page = load(form.text)
  const fields = { _csrf: String(page('[name=_csrf]').val()), next: String(page('[name=next]').val()) }
  let setCookie = String(form.headers['set-cookie'])
  return {
    agent,
    setCookie,
    cookie: () => setCookie.split(';')[0]!,
    signIn: async (username: string, typed = password) => {
      const res = await agent
        .post('/sign-in')
        .type('form')
        .send({ ...fields, username, password: typed })
      if (res.headers['set-cookie']) setCookie = String(res.headers['set-cookie'])
      return res
    },
  }
}

/** The counters keep the database server's kind of time, not our clock's. */
async function minutesPass(minutes: number): Promise<void> {
  await world.deps.db.$executeRaw`UPDATE rate_limit SET expire = expire - ${Math.round(minutes * 60_000)}::bigint`
}
