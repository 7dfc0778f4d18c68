import { load } from 'cheerio'
import { newId } from '../../src/lib/ids'
import { maskIdNumber } from '../../src/lib/id-number'
import { digestId } from '../../src/lib/id-digest'
import { cookiesAfter, signedIn, type Browser } from '../support/accounts'
import { sheetRows } from '../support/sheet-rows'
import { wholeBody } from '../support/whole-body'
import { testApp, type TestApp } from '../support/app'
import { actorIn, idNumberOf, makeCounty, type County } from '../support/county'

let world: TestApp
let county: County
let clerk: Browser
let otherClerk: Browser
let lead: Browser
let office: Browser

beforeAll(async () => {
  world = await testApp()
  county = await makeCounty(world.deps.db, world.deps.keys)
  clerk = await signedIn(world, actorIn(county, 'township_clerk', '盛乐镇'))
  otherClerk = await signedIn(world, actorIn(county, 'township_clerk', '巧什营镇'))
  lead = await signedIn(world, actorIn(county, 'township_lead', '盛乐镇'))
  office = await signedIn(world, actorIn(county, 'office'))
}, 60_000)
afterAll(() => world.close())

const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')
const team = (index = 0) => county.teams[index]!

/** The fields of a person who meets every rule. */
function fields(serial: number, changes: Record<string, string> = {}): Record<string, string> {
  const file = { name: '曾小明', idNumber: idNumberOf(serial), position: 'party_secretary', politicalStatus: '01' }
  return { teamId: team().id, ...file, education: '30', partyJoined: '1998-07', phone: '13800000000', ...changes }
}

/** Enters a person as the clerk and gives the id. */
async function entered(serial: number, changes: Record<string, string> = {}, by = clerk): Promise<string> {
  const res = await by.post('/candidates', fields(serial, changes)).expect(303)
  return res.headers['location']!.split('/').pop()!
}

async function versionOf(id: string): Promise<string> {
  return String((await world.deps.db.candidate.findUniqueOrThrow({ where: { id } })).version)
}

describe('a file', () => {
  it('is saved and the next of the same village is asked for at once', async () => {
    const another = await clerk.post('/candidates', { ...fields(190), onward: 'another' }).expect(303)
    expect(another.headers['location']).toBe(`/candidates/new?team=${team().id}`)
    const form = load((await clerk.get(another.headers['location']!).expect(200)).text)
    expect(form('.notice').text()).toContain('曾小明：已保存为草稿')
    expect([form('[name=teamId]').val(), form('[name=name]').val()]).toEqual([team().id, ''])
  })

  it('is entered by the clerk with sex, birth and pinyin from what was typed, the number sealed', async () => {
    const id = await entered(101)
    const row = await world.deps.db.candidate.findUniqueOrThrow({ where: { id } })
    expect(row).toMatchObject({
      state: 'draft',
      sex: 'male',
      pinyin: 'zengxiaoming',
      initials: 'zxm',
      partyJoined: '1998-07',
    })
    expect(Buffer.from(row.idCipher).toString('latin1')).not.toContain(idNumberOf(101))
    const page = await clerk.get(`/candidates/${id}`).expect(200)
    expect(words(page.text)).toContain('曾小明')
    expect(words(page.text)).toContain('150123********')
    expect(page.text).not.toContain(idNumberOf(101))
  })

  it('comes back with 422, every value and a sentence at each wrong field', async () => {
    const wrong = { name: '甲', idNumber: '150123197503121234', partyJoined: '1990-01', phone: '12', teamId: '' }
    const res = await clerk.post('/candidates', fields(102, wrong)).expect(422)
    const $ = load(res.text)
    const linked = $('.problems a')
      .map((_, a) => $(a).attr('href'))
      .get()
    // From the top of the page to its end.
    expect(linked).toEqual(['#teamId', '#name', '#idNumber', '#phone'])
    expect($('#idNumber').val()).toBe('150123197503121234')
    expect($('#phone').attr('aria-invalid')).toBe('true')
  })

  it('keeps a name of 4,000 characters in the form that refuses it', async () => {
    const res = await clerk.post('/candidates', fields(103, { name: '很'.repeat(4000) })).expect(422)
    expect(load(res.text)('#name').val()).toHaveLength(4000)
  })

  it('asks for a party date after the eighteenth birthday', async () => {
    const res = await clerk.post('/candidates', fields(104, { partyJoined: '1990-01' })).expect(422)
    expect(load(res.text)('.problems a').attr('href')).toBe('#partyJoined')
    expect(load(res.text)('#id-facts').text()).toContain('1975-03-12')
  })

  it('is refused twice in one team, and taken in another with a warning (R3)', async () => {
    const first = await entered(105)
    const again = await clerk.post('/candidates', fields(105)).expect(422)
    expect(load(again.text)('.problems a').attr('href')).toBe('#idNumber')
    await entered(105, { teamId: team(1).id })
    expect(words((await clerk.get(`/candidates/${first}`)).text)).toContain('前进村')
    expect(words((await office.get('/candidates?flag=R3')).text)).toContain('2 人')
  })

  it('is nobody else’s: another township finds nothing, and enters nothing for it', async () => {
    const id = await entered(106)
    await otherClerk.get(`/candidates/${id}`).expect(404)
    await otherClerk.post(`/candidates/${id}/file`, fields(106)).expect(404)
    await otherClerk.post('/candidates', fields(107)).expect(422)
  })

  it('is corrected field by field, and the history says what changed without the number', async () => {
    const id = await entered(108)
    const edit = await clerk.get(`/candidates/${id}/edit`).expect(200)
    expect(edit.text).not.toContain(idNumberOf(108))
    const typed = fields(108, { education: '20', idNumber: '', version: await versionOf(id) })
    await clerk.post(`/candidates/${id}/file`, typed).expect(303)
    const page = words((await clerk.get(`/candidates/${id}`)).text)
    expect(page).toContain('学历 大学专科 → 大学本科')
  })

  it.each(['2023-10', '2023-10-17'])(
    'keeps the day of joining the party as precise as it was given: %s',
    async (given) => {
      const id = await entered(given.length, { partyJoined: given })
      const form = load((await clerk.get(`/candidates/${id}/edit`).expect(200)).text)
      expect(form('#partyJoined').val()).toBe(given)
      const again = { ...fields(given.length, { partyJoined: String(form('#partyJoined').val()) }), idNumber: '' }
      const saved = { ...again, education: '20', version: await versionOf(id) }
      await clerk.post(`/candidates/${id}/file`, saved).expect(303)
      const page = words((await clerk.get(`/candidates/${id}`)).text)
      expect(page).toContain('学历 大学专科 → 大学本科')
      expect(page).not.toMatch(/入党时间 [^ ]+ →/)
      expect(await world.deps.db.candidate.findUniqueOrThrow({ where: { id } })).toMatchObject({ partyJoined: given })
    },
  )

  it('tells a stale form with 409, the newer text beside the own', async () => {
    const id = await entered(109)
    const version = await versionOf(id)
    await office
      .post(`/candidates/${id}/file`, fields(109, { idNumber: '', remarks: '办公室补充', version }))
      .expect(303)
    const stale = await clerk.post(
      `/candidates/${id}/file`,
      fields(109, { idNumber: '', remarks: '经办人补充', version }),
    )
    expect(stale.status).toBe(409)
    expect(words(stale.text)).toContain('办公室补充')
    expect(load(stale.text)('#remarks').val()).toContain('经办人补充')
    const seen = load(stale.text)('[name=version]').val() as string
    await clerk
      .post(`/candidates/${id}/file`, fields(109, { idNumber: '', remarks: '经办人补充', version: seen }))
      .expect(303)
  })

  it('declares relatives, and names who of them is in the same team (R1)', async () => {
    const child = await entered(110, { name: '曾大明' })
    const relatives = { kinship1: 'child', relative1: '曾大明', relativeNumber1: idNumberOf(110) }
    const parent = await entered(111, { name: '曾老明', ...relatives })
    expect(words((await clerk.get(`/candidates/${parent}`)).text)).toContain('申报的子女曾大明在同一班子（证件号一致）')
    expect(words((await clerk.get(`/candidates/${child}`)).text)).toContain('曾老明申报此人为子女')
    const relative = await world.deps.db.relative.findFirstOrThrow({ where: { candidateId: parent } })
    expect(relative.idDigest).toBe(digestId(world.deps.keys, idNumberOf(110)))
    const list = load((await office.get('/candidates?flag=R1')).text)
    expect(list('tbody tr')).toHaveLength(2)
  })
})

describe('a step', () => {
  it('goes from draft to passed by two people, and each button follows the stage', async () => {
    const id = await entered(201)
    await lead.post(`/candidates/${id}/screening`, { act: 'pass' }).expect(403)
    await clerk.post(`/candidates/${id}/submission`).expect(303)
    await clerk.get(`/candidates/${id}/edit`).expect(403)
    const page = load((await lead.get(`/candidates/${id}`)).text)
    expect(
      page('[name=act]')
        .map((_, input) => page(input).val())
        .get(),
    ).toEqual(['pass', 'return', 'not_recommend'])
    await lead.post(`/candidates/${id}/screening`, { act: 'pass' }).expect(303)
    expect(await world.deps.db.candidate.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'passed' })
    const acts = await world.deps.db.auditEntry.findMany({ where: { recordId: id }, orderBy: { seq: 'asc' } })
    expect(acts.map(({ act }) => act)).toEqual(['candidate.created', 'candidate.submitted', 'candidate.screened'])
  })

  it('back to the clerk needs words, and keeps them', async () => {
    const id = await entered(202)
    await clerk.post(`/candidates/${id}/submission`).expect(303)
    const without = await lead.post(`/candidates/${id}/screening`, { act: 'return', words: '  ' }).expect(422)
    expect(load(without.text)('.problems a').attr('href')).toBe('#return-words')
    await lead.post(`/candidates/${id}/screening`, { act: 'return', words: '缺学历证明' }).expect(303)
    expect(words((await clerk.get(`/candidates/${id}`)).text)).toContain('缺学历证明')
    await clerk.post(`/candidates/${id}/resubmission`, { words: '已补' }).expect(303)
    expect(await world.deps.db.candidate.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'submitted' })
  })

  it('is not the lead’s own hand’s', async () => {
    const id = await entered(203)
    await world.deps.db.candidate.update({ where: { id }, data: { enteredById: lead.actor.accountId } })
    await clerk.post(`/candidates/${id}/submission`).expect(303)
    expect(words((await lead.get(`/candidates/${id}`)).text)).toContain('须由另一位负责人初审')
    const refused = await lead.post(`/candidates/${id}/screening`, { act: 'pass' }).expect(403)
    expect(words(refused.text)).toContain('须由另一位负责人初审')
  })

  it('is taken for many at once, the ticked or all behind the filter', async () => {
    const ids = [await entered(204), await entered(205), await entered(206)]
    const two = { which: 'ticked', ids: ids.slice(0, 2), filter: '/candidates' }
    const preview = load((await clerk.post('/candidates/submissions', two).expect(200)).text)
    expect(preview('tbody tr')).toHaveLength(2)
    expect(await states(ids)).toEqual(['draft', 'draft', 'draft'])
    await clerk.post('/candidates/submissions', { ...two, confirmed: 'yes' }).expect(303)
    expect(await states(ids)).toEqual(['submitted', 'submitted', 'draft'])
    const all = { which: 'all', filter: `/candidates?team=${team().id}` }
    const rest = load((await clerk.post('/candidates/submissions', all).expect(200)).text)
    const named = rest('[name=ids]')
      .map((_, input) => rest(input).val())
      .get() as string[]
    expect(named).toContain(ids[2])
    await clerk.post('/candidates/submissions', { ids: named, confirmed: 'yes', filter: '/candidates' }).expect(303)
    expect(await states(ids)).toEqual(['submitted', 'submitted', 'submitted'])
  })

  it('for many does nothing when one of them has changed since the preview', async () => {
    const ids = [await entered(208), await entered(209)]
    await clerk.post(`/candidates/${ids[0]}/submission`).expect(303)
    const late = await clerk
      .post('/candidates/submissions', { ids, confirmed: 'yes', filter: '/candidates' })
      .expect(409)
    expect(words(late.text)).toContain('一个也没有办理')
    expect(await states(ids)).toEqual(['submitted', 'draft'])
  })

  it('for many leaves out whom the lead entered, and says so', async () => {
    const ids = [await entered(210), await entered(211)]
    await world.deps.db.candidate.update({ where: { id: ids[0] }, data: { enteredById: lead.actor.accountId } })
    await clerk.post('/candidates/submissions', { ids, confirmed: 'yes', filter: '/candidates' }).expect(303)
    const preview = await lead.post('/candidates/screenings', { ids, filter: '/candidates' }).expect(200)
    expect(words(preview.text)).toContain('另有 1 人不在此列')
    expect(load(preview.text)('[name=ids]')).toHaveLength(1)
  })

  it('of withdrawal is open at any point, and ends every other', async () => {
    const id = await entered(207)
    await clerk.post(`/candidates/${id}/withdrawal`, { words: '' }).expect(422)
    await clerk.post(`/candidates/${id}/withdrawal`, { words: '本人外出务工' }).expect(303)
    await clerk.post(`/candidates/${id}/submission`).expect(403)
    expect(words((await clerk.get(`/candidates/${id}`)).text)).toContain('本人外出务工')
  })
})

async function states(ids: string[]): Promise<(string | undefined)[]> {
  const rows = await world.deps.db.candidate.findMany({ where: { id: { in: ids } } })
  return ids.map((id) => rows.find((row) => row.id === id)?.state)
}

describe('the list', () => {
  it('finds by name, pinyin and initials through the address', async () => {
    await entered(301, { name: '单雄信' })
    for (const q of ['雄信', 'shanxiong', 'SXX']) {
      const sent = await clerk.post('/candidates/searches', { q, filter: '/candidates' }).expect(303)
      expect(words((await clerk.get(sent.headers['location']!)).text)).toContain('单雄信')
    }
  })

  it('finds an ID number without ever putting it into an address', async () => {
    const id = await entered(302)
    const found = await clerk.post('/candidates/searches', { q: idNumberOf(302).toLowerCase() }).expect(303)
    expect(found.headers['location']).toBe(`/candidates/${id}`)
    const away = await clerk.get(`/candidates?q=${idNumberOf(302)}&stage=draft`).expect(303)
    expect(away.headers['location']).toBe('/candidates?stage=draft')
    await otherClerk.post('/candidates/searches', { q: idNumberOf(302) }).expect(422)
  })

  it('shows a township its own people and no standing, the office all of them; a printed sheet says whose it is', async () => {
    const own = load((await clerk.get('/candidates')).text)
    expect(own('.print-foot').text()).toContain(`${clerk.actor.name} 打印，内容截至 2026-01-10 09:00`)
    expect(own('main').text()).not.toContain('和平社区')
    expect(own('#standing')).toHaveLength(0)
    expect(load((await office.get('/candidates?standing=bar&team=nonsense')).text)('#standing')).toHaveLength(1)
  })

  it('shows an observer names and places only', async () => {
    const observer = await signedIn(world, actorIn(county, 'observer'))
    const page = await observer.get('/candidates').expect(200)
    expect(page.text).toContain('云川1')
    expect(page.text).not.toContain('********')
    await observer.get(`/candidates/${county.candidates[0]!.id}`).expect(403)
  })

  it('is gone back to as it stood, by whoever had it open and by nobody else', async () => {
    const id = await entered(121)
    const back = async (by: Browser, cookie: string) =>
      load((await by.get(`/candidates/${id}`).set('Cookie', cookie)).text)('.crumbs a').attr('href')
    const address = '/candidates?stage=draft&sort=-name'
    const cookie = cookiesAfter(clerk, await clerk.get(address))
    expect([await back(clerk, cookie), await back(clerk, clerk.cookie)]).toEqual([address, '/candidates'])
    expect(await back(office, cookie.replace(clerk.cookie, office.cookie))).toBe('/candidates')
    const forged = cookie.replace(encodeURIComponent(address), encodeURIComponent('//evil.example/candidates'))
    expect(await back(clerk, forged)).toBe('/candidates')
  })

  it('shows its last leaf when an act has emptied the one that was open', async () => {
    const beyond = await clerk.get('/candidates?stage=draft&page=9').expect(303)
    expect(beyond.headers['location']).toBe('/candidates?stage=draft')
  })

  it('takes quotes and per cent signs as what they are', async () => {
    for (const q of ["'; --", '%', '_', '\\']) await clerk.get(`/candidates?q=${encodeURIComponent(q)}`).expect(200)
    expect(words((await clerk.get('/candidates?q=%25')).text)).toContain('没有符合条件的候选人')
  })

  it('is there in English', async () => {
    const page = await clerk.get('/candidates').set('Accept-Language', 'en').expect(200)
    expect(load(page.text)('h1').text()).toBe('Candidates')
  })
})

describe('a list of one’s own', () => {
  const address = '/candidates?stage=draft&sort=-name'

  it('is kept by name, one click away, renamed and deleted, and nobody else’s', async () => {
    await clerk.post('/own-lists', { list: 'candidates', name: '草稿', address }).expect(303)
    const page = load((await clerk.get(address)).text)
    expect(page('.menu-panel a[aria-current]').text()).toBe('草稿')
    const saved = await world.deps.db.savedFilter.findFirstOrThrow()
    await otherClerk.post(`/own-lists/${saved.id}/name`, { name: '别人的' }).expect(404)
    await otherClerk.post(`/own-lists/${saved.id}/deletion`).expect(404)
    const empty = await clerk.post(`/own-lists/${saved.id}/name`, { name: ' ' }).expect(422)
    expect(load(empty.text)('.problems a').attr('href')).toBe(`#name-${saved.id}`)
    await clerk.post(`/own-lists/${saved.id}/name`, { name: '未提交' }).expect(303)
    expect(words((await clerk.get('/own-lists')).text)).toContain('未提交')
    await clerk.post(`/own-lists/${saved.id}/deletion`).expect(303)
    expect(await world.deps.db.savedFilter.count()).toBe(0)
  })

  it('never holds an ID number, another page or more than the menu can show', async () => {
    for (const bad of [`/candidates?q=${idNumberOf(401)}`, '/accounts?role=office', '//evil.example/candidates'])
      await clerk.post('/own-lists', { list: 'candidates', name: '一', address: bad }).expect(422)
    const data = Array.from({ length: 20 }, (_, place) => ({
      id: newId(),
      accountId: clerk.actor.accountId,
      list: 'candidates',
      name: `视图${place}`,
      query: '',
      madeAt: world.deps.clock.now(),
    }))
    await world.deps.db.savedFilter.createMany({ data })
    const full = await clerk.post('/own-lists', { list: 'candidates', name: '又一个', address }).expect(422)
    expect(load(full.text)('[name=name]').first().val()).toBe('又一个')
    await clerk.post('/own-lists', { list: 'candidates', name: '视图1', address }).expect(303)
    await world.deps.db.savedFilter.deleteMany()
  })

  it('shows the columns that the person chose, also in the workbook, which is recorded', async () => {
    await entered(402, { name: '秦叔宝' })
    await clerk
      .post('/own-lists/columns/candidates', { columns: ['team', 'ethnicGroup', 'standing'], back: address })
      .expect(303)
      .expect('location', address)
    const heads = ['姓名', '村（社区）', '民族']
    const page = load((await clerk.get('/candidates?sort=-age')).text)
    const shown = page('th[scope=col] a, th[scope=col] span:not(.visually-hidden)').get()
    expect(shown.map((head) => page(head).text().trim())).toEqual(heads)
    const file = await clerk.get('/candidates/workbook?q=秦叔宝').buffer(true).parse(wholeBody).expect(200)
    const book = await sheetRows(file.body as Buffer)
    expect(book[0]).toEqual(heads)
    expect(book[1]![0]).toContain(maskIdNumber(idNumberOf(402)))
    expect(JSON.stringify(book)).not.toContain(idNumberOf(402))
    const entry = await world.deps.db.auditEntry.findFirstOrThrow({ where: { act: 'list.exported' } })
    expect(entry.details).toEqual({ list: 'candidates', rows: 1, columns: ['name', 'team', 'ethnicGroup'] })
    await world.deps.db.columnChoice.deleteMany()
  })

  it.each(['team', '-team', 'name', '-name', 'age', '-age', 'updated', '-updated'])('is sorted by %s', async (sort) => {
    const page = load((await office.get(`/candidates?sort=${sort}`)).text)
    const natural = sort.startsWith('-') === sort.endsWith('updated') ? 'ascending' : 'descending'
    expect(page('th[aria-sort]').attr('aria-sort')).toBe(natural)
    expect(page('tbody tr').length).toBeGreaterThan(3)
  })
})

describe('the ID number', () => {
  it('is shown whole once, recorded, and not kept by the browser', async () => {
    const { id, idNumber } = county.candidates[0]!
    const shown = await clerk.post(`/candidates/${id}/number-views`).expect(200)
    expect(shown.text).toContain(idNumber)
    expect(shown.headers['cache-control']).toBe('no-store')
    expect(await world.deps.db.auditEntry.count({ where: { act: 'candidate.number_shown', recordId: id } })).toBe(1)
    expect((await clerk.get(`/candidates/${id}`)).text).not.toContain(idNumber)
    await lead.post(`/candidates/${id}/number-views`).expect(403)
    await otherClerk.post(`/candidates/${id}/number-views`).expect(404)
  })
})
