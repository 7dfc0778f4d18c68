import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { scanQuarantined } from '../../src/evidence/scanning/scanning.actions'
import { type Browser, signedIn } from '../support/accounts'
import { type TestApp, testApp } from '../support/app'
import { type Clamd, startClamd } from '../support/clamd'
import { actorIn, type County, makeCounty } from '../support/county'
import { jpg, officeFile, pdf } from '../support/documents'
import { makeRound } from '../support/round'

let world: TestApp
let county: County
let clerk: Browser
let otherClerk: Browser
let lead: Browser
let office: Browser

beforeAll(async () => {
  world = await testApp()
  county = await makeCounty(world.deps.db, world.deps.keys, { candidates: 30 })
  clerk = await signedIn(world, actorIn(county, 'township_clerk', '盛乐镇'))
  otherClerk = await signedIn(world, actorIn(county, 'township_clerk', '巧什营镇'))
  lead = await signedIn(world, actorIn(county, 'township_lead', '盛乐镇'))
  office = await signedIn(world, actorIn(county, 'office'))
}, 60_000)
afterAll(() => world.close())

const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')
const db = () => world.deps.db
const said = async (by: Browser, path: string) => words((await by.get(path)).text)

/** A candidate of 盛乐镇 that may be corrected, each time another one. */
let used = 0
async function draft(): Promise<string> {
  const { id } = county.candidates.filter(({ townshipId }) => townshipId === county.townships[0]!.id)[used++]!
  await db().candidate.update({ where: { id }, data: { state: 'draft' } })
  return id
}

const attach = (by: Browser, id: string, file: Buffer, name = '承诺书.pdf', label = '') =>
  by.upload(`/evidence/candidate/${id}`, file, name, { label })

async function linkOn(recordId: string): Promise<string> {
  const links = await db().evidenceLink.findMany({ where: { recordId }, orderBy: { id: 'desc' } })
  return links[0]!.id
}

/** The clock stands still; a millisecond more, and the newest link has the highest id. */
let milliseconds = 0
const tick = (on: TestApp) => on.setNow(new Date(Date.parse('2026-01-10T01:00:00Z') + ++milliseconds))

/** Attached, and the link's id. */
async function attached(id: string, file: Buffer, name = '承诺书.pdf'): Promise<string> {
  tick(world)
  await attach(clerk, id, file, name).expect(303)
  return linkOn(id)
}

const downloaded = (by: Browser, id: string) =>
  by
    .get(`/evidence/${id}`)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)))
    })

describe('a file', () => {
  it('is attached on the candidate’s page and comes back as it was, as an attachment', async () => {
    const id = await draft()
    const page = load((await clerk.get(`/candidates/${id}`)).text)
    const form = page('#evidence form')
    expect([form.attr('action'), form.attr('enctype')]).toEqual([`/evidence/candidate/${id}`, 'multipart/form-data'])
    const sent = await attach(clerk, id, pdf(), '村“两委”推荐表（云川）.pdf', '推荐表').expect(303)
    expect(sent.headers['location']).toBe(`/candidates/${id}#evidence`)
    const shown = await said(clerk, `/candidates/${id}`)
    expect(shown).toContain('附件已添加')
    expect(shown).toContain('村“两委”推荐表（云川）.pdf')
    expect(shown).toMatch(/推荐表 · pdf · 0\.1 KB · 2026-01-10 09:00 · 王township_clerk-t1/)
    const file = await downloaded(clerk, await linkOn(id)).expect(200)
    expect((file.body as Buffer).equals(pdf())).toBe(true)
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    const disposition = file.headers['content-disposition']!
    expect(disposition).toMatch(/^attachment; filename="[ -~]*"; filename\*=UTF-8''/)
    expect(decodeURIComponent(disposition.split("UTF-8''")[1]!)).toBe('村“两委”推荐表（云川）.pdf')
  })

  it('is handed back as what it is, whatever it was called', async () => {
    const id = await draft()
    const link = await attached(id, jpg(), '说明.html')
    const file = await downloaded(clerk, link).expect(200)
    expect(file.headers['content-type']).toBe('image/jpeg')
    expect(decodeURIComponent(file.headers['content-disposition']!)).toContain('说明.html.jpg')
  })

  it('lies on disk once, unreadable, however often it is attached', async () => {
    const [one, other] = [await draft(), await draft()]
    await attached(one, pdf('同一份'), '甲.pdf')
    await attached(other, pdf('同一份'), '乙.pdf')
    const links = await db().evidenceLink.findMany({ where: { recordId: { in: [one, other] } } })
    expect(new Set(links.map(({ evidenceId }) => evidenceId)).size).toBe(1)
    expect(links.map(({ fileName }) => fileName).sort()).toEqual(['乙.pdf', '甲.pdf'])
    expect(await said(clerk, `/candidates/${one}`)).not.toContain('乙.pdf')
    expect(readFileSync(await pathOf(links[0]!.id)).includes('PDF')).toBe(false)
  })

  it('sent twice to one place is there once, and that is said', async () => {
    const id = await draft()
    await attached(id, pdf('两次'))
    await attach(clerk, id, pdf('两次')).expect(303)
    expect(await said(clerk, `/candidates/${id}`)).toContain('没有重复添加')
    expect(await db().evidenceLink.count({ where: { recordId: id } })).toBe(1)
  })

  it.each([
    ['不是 PDF', Buffer.from('MZ this is a program'), '推荐表.pdf'],
    ['有宏', officeFile('docx', [{ name: 'word/vbaProject.bin', content: 'x' }]), '推荐表.docx'],
    ['大得不正常', officeFile('xlsx', [{ name: 'a.xml', content: Buffer.alloc(20_000_000) }]), '推荐表.xlsx'],
    ['夹带着另一种文件', Buffer.concat([pdf(), officeFile('docx')]), '推荐表.pdf'],
    ['请选择一个文件', Buffer.alloc(0), '空.pdf'],
  ])('that does not fit comes back with the form and what was typed: %s', async (why, file, name) => {
    const id = await draft()
    const page = load((await attach(clerk, id, file, name, '推荐表').expect(422)).text)
    expect(page('.problems').text()).toContain(why)
    expect(page('.problems a').attr('href')).toBe('#file')
    expect(page('input[name=label]').val()).toBe('推荐表')
    expect(page('main a[href="/candidates/' + id + '#evidence"]')).not.toHaveLength(0)
    expect(await db().evidenceLink.count({ where: { recordId: id } })).toBe(0)
  })

  it('over 20 MB is refused in one sentence', async () => {
    const res = await attach(clerk, await draft(), Buffer.alloc(20 * 1024 * 1024 + 1))
    expect([res.status, words(res.text)]).toEqual([413, expect.stringContaining('文件超过 20 MB')])
  })

  it('with a long label is refused, and so is a request without a file', async () => {
    const id = await draft()
    await attach(clerk, id, pdf(), 'a.pdf', '长'.repeat(61)).expect(422)
    await clerk.post(`/evidence/candidate/${id}`, { label: 'x' }).expect(422)
  })
})

describe('who', () => {
  it('may not know of the record does not know of its files', async () => {
    const id = await draft()
    const link = await attached(id, pdf('范围'))
    const reviewer = await signedIn(world, actorIn(county, 'reviewer', 'court'))
    for (const other of [otherClerk, reviewer]) {
      await other.get(`/evidence/${link}`).expect(404)
      await attach(other, id, pdf()).expect(404)
      await attach(other, id, Buffer.from('MZ')).expect(404)
      await other.post(`/evidence/${link}/removal`, { why: '不归我' }).expect(404)
      await other.post(`/evidence/${link}/removal`, { why: '' }).expect(404)
    }
    await (await signedIn(world, actorIn(county, 'observer'))).get(`/evidence/${link}`).expect(403)
    await attach(clerk, link, pdf()).expect(404)
    await clerk.upload(`/evidence/toString/${id}`, pdf(), 'a.pdf').expect(404)
    await clerk.upload(`/evidence/review/${id}`, pdf(), 'a.pdf').expect(404)
  })

  it('reads the file, and may not change it, is told why', async () => {
    const id = await draft()
    const link = await attached(id, pdf('初审'))
    await lead.get(`/evidence/${link}`).expect(200)
    expect(words((await attach(lead, id, pdf()).expect(403)).text)).toContain('不归您办理')
    expect(load((await lead.get(`/candidates/${id}`)).text)('#evidence form')).toHaveLength(0)
    await office.get(`/evidence/${link}`).expect(200)
    const leader = await signedIn(world, actorIn(county, 'leading_group'))
    expect(load((await leader.get(`/candidates/${id}`)).text)('#evidence a').attr('href')).toBe(`/evidence/${link}`)
    await leader.get(`/evidence/${link}`).expect(200)
    await attach(leader, id, pdf()).expect(403)
    await attach(office, id, pdf('县里补')).expect(303)
    await db().candidate.update({ where: { id }, data: { state: 'submitted' } })
    await attach(clerk, id, pdf('晚了')).expect(403)
    await clerk.post(`/evidence/${link}/removal`, { why: '晚了' }).expect(403)
  })

  it('in a department was asked about the person reads the papers, unless they keep away', async () => {
    const id = await draft()
    const link = await attached(id, pdf('部门'), '履历.pdf')
    await db().candidate.update({ where: { id }, data: { state: 'passed' } })
    const { candidateIds } = await makeRound(db(), county)
    expect(candidateIds).toContain(id)
    const reviewer = await signedIn(world, actorIn(county, 'reviewer', 'court'))
    const review = await db().review.findFirstOrThrow({
      where: { candidateId: id, departmentId: county.departments['court']! },
    })
    const desk = load((await reviewer.get(`/reviews/${review.id}`).expect(200)).text)
    expect(desk(`#evidence a[href="/evidence/${link}"]`).text()).toBe('履历.pdf')
    // Who in a township sent it is not the department's to know.
    expect(desk('#evidence').text()).not.toContain('王township')
    expect(desk('#evidence form')).toHaveLength(0)
    await reviewer.get(`/evidence/${link}`).expect(200)
    await attach(reviewer, id, pdf()).expect(403)
    const { accountId } = actorIn(county, 'reviewer', 'court')
    await db().recusal.create({ data: { reviewId: review.id, accountId, at: new Date(), words: '亲属' } })
    await reviewer.get(`/evidence/${link}`).expect(404)
  })
})

describe('a view', () => {
  it('is recorded before it happens, without names', async () => {
    const id = await draft()
    const link = await attached(id, pdf('查看'), '云川的病历.pdf')
    await lead.get(`/evidence/${link}`).expect(200)
    await lead.get(`/evidence/${link}`).expect(200)
    const entries = await db().auditEntry.findMany({ where: { recordId: link }, orderBy: { seq: 'asc' } })
    expect(entries.map(({ act, username }) => [act, username])).toEqual([
      ['evidence.attached', clerk.actor.username],
      ['evidence.viewed', lead.actor.username],
      ['evidence.viewed', lead.actor.username],
    ])
    expect(JSON.stringify(entries.map(({ details }) => details))).not.toContain('云川')
  })
})

describe('a file on disk', () => {
  it('that was changed is not handed out, in one sentence and without a 500', async () => {
    const link = await attached(await draft(), pdf('改动'))
    const path = await pathOf(link)
    const bytes = readFileSync(path)
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(path, bytes)
    const answer = await clerk.get(`/evidence/${link}`).expect(409)
    expect(words(answer.text)).toContain('丢失或被改动过')
    expect(answer.headers['content-disposition']).toBeUndefined()
    expect(await db().auditEntry.count({ where: { recordId: link, act: 'evidence.viewed' } })).toBe(0)
  })
})

describe('a removal', () => {
  it('says who, when and why, stays to be seen, and closes the file', async () => {
    const id = await draft()
    const link = await attached(id, pdf('移除'))
    const empty = load((await clerk.post(`/evidence/${link}/removal`, { why: ' ' }).expect(422)).text)
    expect(empty('.problems a').attr('href')).toBe('#why')
    await clerk.post(`/evidence/${link}/removal`, { why: '传错了人' }).expect(303)
    const page = await said(clerk, `/candidates/${id}`)
    expect(page).toContain('已移除（2026-01-10 09:00 · 王township_clerk-t1）：传错了人')
    await clerk.get(`/evidence/${link}`).expect(404)
    await clerk.post(`/evidence/${link}/removal`, { why: '再来一次' }).expect(409)
    expect(await db().auditEntry.count({ where: { recordId: link, act: 'evidence.removed' } })).toBe(1)
    await clerk.get(`/evidence/${await attached(id, pdf('移除'))}`).expect(200)
  })
})

describe('room', () => {
  it('is for 20 files at a record, also for two at once', async () => {
    const id = await draft()
    for (let n = 1; n < 20; n++) await attach(clerk, id, pdf(`第 ${n} 份`)).expect(303)
    const both = await Promise.all([attach(clerk, id, pdf('甲')), attach(office, id, pdf('乙'))])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(both.map(({ text }) => text).join()).toContain('已满 20 份')
    const page = load((await clerk.get(`/candidates/${id}`)).text)
    expect(page('#evidence-file')).toHaveLength(0)
    expect(page('#evidence').text()).toContain('已满 20 份')
    await clerk.post(`/evidence/${await linkOn(id)}/removal`, { why: '腾出地方' }).expect(303)
    await attach(clerk, id, pdf('腾出')).expect(303)
  })

  it('ends at the county’s quota, in one sentence', async () => {
    const small = await testApp({ settings: { EVIDENCE_QUOTA_MB: '1' } })
    const place = await makeCounty(small.deps.db, small.deps.keys, { candidates: 1 })
    await small.deps.db.candidate.updateMany({ data: { state: 'draft' } })
    const browser = await signedIn(small, actorIn(place, 'office'))
    const large = pdf('x'.repeat(700_000))
    await attach(browser, place.candidates[0]!.id, large).expect(303)
    const full = await attach(browser, place.candidates[0]!.id, pdf('y'.repeat(700_000))).expect(422)
    expect(words(full.text)).toContain('空间已满')
    // What is stored already takes no room.
    await attach(browser, place.candidates[0]!.id, large).expect(303)
    await small.close()
  })
})

describe('where a virus scanner is set', () => {
  let scanned: TestApp
  let clamd: Clamd
  let browser: Browser
  let id: string

  beforeAll(async () => {
    clamd = await startClamd()
    scanned = await testApp({ settings: { CLAMD: `127.0.0.1:${clamd.address.port}` } })
    const place = await makeCounty(scanned.deps.db, scanned.deps.keys, { candidates: 1 })
    await scanned.deps.db.candidate.updateMany({ data: { state: 'draft' } })
    browser = await signedIn(scanned, actorIn(place, 'office'))
    id = place.candidates[0]!.id
  })
  afterAll(async () => {
    clamd.close()
    await scanned.close()
  })

  const lastLink = () => scanned.deps.db.evidenceLink.findFirstOrThrow({ orderBy: { id: 'desc' } })
  const acts = (act: string) => scanned.deps.db.auditEntry.count({ where: { act } })
  const send = (file: Buffer) => {
    tick(scanned)
    return attach(browser, id, file)
  }

  it('a clean file can be opened at once; an infected one is not stored, and the try is recorded', async () => {
    await send(pdf('干净')).expect(303)
    await browser.get(`/evidence/${(await lastLink()).id}`).expect(200)
    const refused = await send(pdf('EICAR-TEST')).expect(422)
    expect(words(refused.text)).toContain('查出病毒（Eicar-Test-Signature）')
    expect(await scanned.deps.db.evidence.count()).toBe(1)
    expect(await acts('evidence.refused')).toBe(1)
  })

  it('a file that was stored before the scanner knew is held back when it comes again', async () => {
    const { config } = scanned.deps
    const { clamd: address } = config
    config.clamd = null
    await send(pdf('EICAR-TEST 早先')).expect(303)
    config.clamd = address
    const link = (await lastLink()).id
    await browser.get(`/evidence/${link}`).expect(200)
    await send(pdf('EICAR-TEST 早先')).expect(422)
    await browser.get(`/evidence/${link}`).expect(409)
    expect(await scanned.deps.db.auditEntry.count({ where: { act: 'evidence.refused', recordId: link } })).toBe(1)
  })

  it('a file waits while it does not answer, and is scanned when it does', async () => {
    const { port } = clamd.address
    clamd.close()
    await send(pdf('等待')).expect(303)
    const waiting = (await lastLink()).id
    expect(await said(browser, `/candidates/${id}`)).toContain('等待查毒，暂不能打开')
    expect(words((await browser.get(`/evidence/${waiting}`).expect(409)).text)).toContain('还在等待查毒')
    await send(pdf('EICAR-TEST 等待')).expect(303)
    const infected = (await lastLink()).id
    await send(pdf('打开时')).expect(303)
    const third = (await lastLink()).id
    expect(await scanQuarantined(scanned.deps)).toBe(0)
    expect(await scanned.deps.db.evidence.count({ where: { state: 'quarantined' } })).toBe(3)

    clamd = await startClamd({ port })
    await browser.get(`/evidence/${third}`).expect(200)
    expect(await Promise.all([scanQuarantined(scanned.deps), scanQuarantined(scanned.deps)])).toContain(2)
    expect(await acts('evidence.scanned')).toBe(3)
    await browser.get(`/evidence/${waiting}`).expect(200)
    expect(words((await browser.get(`/evidence/${infected}`).expect(409)).text)).toContain('查出病毒，不能打开')
    expect(await said(browser, `/candidates/${id}`)).toContain('查出病毒（Eicar-Test-Signature），不能打开')
  })
})

/** Where a link's file lies. */
async function pathOf(link: string): Promise<string> {
  const { evidence } = await db().evidenceLink.findUniqueOrThrow({ where: { id: link }, include: { evidence: true } })
  const folder = join(world.deps.config.evidenceDir, evidence.digest.slice(0, 2))
  const name = readdirSync(folder).find((one) => one === evidence.digest.slice(2))
  return join(folder, name!)
}
