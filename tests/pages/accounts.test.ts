import { load } from 'cheerio'
import request from 'supertest'
import { firstAdministratorLink } from '../../src/accounts/operator.actions'
import type { Config } from '../../src/config'
import { newId } from '../../src/lib/ids'
import { makeAccount, password, passwordHash, signedIn, signedInAs, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { startSmtp } from '../support/smtp'

const morning = '2026-01-10T01:00:00Z'
const newPassword = 'three unrelated words'
let world: TestApp
let admin: Browser
let guard: Browser
const townshipId = newId()
const departmentId = newId()

beforeAll(async () => {
  world = await testApp({ now: morning })
})
afterAll(() => world.close())
beforeEach(() => world.setNow(morning))

describe('the first start', () => {
  test('gives a link to make the first administrator, again and again until somebody can sign in', async () => {
    const first = await firstAdministratorLink(world.deps)
    const second = await firstAdministratorLink(world.deps)
    expect(await world.deps.db.account.findMany()).toMatchObject([
      { username: 'admin', role: 'system_admin', name: '系统管理员' },
    ])
    expect((await request(world.app).get(first!)).status).toBe(410)
    const set = await setPassword(second!, newPassword)
    expect([set.status, set.headers.location]).toEqual([303, '/sign-in'])
    expect(await firstAdministratorLink(world.deps)).toBeNull()
  })

  test('the link’s secret is kept nowhere', async () => {
    const links = await world.deps.db.passwordLink.findMany()
    expect(links.every(({ digest }) => /^[0-9a-f]{64}$/.test(digest))).toBe(true)
  })
})

describe('administrators', () => {
  beforeAll(async () => {
    const { db } = world.deps
    await db.township.create({ data: { id: townshipId, name: '盛乐镇' } })
    await db.department.create({ data: { id: departmentId, key: 'court', name: '法院', nameEn: 'Court' } })
    admin = await signedInAs(world, 'system_admin', { username: 'sys.one' })
    guard = await signedInAs(world, 'security_admin', { username: 'sec.one' })
  })

  test('make accounts from a sheet: problems are named by row, and the same list makes nothing twice', async () => {
    const sheet = (rows: string) => Buffer.from(`姓名,用户名,角色,乡镇或单位,电子邮箱\n${rows}`)
    const preview = async (rows: string) =>
      load((await admin.upload('/accounts/import', sheet(rows), '账号.csv').expect(200)).text)
    const good = '赵一,zhao.yi,乡镇经办人,盛乐,\n钱二,qian.er,Department reviewer,Court,qian@example.cn'
    const page = await preview(
      `${good}\n孙三,sun.san,部门经办人,没有的局,\n李四,zhao.yi,督导,,\n周五,11010519491231002X,督导,,`,
    )
    const problems = page('.problem').toArray()
    expect(problems.map((one) => page(one).text())).toEqual([
      expect.stringContaining('没有这个乡镇或单位'),
      expect.stringContaining('重复'),
      expect.stringContaining('身份证号'),
    ])
    const rows = String(page('[name=rows]').val())
    expect(JSON.parse(rows)).toHaveLength(2)
    const taken = await admin.upload('/accounts/import/rows', Buffer.from(''), '', { rows })
    expect([taken.status, taken.headers['location']]).toEqual([303, '/accounts/invitations'])
    expect(await world.deps.db.account.findMany({ where: { username: 'qian.er' } })).toMatchObject([
      { role: 'reviewer', departmentId, email: 'qian@example.cn', passwordHash: null },
    ])
    expect(await world.deps.db.passwordLink.count({ where: { account: { username: 'qian.er' } } })).toBe(0)
    expect((await preview(good))('[name=rows]')).toHaveLength(0)
    for (const bad of ['', '[]', '[["x"]]'])
      await admin.upload('/accounts/import/rows', Buffer.from(''), '', { rows: bad }).expect(422)
    await admin.upload('/accounts/import', Buffer.from('甲,乙\n1,2'), 'a.csv').expect(422)
  })

  test('issue links for everybody without a password; those of before are void, and no link is shown again', async () => {
    const urls = async () => {
      const page = load((await admin.post('/accounts/invitations', { how: 'print' }).expect(201)).text)
      const slips = page('.slips > li').toArray()
      return new Map(
        slips.map((slip) => [page(slip).find('code').first().text(), page(slip).find('code').last().text()]),
      )
    }
    const [first, second] = [await urls(), await urls()]
    expect([...second.keys()].toSorted()).toEqual(expect.arrayContaining(['qian.er', 'zhao.yi']))
    expect(second.has(admin.actor.username)).toBe(false)
    const path = (links: Map<string, string>) => new URL(links.get('zhao.yi')!).pathname
    expect((await request(world.app).get(path(first))).status).toBe(410)
    expect((await setPassword(path(second), newPassword)).status).toBe(303)
    const third = await urls()
    expect(third.has('zhao.yi')).toBe(false)
    const slip = new URL(third.get('qian.er')!).pathname
    const after = async (now: string) => {
      world.setNow(now)
      return (await request(world.app).get(slip)).status
    }
    expect([await after('2026-01-13T00:59:00Z'), await after('2026-01-13T01:00:00Z')]).toEqual([303, 410])
    world.setNow(morning)
    expect((await admin.get('/accounts/invitations').expect(200)).text).not.toContain('/password/')
    const rows = await world.deps.db.auditEntry.findMany({ where: { act: 'account.link_issued' } })
    expect(JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      '钱二',
    )
    await guard.post('/accounts/invitations', {}).expect(403)
  })

  test('mail the links where a mail server is set up; whoever it does not reach gets a slip', async () => {
    const smtp = await startSmtp()
    const mail = { url: smtp.url, from: 'lianshen@county.example' }
    const sent = async (config: Partial<Config>) => {
      Object.assign(world.deps.config, config)
      const answer = await admin.post('/accounts/invitations', { how: 'mail' })
      const page = load(answer.text)
      const slips = page('.slips > li').toArray()
      return [answer.status, new Set(slips.map((slip) => page(slip).find('code').first().text()))] as const
    }
    const address = (email: string) => ({ where: { username: 'qian.er' }, data: { email } })
    const [status, slips] = await sent({ mail })
    expect([status, slips.has('qian.er')]).toEqual([201, false])
    expect(smtp.arrived.map(({ to }) => to)).toEqual(['qian@example.cn'])
    const path = /http[^\s]+(\/password\/\S+)/.exec(smtp.arrived[0]!.text)![1]!
    expect((await request(world.app).get(path)).headers['location']).toBe('/set-password')
    await world.deps.db.account.update(address('nobody@example.cn'))
    expect((await sent({}))[1].has('qian.er')).toBe(true)
    await world.deps.db.account.update(address('qian@example.cn'))
    await smtp.close()
    expect((await sent({}))[1].has('qian.er')).toBe(true)
    expect((await request(world.app).get(path)).status).toBe(410)
    Object.assign(world.deps.config, { mail: null })
  })

  test('start with what to look at: each what their duty is', async () => {
    const auditor = await signedInAs(world, 'auditor')
    const home = async (who: Browser) => load((await who.get('/').redirects(1).expect(200)).text)
    const figures = (page: ReturnType<typeof load>) =>
      page('.tile-number')
        .toArray()
        .map((one) => one.attribs['href'])
    expect(figures(await home(admin))).toContain('/accounts?state=no_password')
    expect((await home(admin))('#failed-title, #chain-title')).toHaveLength(0)
    const wrong = await request(world.app).get('/sign-in')
    const _csrf = String(load(wrong.text)('[name=_csrf]').val())
    const typed = { _csrf, username: 'qian.er', password: 'not this one' }
    await request(world.app).post('/sign-in').set('Cookie', wrong.headers['set-cookie']!).type('form').send(typed)
    expect((await home(guard))('#failed-title').closest('section').text()).toContain('qian.er')
    const trail = await home(auditor)
    expect(trail('#chain-title').closest('section').text()).toContain('还没有校验过')
    expect(figures(trail)).toEqual([])
    const list = load((await admin.get('/accounts?state=no_password').expect(200)).text)
    expect(list('tbody').text()).toContain('qian.er')
    expect(list('tbody').text()).not.toContain(admin.actor.username)
  })

  test('make an account; its link is shown once and sets the password', async () => {
    const made = await admin.post('/accounts', {
      username: 'Wang.Fang',
      name: '王芳',
      role: 'reviewer',
      departmentId,
      townshipId,
    })
    expect(made.status).toBe(201)
    const link = load(made.text)('code').text()
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/password\/[\w-]{43}$/)
    expect((await setPassword(new URL(link).pathname, newPassword)).status).toBe(303)
    const account = await world.deps.db.account.findUniqueOrThrow({ where: { username: 'wang.fang' } })
    expect(account).toMatchObject({
      role: 'reviewer',
      departmentId,
      townshipId: null,
      createdById: admin.actor.accountId,
    })
    expect(account.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=3,p=1\$/)
    expect((await admin.get(`/accounts/${account.id}`)).text).not.toContain('/password/')
  })

  test('are told what is wrong with a new account, and keep what they typed', async () => {
    const res = await admin.post('/accounts', { username: 'wang.fang', name: '王芳二', role: 'observer' })
    const page = load(res.text)
    expect(res.status).toBe(422)
    expect(page('.problems a').text()).toContain('已有人使用')
    expect([page('[name=name]').val(), page('[name=role]').val()]).toEqual(['王芳二', 'observer'])
    const unit = await admin.post('/accounts', {
      username: 'new.one',
      name: '新人',
      role: 'signatory',
      departmentId: newId(),
    })
    expect([unit.status, load(unit.text)('.problems a').attr('href')]).toEqual([422, '#departmentId'])
    const empty = await admin.post('/accounts', {})
    expect(load(empty.text)('.problems a')).toHaveLength(3)
  })

  test('find accounts by words, role and state, page by page', async () => {
    const { db, clock } = world.deps
    const many = Array.from({ length: 60 }, (_, at) => ({
      id: newId(),
      username: `many-${at}`,
      name: `批量${at}`,
      role: 'observer',
    }))
    await db.account.createMany({ data: many.map((one) => ({ ...one, createdAt: clock.now() })) })
    const names = async (query: string) => {
      const page = load((await guard.get(`/accounts?${query}`).expect(200)).text)
      return page('tbody th')
        .map((_, th) => page(th).text())
        .get()
    }
    expect(await names('words=WANG.F')).toEqual(['wang.fang'])
    expect(await names('words=王芳')).toEqual(['wang.fang'])
    expect(await names('role=observer')).toHaveLength(50)
    expect(await names('role=observer&page=2')).toHaveLength(10)
    expect((await names('role=observer&sort=-username'))[0]).toBe('many-9')
    expect((await names('sort=lastSignInAt')).slice(-1)[0]).toMatch(/^many-/)
    expect(await names('state=disabled')).toEqual([])
    expect(await names(`role=emperor&state=x&page=-1&sort=up&words=${encodeURIComponent("'; --")}`)).toEqual([])
  })

  test.each([
    ['system_admin', 'issue_link', 'link', 200],
    ['system_admin', 'disable', 'disabling', 303],
    ['security_admin', 'end sessions', 'session-endings', 303],
    ['security_admin', 'disable', 'disabling', 303],
    ['security_admin', 'issue_link', 'link', 403],
    ['system_admin', 'unlock', 'unlocking', 403],
    ['auditor', 'disable', 'disabling', 403],
    ['office', 'issue_link', 'link', 403],
  ] as const)('a %s asks to %s', async (role, _words, path, status) => {
    const target = await makeAccount(world, 'observer')
    const asking = await signedInAs(world, role)
    const res = await asking.post(`/accounts/${target.accountId}/${path}`)
    expect(res.status).toBe(status)
  })

  test('disable an account, which is signed out at once, and enable it again', async () => {
    const target = await signedInAs(world, 'office')
    await guard.post(`/accounts/${target.actor.accountId}/disabling`).expect(303)
    await target.get('/account').expect(303)
    const again = await guard.post(`/accounts/${target.actor.accountId}/disabling`)
    expect([again.status, again.text.includes('已停用，请先启用')]).toEqual([403, true])
    await admin.post(`/accounts/${target.actor.accountId}/enabling`).expect(303)
    await target.get('/account').expect(303)
    await (await signedIn(world, target.actor)).get('/account').expect(200)
  })

  test('give another role, which ends the sessions of the old one; a name does not', async () => {
    const target = await signedInAs(world, 'office')
    const path = `/accounts/${target.actor.accountId}/change`
    const seen = async (who: Browser) => String(load((await who.get(path)).text)('[name=seen]').val())
    await admin.post(path, { seen: await seen(admin), name: '新名', role: 'office' }).expect(303)
    await target.get('/account').expect(200)
    const byGuard = await guard.post(path, { seen: await seen(guard), role: 'township_lead', townshipId })
    expect(byGuard.status).toBe(303)
    await target.get('/account').expect(303)
    expect(await world.deps.db.account.findUnique({ where: { id: target.actor.accountId } })).toMatchObject({
      name: '新名',
      role: 'township_lead',
      townshipId,
    })
  })

  test('the security administrator does not change names', async () => {
    const target = await makeAccount(world, 'office')
    const path = `/accounts/${target.accountId}/change`
    const form = load((await guard.get(path)).text)
    expect(form('[name=name]')).toHaveLength(0)
    await guard.post(path, { seen: String(form('[name=seen]').val()), name: '别名', role: 'office' }).expect(403)
  })

  test('of two who change the same account, the second is told', async () => {
    const target = await makeAccount(world, 'office')
    const path = `/accounts/${target.accountId}/change`
    const seen = String(load((await admin.get(path)).text)('[name=seen]').val())
    await admin.post(path, { seen, name: '甲改的', role: 'office' }).expect(303)
    const late = await admin.post(path, { seen, name: '乙改的', role: 'office' })
    expect([late.status, load(late.text)('[name=name]').val()]).toEqual([409, '乙改的'])
    const newer = String(load(late.text)('[name=seen]').val())
    await admin.post(path, { seen: newer, name: '乙改的', role: 'office' }).expect(303)
  })

  test('nobody changes themselves', async () => {
    for (const browser of [admin, guard]) {
      const res = await browser.post(`/accounts/${browser.actor.accountId}/disabling`)
      expect([res.status, res.text.includes('不能更改自己的账号')]).toEqual([403, true])
    }
  })

  test('the last system administrator who can sign in stays', async () => {
    const { db } = world.deps
    const others = { role: 'system_admin', id: { not: admin.actor.accountId } }
    await db.account.updateMany({ where: others, data: { passwordHash: null } })
    const res = await guard.post(`/accounts/${admin.actor.accountId}/disabling`)
    expect([res.status, res.text.includes('最后一位')]).toEqual([403, true])
    expect(load((await guard.get(`/accounts/${admin.actor.accountId}`)).text)('form[action$=disabling]')).toHaveLength(
      0,
    )
    const seen = String(load((await guard.get(`/accounts/${admin.actor.accountId}/change`)).text)('[name=seen]').val())
    await guard.post(`/accounts/${admin.actor.accountId}/change`, { seen, role: 'office' }).expect(403)
    await db.account.updateMany({ where: others, data: { passwordHash } })
  })

  test('two system administrators who disable each other at once: one stays', async () => {
    const { db } = world.deps
    const all = { role: 'system_admin', state: 'active' }
    await db.account.updateMany({ where: all, data: { passwordHash: null } })
    const [one, two] = [await signedInAs(world, 'system_admin'), await signedInAs(world, 'system_admin')]
    await Promise.all([
      one.post(`/accounts/${two.actor.accountId}/disabling`),
      two.post(`/accounts/${one.actor.accountId}/disabling`),
    ])
    expect(await db.account.count({ where: { ...all, passwordHash: { not: null } } })).toBe(1)
    await db.account.updateMany({ where: all, data: { passwordHash } })
  })

  test('lift a lock: seen on the list, gone after the act', async () => {
    const target = await makeAccount(world, 'office', { username: 'locked.out' })
    const visitor = request.agent(world.app)
    const token = String(load((await visitor.get('/sign-in')).text)('[name=_csrf]').val())
    const enter = (typed: string) =>
      visitor.post('/sign-in').type('form').send({ _csrf: token, username: 'locked.out', password: typed })
    for (let at = 0; at < 5; at++) await enter('wrong')
    expect((await enter(password)).status).toBe(429)
    expect((await guard.get('/accounts?words=locked.out')).text).toContain('已锁定')
    await guard.post(`/accounts/${target.accountId}/unlocking`).expect(303)
    expect((await guard.get('/accounts?words=locked.out')).text).not.toContain('已锁定')
    expect((await enter(password)).status).toBe(303)
  })

  test('an account that does not exist is not there', async () => {
    await admin.get(`/accounts/${newId()}`).expect(404)
    await admin.get('/accounts/1').expect(404)
    await admin.post(`/accounts/${newId()}/disabling`).expect(404)
  })

  test('every act leaves its row, with field names and no names', async () => {
    const rows = await world.deps.db.auditEntry.findMany({
      where: { actorId: { in: [admin.actor.accountId, guard.actor.accountId] } },
    })
    const acts = new Set(rows.map(({ act }) => act))
    for (const act of ['created', 'changed', 'disabled', 'enabled', 'unlocked'])
      expect(acts).toContain(`account.${act}`)
    expect(JSON.stringify(rows.map(({ details }) => details))).not.toMatch(/王芳|新名|乙改的/)
  })

  test('no form is taken without its token', async () => {
    const target = await makeAccount(world, 'office')
    for (const path of ['/accounts', `/accounts/${target.accountId}/disabling`, '/account/password']) {
      await admin.postWithoutToken(path).expect(403)
    }
  })
})

test('an administrator’s home says how many can sign in and what is new, each to their own duty', async () => {
  const home = async (browser: Browser) => {
    const page = load((await browser.get('/administration').expect(200)).text)
    const link = (href: string) => Number(page(`.count-list a[href^="${href}"] .count`).text())
    return { bar: page('progress'), created: link('/accounts?sort=createdAt'), acts: link('/audit?from=') }
  }
  const before = await home(admin)
  await makeAccount(world, 'observer')
  const after = await home(admin)
  expect([after.created, Number(after.bar.attr('max'))]).toEqual([
    before.created + 1,
    Number(before.bar.attr('max')) + 1,
  ])
  expect([before.created > 0, before.acts]).toEqual([true, 0])
  const auditors = await home(await signedInAs(world, 'auditor'))
  expect([auditors.bar.length, auditors.created, auditors.acts > 0]).toEqual([0, 0, true])
})

describe('a one-time link', () => {
  test('leaves the address at once', async () => {
    const { path } = await newLink()
    const visitor = request.agent(world.app)
    const opened = await visitor.get(path)
    expect([opened.status, opened.headers.location]).toEqual([303, '/set-password'])
    expect((await visitor.get('/set-password')).text).not.toContain(path)
  })

  test('works once', async () => {
    const { path, account } = await newLink()
    const visitor = request.agent(world.app)
    const _csrf = await openForm(visitor, path)
    const fields = { _csrf, password: newPassword, password_again: newPassword }
    expect((await visitor.post('/set-password').type('form').send(fields)).status).toBe(303)
    expect((await request(world.app).get(path)).status).toBe(410)
    expect((await visitor.post('/set-password').type('form').send(fields)).status).toBe(404)
    expect(
      await world.deps.db.auditEntry.count({ where: { act: 'account.password_set', recordId: account.accountId } }),
    ).toBe(1)
  })

  test('opened in two browsers, works in one', async () => {
    const { path, account } = await newLink()
    const ends = await Promise.all([1, 2].map(() => setPassword(path, newPassword)))
    expect(ends.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(
      await world.deps.db.auditEntry.count({ where: { act: 'account.password_set', recordId: account.accountId } }),
    ).toBe(1)
  })

  test('expires after 24 hours, with a sentence about what to do', async () => {
    const { path } = await newLink()
    world.setNow('2026-01-11T01:00:00Z')
    const res = await request(world.app).get(path)
    expect([res.status, load(res.text)('main').text().includes('请联系系统管理员')]).toEqual([410, true])
  })

  test('is void when a newer one was issued, or the account disabled, or a letter is missing', async () => {
    const { path, account } = await newLink()
    const newer = await newLink(account)
    expect((await request(world.app).get(path)).status).toBe(410)
    expect((await request(world.app).get(newer.path.slice(0, -1))).status).toBe(404)
    await world.deps.db.account.update({ where: { id: account.accountId }, data: { state: 'disabled' } })
    expect((await request(world.app).get(newer.path)).status).toBe(404)
  })

  test('ends the sessions and lifts the lock of its account', async () => {
    const { path, account } = await newLink()
    const old = await signedIn(world, account)
    await setPassword(path, newPassword)
    await old.get('/account').expect(303)
  })

  test('tells what is wrong with a password, and goes on working', async () => {
    const { path } = await newLink()
    const visitor = request.agent(world.app)
    const _csrf = await openForm(visitor, path)
    const send = (typed: string, again: string) =>
      visitor.post('/set-password').type('form').send({ _csrf, password: typed, password_again: again })
    const [short, differs] = [await send('short', 'short'), await send(newPassword, 'something else')]
    expect([short.status, load(short.text)('.problems a').attr('href')]).toEqual([422, '#password'])
    expect([differs.status, load(differs.text)('.problems a').attr('href')]).toEqual([422, '#password_again'])
    expect(differs.text).not.toContain(newPassword)
    expect((await send(newPassword, newPassword)).status).toBe(303)
  })
})

describe('one’s own password', () => {
  test('is changed with the old one; other computers are signed out', async () => {
    const here = await signedInAs(world, 'office')
    const there = await signedIn(world, here.actor)
    const send = (old: string) =>
      here.post('/account/password', { old_password: old, password: newPassword, password_again: newPassword })
    const wrong = await send('not the old one')
    expect([wrong.status, load(wrong.text)('.problems a').attr('href')]).toEqual([422, '#old_password'])
    expect((await send(password)).headers.location).toBe('/account')
    const page = await here.get('/account').expect(200)
    expect(load(page.text)('.notice').text()).toContain('密码已修改')
    await there.get('/account').expect(303)
  })
})

async function newLink(of?: Awaited<ReturnType<typeof makeAccount>>) {
  const account = of ?? (await makeAccount(world, 'office'))
  const page = await admin.post(`/accounts/${account.accountId}/link`).expect(200)
  return { account, path: new URL(load(page.text)('code').text()).pathname }
}

async function openForm(visitor: ReturnType<typeof request.agent>, path: string): Promise<string> {
  await visitor.get(path)
  return String(load((await visitor.get('/set-password')).text)('[name=_csrf]').val())
}

async function setPassword(path: string, typed: string) {
  const visitor = request.agent(world.app)
  const _csrf = await openForm(visitor, path)
  return visitor.post('/set-password').type('form').send({ _csrf, password: typed, password_again: typed })
}
