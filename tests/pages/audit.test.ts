import { load } from 'cheerio'
import { recorded } from '../../src/audit/recorded'
import { verifyChain } from '../../src/audit/verify.actions'
import type { Act } from '../../src/audit/act'
import { newId } from '../../src/lib/ids'
import { cookiesAfter, signedInAs, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { wholeBody } from '../support/whole-body'
import { sheetRows } from '../support/sheet-rows'

let world: TestApp
let auditor: Browser

beforeAll(async () => (world = await testApp()))
beforeEach(async () => {
  world.setNow('2026-01-10T01:00:00Z')
  await world.deps.db.$executeRaw`TRUNCATE audit_entry, account CASCADE`
  await world.deps.db.$executeRaw`UPDATE audit_head SET seq = 0, digest = repeat('0', 64)`
  auditor = await signedInAs(world, 'auditor', { username: 'audit.one' })
})
afterAll(() => world.close())

describe('the list', () => {
  test('is newest first, in sentences, fifty at a time', async () => {
    await write(120)
    const first = await pageOf('/audit')
    expect(first.rows).toHaveLength(50)
    expect(first.rows[0]).toContain('登录')
    const second = await pageOf(first.older!)
    const third = await pageOf(second.older!)
    expect([second.rows.length, third.rows.length, third.older]).toEqual([50, 20, undefined])
    expect(new Set([...first.links, ...second.links, ...third.links]).size).toBe(120)
  })

  test('keeps its place while new entries arrive', async () => {
    await write(60)
    const first = await pageOf('/audit')
    await write(5)
    const second = await pageOf(first.older!)
    expect(second.rows).toHaveLength(10)
    expect(second.links.some((link) => first.links.includes(link))).toBe(false)
  })

  test('runs from the oldest on as well, and is taken out as it is shown: filtered, in one’s columns, recorded', async () => {
    await write(60)
    await write(3, 'review.signed', { type: 'review', id: 'r-1' })
    const first = await pageOf('/audit?sort=-at')
    const second = await pageOf(first.older!)
    expect([first.rows.length, second.rows.length, second.rows.at(-1)!.includes('签署')]).toEqual([50, 13, true])
    await auditor.post('/own-lists/columns/audit', { columns: ['seq'], back: '/audit' }).expect(303)
    const kept = { list: 'audit', name: '签署', address: '/audit?act=review.signed&past=9' }
    await auditor.post('/own-lists', kept).expect(303).expect('Location', '/audit?act=review.signed')
    const res = await auditor
      .get('/audit/workbook?act=review.signed&sort=-at')
      .buffer(true)
      .parse(wholeBody)
      .expect(200)
    const [, ...rows] = await sheetRows(res.body as Buffer)
    expect(rows.slice(0, 3)).toEqual(['61', '62', '63'].map((seq) => ['签署审查意见', seq]))
    const entry = await world.deps.db.auditEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } })
    expect([entry.act, entry.details]).toEqual(['list.exported', { list: 'audit', rows: 3, columns: ['act', 'seq'] }])
    const narrowed = await auditor.get('/audit?act=review.signed')
    const clearing = (res: { text: string }) => load(res.text)('.filters-acts a').length
    expect([clearing(narrowed), clearing(await auditor.get('/audit?sort=at'))]).toEqual([1, 0])
    const cookie = cookiesAfter(auditor, narrowed)
    const wrong = await auditor.get('/audit/workbook?from=yesterday').set('Cookie', cookie).expect(422)
    expect(load(wrong.text)('main a.btn').attr('href')).toBe('/audit?act=review.signed')
  })

  test('is filtered by act, person, record and day, and keeps the filters', async () => {
    await write(1, 'candidate.submitted', { type: 'candidate', id: 'c-1' })
    await write(1, 'review.signed', { type: 'review', id: 'r-1' })
    world.setNow('2026-01-12T15:59:59Z')
    await write(1, 'review.signed', { type: 'review', id: 'r-2' })
    world.setNow('2026-01-10T01:00:00Z')
    const count = async (query: string) => (await pageOf(`/audit?${query}`)).rows.length
    expect(await count('act=review.signed')).toBe(2)
    expect(await count('recordType=candidate&recordId=c-1')).toBe(1)
    expect(await count('username=Tester')).toBe(3)
    expect(await count('username=nobody')).toBe(0)
    expect(await count('from=2026-01-12&to=2026-01-12')).toBe(1)
    expect(await count('from=2026-01-13')).toBe(0)
    expect(await count('to=2026-01-11')).toBe(2)
    expect(load((await auditor.get('/audit?act=review.signed')).text)('[name=act]').val()).toBe('review.signed')
  })

  test.each(['from=0001-01-01', 'from=2026-02-30', 'to=yesterday', 'from=2026-02-02&to=2026-02-01'])(
    '%s is told',
    async (query) => {
      const res = await auditor.get(`/audit?${query}`)
      expect([res.status, load(res.text)('.problems a').length]).toEqual([422, 1])
    },
  )

  test.each(["recordId='; --", 'past=x', 'act=nothing', 'act=a&act=b', 'past=999999999999999', 'sort=up'])(
    '%s does no harm',
    async (query) => {
      await auditor.get(`/audit?${query}`).expect(200)
    },
  )

  test('is for the auditor alone', async () => {
    for (const role of ['system_admin', 'security_admin', 'office', 'leading_group'] as const) {
      const other = await signedInAs(world, role)
      await other.get('/audit').expect(403)
      await other.post('/audit/verification').expect(403)
      await other.post('/audit/exports').expect(403)
    }
  })

  test('speaks English', async () => {
    await write(1)
    const res = await auditor.get('/audit').set('Accept-Language', 'en')
    expect(load(res.text)('tbody th').text()).toBe('Signed in')
  })
})

test('an entry shows all that was recorded and leads to its record’s others', async () => {
  await write(1, 'review.signed', { type: 'review', id: 'r-1', details: { items: ['N03', 'N07'], count: 2 } })
  const [entry] = await world.deps.db.auditEntry.findMany()
  const page = load((await auditor.get(`/audit/${entry!.id}`).expect(200)).text)
  expect(page('h1').text()).toBe('签署审查意见')
  expect(page('main').text()).toContain('["N03","N07"]')
  expect(page('.facts a').attr('href')).toBe('/audit?recordType=review&recordId=r-1')
  await auditor.get(`/audit/${newId()}`).expect(404)
})

describe('verifying', () => {
  test('says that the chain is whole, and the list remembers it', async () => {
    await write(30)
    const res = await auditor.post('/audit/verification').expect(200)
    expect(load(res.text)('.state').text()).toBe('记录链完整')
    expect(load((await auditor.get('/audit')).text)('.state').text()).toContain('校验到第 30 条，完整')
  })

  test.each([
    ['a changed act', `UPDATE audit_entry SET act = 'review.drafted' WHERE seq = 7`, 7, 'digest'],
    ['changed details', `UPDATE audit_entry SET details = '{"count":1}' WHERE seq = 7`, 7, 'digest'],
    ['a time moved by a millisecond', `UPDATE audit_entry SET at = at + interval '1 ms' WHERE seq = 7`, 7, 'digest'],
    ['a removed entry', 'DELETE FROM audit_entry WHERE seq = 7', 7, 'missing'],
    ['a tail cut off', 'DELETE FROM audit_entry WHERE seq > 20', 21, 'truncated'],
    ['everything gone', 'DELETE FROM audit_entry', 1, 'truncated'],
    ['a head set back', `UPDATE audit_head SET seq = 20`, 21, 'beyond'],
    ['a head changed', `UPDATE audit_head SET digest = repeat('a', 64)`, 30, 'head'],
  ])('finds %s', async (_words, sql, seq, why) => {
    await write(30)
    await world.deps.db.$executeRawUnsafe(sql)
    expect((await verifyChain(world.deps.db)).broken).toMatchObject({ seq, why })
    const res = await auditor.post('/audit/verification').expect(200)
    const page = load(res.text)
    expect([page('.state').text(), page('main').text().includes(`第 ${seq} 条`)]).toEqual(['记录链断开', true])
    const told = load((await auditor.get('/audit')).text)('.state')
      .first()
      .text()
    // Onto a head that was set back nothing can be written any more, not even this.
    expect(told).toContain(why === 'beyond' ? '还没有校验过' : `第 ${seq} 条断开`)
  })

  test('holds while others act', async () => {
    const writing = Promise.all(Array.from({ length: 10 }, () => write(3)))
    for (let at = 0; at < 5; at++) expect((await verifyChain(world.deps.db)).broken).toBeNull()
    await writing
    const verified = await verifyChain(world.deps.db)
    expect([verified.head.seq, verified.broken]).toEqual([30, null])
  })
})

describe('an export', () => {
  test('holds what is filtered, is no formula, and is itself recorded', async () => {
    await write(3, 'review.signed', { type: 'review', id: '=1+1' })
    await write(2)
    const res = await auditor.post('/audit/exports', { act: 'review.signed' }).expect(200)
    expect(res.headers['content-disposition']).toBe('attachment; filename=audit-2026-01-10-audit.one.csv')
    const lines = res.text.replace('\ufeff', '').trim().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[1]).toContain("'=1+1")
    const last = await world.deps.db.auditEntry.findFirst({ orderBy: { seq: 'desc' } })
    expect(last).toMatchObject({
      act: 'audit.exported',
      username: 'audit.one',
      details: { entries: 3, filters: ['act'] },
    })
  })

  test('asks for the token', async () => {
    await auditor.postWithoutToken('/audit/exports').expect(403)
    await auditor.postWithoutToken('/audit/verification').expect(403)
  })
})

async function write(
  count: number,
  act: Act = 'account.signed_in',
  record: { type: string; id: string; details?: Record<string, unknown> } = { type: 'account', id: 'a' },
) {
  const doer = { accountId: null, username: 'tester', role: 'office', address: '127.0.0.1', requestId: 'r' }
  const records = Array.from({ length: count }, () => record)
  await recorded(world.deps, doer, act, async () => ({ result: undefined, records }))
}

async function pageOf(path: string) {
  const page = load((await auditor.get(path).expect(200)).text)
  return {
    rows: page('tbody tr')
      .map((_, row) => page(row).text())
      .get(),
    links: page('tbody a')
      .map((_, a) => page(a).attr('href'))
      .get(),
    older: page('a[rel=next]').attr('href'),
  }
}
