import { load } from 'cheerio'
import type { Browser } from '../support/accounts'
import { countyWorld, issueToAll, reviewOf, type World } from '../support/review-world'

jest.setTimeout(30_000)

/** 信访 owns one item, N12, so its desk is the shortest. */
const own = 'petitions'

let world: World
let reviewer: Browser

beforeAll(async () => {
  world = await countyWorld(8)
  await issueToAll(world)
  reviewer = await world.as('reviewer', own)
})
afterAll(() => world.close())

const fact = {
  'N12.0.kind': '聚众闹事',
  'N12.0.effect': '2024.8.1',
  'N12.0.evidenceType': '行政处罚决定',
  'N12.0.documentNumber': '和公〔2024〕31号',
  'N12.0.issuingBody': '县公安局',
}

async function pathOf(n: number, department = own) {
  return `/reviews/${(await reviewOf(world, department, n)).id}`
}

test('the queue shows everybody to review, counts each state, and searches by pinyin', async () => {
  const $ = load((await reviewer.get('/reviews')).text)
  expect($('tbody tr')).toHaveLength(8)
  expect($('.shows a[aria-current]').text()).toBe('待审查 8')
  const [start, first] = [$('.title-acts .btn-primary'), $('tbody th a').first()]
  expect([start.text(), start.attr('href')]).toEqual([`开始填写：${first.text()}`, first.attr('href')])
  expect(load((await reviewer.get('/reviews?show=all')).text)('.title-acts .btn-primary')).toHaveLength(0)
  expect((await reviewer.get('/reviews?q=yunchuan3')).text).not.toContain('云川4')
  expect(load((await reviewer.get('/reviews?q=%25')).text)('tbody tr')).toHaveLength(0)
  expect((await reviewer.get('/reviews?show=x&township=y&page=-1')).status).toBe(200)
  expect((await reviewer.get('/reviews?show=all&page=9')).headers['location']).toBe('/reviews?show=all')
})

test('the queue is sorted by its heads; next at the desk, the kept view and the workbook follow the order', async () => {
  const names = async (sort: string) => {
    const $ = load((await reviewer.get(`/reviews?sort=${sort}`).expect(200)).text)
    expect([sort, $('th[aria-sort]').length]).toEqual([sort, 1])
    return $('tbody th')
      .toArray()
      .map((cell) => $(cell).text())
  }
  for (const sort of ['township', 'name', 'age', 'round']) {
    const [forth, back] = [await names(sort), await names(`-${sort}`)]
    expect(back.toSorted()).toEqual(forth.toSorted())
  }
  const turned = await names('-name')
  expect(turned).toEqual((await names('name')).toReversed())
  const first = load((await reviewer.get('/reviews?sort=-name')).text)('tbody th a').attr('href')!
  const desk = load((await reviewer.get(first)).text)
  expect(desk('h1').text()).toContain(turned[0])
  expect(load((await reviewer.get(desk('a[rel=next]').attr('href')!)).text)('h1').text()).toContain(turned[1])
  await reviewer.post('/own-lists', { list: 'reviews', name: '倒序', address: '/reviews?sort=-name' }).expect(303)
  const kept = load((await reviewer.get('/reviews?sort=-name')).text)
  expect(kept('.menu-panel a[aria-current]').text()).toBe('倒序')
  await reviewer.get('/reviews/workbook?sort=-name').expect(200).expect('content-disposition', /xlsx/)
})

test('of a case that is still open only its date and paper are asked, and no detail', async () => {
  const discipline = await world.as('reviewer', 'discipline')
  const $ = load((await discipline.get(await pathOf(1, 'discipline')).expect(200)).text)
  const fields = (code: string) =>
    $(`[name^="${code}.0."]`)
      .toArray()
      .map(({ attribs }) => attribs['name']!.split('.')[2])
  const always = ['effect', 'statedEnd', 'evidenceType', 'documentNumber', 'issuingBody']
  expect([fields('N06'), fields('N07')]).toEqual([always, ['kind', ...always, 'words']])
})

test('an ID number is searched by POST and never stands in an address', async () => {
  const { idNumber } = world.county.candidates[2]!
  const found = await reviewer.post('/reviews/search', { idNumber: idNumber.toLowerCase() })
  expect(found.status).toBe(303)
  expect(found.headers['location']).toBe(`${await pathOf(2)}?show=all`)
  expect((await reviewer.post('/reviews/search', { idNumber: '110105491231002' })).status).toBe(422)
})

test('the desk shows only the own items, the number masked, and nothing of other departments', async () => {
  const page = await reviewer.get(await pathOf(0))
  const $ = load(page.text)
  expect($('[data-item]')).toHaveLength(1)
  expect(page.text).toContain('150123********')
  expect(page.text).not.toContain(world.county.candidates[0]!.idNumber)
  expect(page.text).not.toMatch(/纪委|公安局|法院/)
  expect($('.lead-words').text()).toContain('第 1 人，共 8 人')
  expect($('.lead-words').text()).toContain('还剩 3 个工作日')
})

test('showing the number is recorded', async () => {
  const page = await reviewer.post(`${await pathOf(0)}/number`)
  expect(page.text).toContain(world.county.candidates[0]!.idNumber)
  const { id } = world.county.candidates[0]!
  const rows = await world.deps.db.auditEntry.findMany({ where: { act: 'candidate.number_shown', recordId: id } })
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows[0]!.details)).not.toContain('1975')
})

test('a draft with facts is saved, dated in words, and leads to the next person', async () => {
  const path = await pathOf(0)
  const saved = await reviewer.post(`${path}/draft`, { version: '1', onward: 'next', 'N12.answer': 'found', ...fact })
  expect(saved.status).toBe(303)
  expect(saved.headers['location']).not.toContain(path)
  const review = await reviewOf(world, own, 0)
  expect(review).toMatchObject({ complete: true, flagged: true, version: 2, state: 'unsigned' })
  expect(review.draftedById).toBe(reviewer.actor.accountId)
  const $ = load((await reviewer.get(path)).text)
  expect($('.notice').text().trim()).toBe('云川1：已保存。')
  expect($('.fact .state').text()).toContain('影响期至 2029-08-01，基准日 2026-01-10 仍在影响期内')
  expect($('input[name="N12.0.effect"]').val()).toBe('2024-08-01')
})

test('an unfinished draft is kept, and says what signing still needs', async () => {
  const path = await pathOf(1)
  const typed = { version: '1', onward: 'add:N12', 'N12.answer': 'found', 'N12.0.kind': '聚众闹事' }
  const saved = await reviewer.post(`${path}/draft`, typed)
  expect(saved.headers['location']).toBe(`${path}?add=N12#N12.answer`)
  expect(await reviewOf(world, own, 1)).toMatchObject({ complete: false, flagged: true })
  const $ = load((await reviewer.get(`${path}?add=N12`)).text)
  expect($('.notice').text().trim()).toBe('云川2：已保存，尚未填完：N12。')
  expect($('.form-whom').text()).toBe('云川2')
  expect($('fieldset.fact')).toHaveLength(2)
  expect($('.fact').first().text()).toContain('签字前还需：缺生效日期')
})

test.each([
  ['a date in year 1', { 'N12.0.effect': '0001-01-01' }, 'N12.0.effect'],
  ['words of 4,000 characters', { 'N12.words': '长'.repeat(4000) }, 'N12.words'],
  ['an unknown answer', { 'N12.answer': "'; --" }, 'N12.answer'],
  ['facts without an answer', { 'N12.answer': '' }, 'N12.answer'],
])('%s is refused beside its field and nothing typed is lost', async (_, also, field) => {
  const path = await pathOf(2)
  const refused = await reviewer.post(`${path}/draft`, { version: '1', 'N12.answer': 'found', ...fact, ...also })
  expect(refused.status).toBe(422)
  const $ = load(refused.text)
  expect($(`.problems a[href="#${field}"]`)).toHaveLength(1)
  expect($('[name="N12.0.effect"]').val()).toBe('N12.0.effect' in also ? also['N12.0.effect'] : '2024.8.1')
  expect($('[name="N12.words"]').val()).toBe('N12.words' in also ? also['N12.words'] : '')
  expect($('input[name="N12.0.documentNumber"]').val()).toBe('和公〔2024〕31号')
  expect((await reviewOf(world, own, 2)).version).toBe(1)
})

test('a colleague who saved meanwhile: 409 with both texts, and saving again keeps the own one', async () => {
  const path = await pathOf(3)
  const colleague = await world.as('reviewer', own, true)
  expect(colleague.actor.accountId).not.toBe(reviewer.actor.accountId)
  await colleague.post(`${path}/draft`, { version: '1', 'N12.answer': 'none' })
  const mine = { 'N12.answer': 'found', ...fact }
  const conflict = await reviewer.post(`${path}/draft`, { version: '1', ...mine })
  expect(conflict.status).toBe(409)
  const $ = load(conflict.text)
  expect($('.hint-panel').text()).toContain('同事刚保存的答复：未发现')
  expect($('input[name="N12.0.documentNumber"]').val()).toBe('和公〔2024〕31号')
  expect((await reviewOf(world, own, 3)).answers).toEqual({ N12: { answer: 'none', facts: [] } })
  const again = await reviewer.post(`${path}/draft`, { version: String($('input[name=version]').val()), ...mine })
  expect(again.status).toBe(303)
  expect((await reviewOf(world, own, 3)).draftedById).toBe(reviewer.actor.accountId)
})

test('a reviewer who saves what the signatory drafted takes it over; a signatory who only looks does not', async () => {
  // 应急管理 owns one item, too.
  const unit = 'emergency'
  const path = await pathOf(0, unit)
  const [drafter, signatory] = [await world.as('reviewer', unit), await world.as('signatory', unit)]
  const save = async (browser: Browser) => {
    const version = String((await reviewOf(world, unit)).version)
    await browser.post(`${path}/draft`, { version, 'N18.answer': 'none' }).expect(303)
    return (await reviewOf(world, unit)).draftedById
  }
  expect(await save(signatory)).toBe(signatory.actor.accountId)
  expect(await save(drafter)).toBe(drafter.actor.accountId)
  expect(await save(signatory)).toBe(drafter.actor.accountId)
})

test('the same draft sent ten times is saved once', async () => {
  const path = await pathOf(4)
  const before = await world.deps.db.auditEntry.count({ where: { act: 'review.drafted' } })
  const send = () => reviewer.post(`${path}/draft`, { version: '1', 'N12.answer': 'none' })
  const answers = await Promise.all(Array.from({ length: 10 }, send))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(303))
  expect((await reviewOf(world, own, 4)).version).toBe(2)
  expect(await world.deps.db.auditEntry.count({ where: { act: 'review.drafted' } })).toBe(before + 1)
})

test("another department's review does not exist, and other roles have no desk", async () => {
  const court = await pathOf(0, 'court')
  expect((await reviewer.get(court)).status).toBe(404)
  expect((await reviewer.post(`${court}/draft`, { version: '1', 'N12.answer': 'none' })).status).toBe(404)
  expect((await reviewer.post(`${court}/return`, { reason: 'papers', words: '缺' })).status).toBe(404)
  const office = await world.as('office')
  expect((await office.get(court)).status).toBe(403)
  expect((await reviewer.get('/reviews/not-an-id')).status).toBe(404)
})

test('a returned file: the township learns why but not who, and the standing says so', async () => {
  const path = await pathOf(5)
  expect((await reviewer.post(`${path}/return`, { reason: 'x', words: ' ' })).status).toBe(422)
  const words = '身份证复印件与填报不一致'
  expect((await reviewer.post(`${path}/return`, { reason: 'papers', words })).status).toBe(303)
  const { db } = world.deps
  const { id } = world.county.candidates[5]!
  expect((await db.standing.findUniqueOrThrow({ where: { candidateId: id } })).standing).toBe('returned')
  const event = await db.candidateEvent.findFirstOrThrow({ where: { candidateId: id, kind: 'department_return' } })
  expect(event.words).toBe(words)
  expect((await reviewer.post(`${path}/draft`, { version: '2', 'N12.answer': 'none' })).status).toBe(403)
  await db.candidate.update({ where: { id }, data: { resubmittedAt: new Date('2026-01-10T02:00:00Z') } })
  expect((await reviewer.post(`${path}/draft`, { version: '2', 'N12.answer': 'none' })).status).toBe(303)
  expect((await db.standing.findUniqueOrThrow({ where: { candidateId: id } })).standing).toBe('waiting')
})

test('who keeps away can no longer open the review; a colleague can', async () => {
  const path = await pathOf(6)
  expect((await reviewer.post(`${path}/recusal`, { words: '' })).status).toBe(422)
  expect((await reviewer.post(`${path}/recusal`, { words: '表亲' })).status).toBe(303)
  const refused = await reviewer.get(path)
  expect(refused.status).toBe(403)
  expect(refused.text).toContain('您已回避')
  expect((await reviewer.post(`${path}/draft`, { version: '1', 'N12.answer': 'none' })).status).toBe(403)
  expect((await reviewer.get('/reviews?show=all')).text).not.toContain('>云川7<')
  expect((await (await world.as('reviewer', own, true)).get(path)).status).toBe(200)
})

test('once the round is closed the desk only shows', async () => {
  const { db } = world.deps
  await db.round.updateMany({ data: { state: 'closed' } })
  const path = await pathOf(0)
  const page = await reviewer.get(path)
  expect(page.text).toContain('这一轮已经结束')
  expect(load(page.text)('[data-answers]')).toHaveLength(0)
  expect(page.text).toContain('和公〔2024〕31号')
  expect((await reviewer.post(`${path}/draft`, { version: '2', 'N12.answer': 'none' })).status).toBe(403)
  await db.round.updateMany({ data: { state: 'issued' } })
})

test('English pages speak English', async () => {
  const page = await reviewer.get(await pathOf(7)).set('Accept-Language', 'en')
  expect(page.text).toContain('Save and next')
  expect(page.text).toContain('Penalised for unlawful petitioning')
  expect(page.text).not.toMatch(/reviews:|rounds:/)
})
