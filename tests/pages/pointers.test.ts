import { load } from 'cheerio'
import { inTransaction } from '../../src/db/client'
import { dateFromDay } from '../../src/lib/day'
import { newId } from '../../src/lib/ids'
import { recomputeStandings } from '../../src/standings/standings.actions'
import type { Answer } from '../../src/standings/standing'
import { countyWorld, type World } from '../support/review-world'
import { found, makeRound, reviewOf, type Said } from '../support/round'
import { sheetRows } from '../support/sheet-rows'
import { wholeBody } from '../support/whole-body'
import type { Browser } from '../support/accounts'

jest.setTimeout(60_000)

let world: World
let office: Browser
beforeAll(async () => {
  world = await countyWorld(24)
  await firstRound()
  await secondRound()
  await hurry('organisation', 2)
  await hurry('police', 10)
  const [seventh, eleventh] = [6, 10].map((n) => world.county.candidates[n]!)
  const { idDigest } = await world.deps.db.candidate.findUniqueOrThrow({ where: { id: seventh!.id } })
  await world.deps.db.candidate.update({ where: { id: eleventh!.id }, data: { idDigest } })
  office = await world.as('office')
})
afterAll(() => world.close())

const said = (words: string): Answer => ({ answer: 'none', facts: [], words })

/** 公安 found what 法院 did not, of one signed and of another not; the same note for twenty people and for nineteen. */
async function firstRound() {
  const { db } = world.deps
  const all: Said = {}
  for (const n of world.county.candidates.keys()) {
    all[n] = n < 20 ? { agriculture: { N13: said('已查询 农经系统，未见记录') } } : {}
    if (n > 4) all[n]!['emergency'] = { N18: said('已查询值班记录，未见') }
  }
  all[0]!['police'] = { N03: found() }
  all[1]!['police'] = { N03: found() }
  all[2]!['petitions'] = { N12: found() }
  all[3]!['petitions'] = { N12: found() }
  await makeRound(db, world.county, all)
  const draft = { state: 'unsigned', signedById: null, signedAt: null }
  await db.review.updateMany({ where: { ...reviewsOf(1, 'police') }, data: draft })
  await inTransaction(db, (tx) => recomputeStandings(tx, [idOf(1)], world.deps.clock.now()))
}

/** 信访 says the opposite of four people; of the third something became known, of the sixth something new happened. */
async function secondRound() {
  const { db } = world.deps
  const { id: _, number: _number, ...first } = await db.round.findFirstOrThrow()
  const [id, at] = [newId(), new Date('2026-01-09T02:00:00Z')]
  await db.round.create({ data: { ...first, id, number: 2 } })
  const candidateIds = world.county.candidates.map((candidate) => candidate.id)
  await db.roundCandidate.createMany({ data: candidateIds.map((candidateId) => ({ roundId: id, candidateId })) })
  const departments = Object.values(world.county.departments)
  await db.roundDepartment.createMany({ data: departments.map((departmentId) => ({ roundId: id, departmentId })) })
  const departmentId = world.county.departments['petitions']!
  const late: Said = { 4: { petitions: { N12: found() } }, 5: { petitions: { N12: found({ effect: '2026-01-09' }) } } }
  await db.review.createMany({
    data: candidateIds.map((candidateId, n) => {
      const answers = reviewOf(world.county, 'petitions', late[n]?.['petitions'] ?? {}, at)
      return { id: newId(), roundId: id, candidateId, departmentId, ...answers }
    }),
  })
  const known = { kind: 'objection', words: '来信', source: '', reportedOn: dateFromDay('2026-01-08') }
  const recordedAt = new Date('2026-01-08T08:00:00Z')
  await db.trigger.create({ data: { id: newId(), candidateId: idOf(3), departmentId, recordedAt, ...known } })
}

/** The department's drafts of the first round came one by one, so many seconds apart. */
async function hurry(department: string, seconds: number) {
  for (const n of world.county.candidates.keys()) {
    const draftedAt = new Date(Date.parse('2026-01-08T01:00:00Z') + n * seconds * 1000)
    await world.deps.db.review.updateMany({ where: reviewsOf(n, department), data: { draftedAt } })
  }
}

const idOf = (n: number) => world.county.candidates[n]!.id
const reviewsOf = (n: number, department: string) => {
  return { candidateId: idOf(n), departmentId: world.county.departments[department]!, round: { number: 1 } }
}

const pageOf = async (kind: string, browser = office) => load((await browser.get(`/pointers?kind=${kind}`)).text)
const rowsOf = async (kind: string) => {
  const $ = await pageOf(kind)
  return $('.pointer-list > li')
    .map((_, li) => $(li).text().replace(/\s+/g, ' ').trim())
    .get()
}

describe('contradictions, as pointers for the office', () => {
  test('found by one and none by another, among signed answers only, with the case to open', async () => {
    const rows = await rowsOf('disputed')
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatch(/N03 说法不一 云川1 .*N03：公安查到；.*法院.*未查到/)
    expect((await rowsOf('alone'))[0]).toMatch(/N12 牵头单位查到，协助单位未查到 云川4 /)
    expect((await pageOf('disputed'))('.pointer-list a').attr('href')).toBe(`/candidates/${idOf(0)}`)
  })

  test('a department that said the opposite a round later, unless something new explains it', async () => {
    const rows = await rowsOf('turned')
    expect(rows).toHaveLength(2)
    expect(rows.find((text) => text.includes('云川3'))).toContain('第 1 轮查到，第 2 轮未查到')
    expect(rows.find((text) => text.includes('云川5'))).toContain('第 1 轮未查到，第 2 轮查到')
  })

  test('one ID number under two names, of candidates and of declared relatives', async () => {
    const { db } = world.deps
    expect(await rowsOf('names')).toEqual([expect.stringMatching(/人选 云川7；人选 云川11/)])
    const { idDigest } = await db.candidate.findUniqueOrThrow({ where: { id: idOf(8) } })
    const relative = { id: newId(), candidateId: idOf(11), kinship: 'spouse', name: '云 川9', idDigest }
    await db.relative.create({ data: relative })
    expect(await rowsOf('names')).toHaveLength(1)
    await db.relative.update({ where: { id: relative.id }, data: { name: '别名' } })
    expect((await rowsOf('names')).join()).toContain('云川12 申报的近亲属 别名')
  })

  test('the same words for twenty people and not for nineteen; blanks do not count', async () => {
    const rows = await rowsOf('pasted')
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatch(/20 人同文.*农业农村.*“已查询 农经系统，未见记录”/)
    const { id, answers } = await world.deps.db.review.findFirstOrThrow({ where: reviewsOf(0, 'agriculture') })
    const blank = { ...(answers as object), N13: said('已查询  农经系统，未见记录') }
    await world.deps.db.review.update({ where: { id }, data: { answers: blank } })
    expect(await rowsOf('pasted')).toHaveLength(1)
    await world.deps.db.review.update({ where: { id }, data: { state: 'unsigned', signedById: null, signedAt: null } })
    expect(await rowsOf('pasted')).toHaveLength(0)
  })

  test('a hundred answers in a minute, saved one by one', async () => {
    const rows = await rowsOf('hasty')
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatch(/组织部.*其中 23 人距上一人不到 5 秒/)
  })

  test('every kind has its number at the head; the leading group sees the ties alone', async () => {
    const heads = (await pageOf('hasty'))('.shows li').text().replace(/\s+/g, ' ')
    expect(heads).toContain('说法不一 1前后不一 2')
    const group = await pageOf('hasty', await world.as('leading_group'))
    expect(group('.shows').text()).not.toContain('说法不一')
    expect(group.html()).not.toContain('一分钟')
  })
})

describe('the list', () => {
  const shownFor = async (query: string) => {
    const $ = load((await office.get(`/pointers?kind=turned&${query}`)).text)
    return { count: $('.shows [aria-current] .count').text(), people: $('.pointer-list .strong').text() }
  }

  test('is narrowed by place and by words, with its counts; a number of a record is no word', async () => {
    const [here, there] = world.county.townships
    expect(await shownFor(`township=${here!.id}`)).toEqual({ count: '1', people: '云川5' })
    expect(await shownFor(`township=${there!.id}`)).toEqual({ count: '1', people: '云川3' })
    expect(await shownFor('q=云川3')).toEqual({ count: '1', people: '云川3' })
    expect(await shownFor('q=信访')).toMatchObject({ count: '2' })
    expect(await shownFor(`q=${idOf(2).slice(0, 8)}`)).toMatchObject({ count: '0' })
    const none = load((await office.get('/pointers?kind=turned&q=没有此人')).text)
    expect(none('.empty-words').text()).toBe('没有符合筛选的提示')
  })

  test('is kept as a view, and taken out as it is shown', async () => {
    const address = '/pointers?kind=turned&q=云川3'
    await office.post('/own-lists', { list: 'pointers', address, name: '云川三' }).expect(303)
    const $ = load((await office.get(address)).text)
    expect($('.list-tools [aria-current]').text()).toBe('云川三')
    const workbook = office.get($('a[href*="/workbook"]').attr('href')!).buffer(true).parse(wholeBody)
    const rows = await sheetRows((await workbook).body as Buffer)
    expect(rows[1]!.slice(0, 3)).toEqual(['前后不一', expect.stringMatching(/^云川3（.* · .*）$/), 'N12 由有转无'])
    expect(rows).toHaveLength(3)
  })
})

describe('looked at', () => {
  const form = async () => {
    const $ = await pageOf('disputed')
    const entries = $('.pointer-list form').first().find('input[type=hidden]:not([name=_csrf])').toArray()
    return Object.fromEntries(entries.map((one) => [one.attribs['name']!, one.attribs['value']!]))
  }

  test('with words, by whom and when; it comes back when what is behind it changes', async () => {
    const { db, clock } = world.deps
    const shown = await form()
    const empty = await office.post('/pointers/looks', { ...shown, words: ' ' })
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('请写明核对情况')])
    for (const _ of [1, 2]) {
      const marked = await office.post('/pointers/looks', { ...shown, words: '已问公安局' })
      expect([marked.status, marked.headers['location']]).toEqual([303, '/pointers?kind=disputed'])
    }
    expect(await db.pointerLook.count()).toBe(1)
    expect(await db.auditEntry.count({ where: { act: 'pointer.looked_at' } })).toBe(1)
    expect((await rowsOf('disputed')).join()).not.toContain('云川1 ')
    expect((await rowsOf('disputed&looked=yes')).join()).toContain(`${office.actor.name} 已看过：已问公安局`)
    const { id, answers } = await db.review.findFirstOrThrow({ where: reviewsOf(0, 'police') })
    const other = { ...(answers as object), N03: found({ documentNumber: '示〔2025〕2号' }) }
    await db.review.update({ where: { id }, data: { answers: other } })
    await inTransaction(db, (tx) => recomputeStandings(tx, [idOf(0)], clock.now()))
    expect((await rowsOf('disputed'))[0]).toContain('云川1 ')
    expect(await rowsOf('disputed&looked=yes')).toHaveLength(0)
    const late = await office.post('/pointers/looks', { ...shown, words: '已问公安局' })
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('已有变化')])
  })

  test('what does not exist is said in words', async () => {
    const shown = { ...(await form()), key: newId() }
    expect((await office.post('/pointers/looks', { ...shown, words: '看过' })).status).toBe(409)
    const nonsense = await office.post('/pointers/looks', { kind: 'x', words: '看过' })
    expect([nonsense.status, nonsense.text]).toEqual([422, expect.stringContaining('这条提示已不存在')])
  })

  test('one comes back to the list as it stood, and to no other place', async () => {
    const shown = await form()
    const back = `/pointers?kind=disputed&township=${world.county.townships[0]!.id}&q=N&page=3`
    const again = await office.post('/pointers/looks', { ...shown, back, words: '' })
    expect(load(again.text)('form a.btn').attr('href')).toBe(back)
    const on = async (wanted: string) =>
      (await office.post('/pointers/looks', { ...shown, back: wanted, words: '又看' })).headers['location']
    expect([await on(back), await on('//evil/pointers'), await on('/accounts')]).toEqual([
      back,
      '/pointers',
      '/pointers',
    ])
  })
})
