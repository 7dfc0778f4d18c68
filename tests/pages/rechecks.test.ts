import { load } from 'cheerio'
import type { Browser } from '../support/accounts'
import { actorIn } from '../support/county'
import { askedReview, deskFields, standingOf } from '../support/recheck-world'
import { countyWorld, type World } from '../support/review-world'
import { found, makeRound, plainly } from '../support/round'

jest.setTimeout(60_000)

let world: World
let office: Browser

// 0–2: 公安 found N03, its lead 法院 did not; 3: nobody owns up to N12; 4: clear.
const secret = '只有公安知道的案情'
const disputed = { court: { N03: plainly('none') }, police: { N03: found({ words: secret }) } }
const nobody = Object.fromEntries(
  ['petitions', 'police', 'political_legal'].map((key) => [key, { N12: plainly('not_ours') }]),
)

beforeAll(async () => {
  world = await countyWorld(7)
  await makeRound(world.deps.db, world.county, {
    0: disputed,
    1: disputed,
    2: disputed,
    3: nobody,
    5: disputed,
    6: disputed,
  })
  office = await world.as('office')
})
afterAll(() => world.close())

const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')
const idOf = (n: number) => world.county.candidates[n]!.id

/** Sends the disputes of these candidates back through the preview. */
async function sendBack(ns: number[], fields: Record<string, string> = {}) {
  const candidateIds = ns.map(idOf)
  const preview = await office.post('/rechecks/disputes/preview', { candidateIds }).expect(200)
  const shown = String(load(preview.text)('input[name=shown]').val())
  return {
    preview,
    sent: await office.post('/rechecks/disputes', { candidateIds, shown, dueOn: '2026-01-14', words: '', ...fields }),
  }
}

test('the standings that wait for the office stand on one page', async () => {
  expect(await standingOf(world, 0)).toBe('disputed')
  expect(await standingOf(world, 3)).toBe('gap')
  const $ = load((await office.get('/rechecks')).text)
  expect($('input[name=candidateIds]')).toHaveLength(5)
  expect($(`a[href="/rechecks/new?candidate=${idOf(3)}"]`)).toHaveLength(1)
  expect(words($.html())).toMatch(/云川1 .*?N03 受过刑事处罚.* 云川4 .*?N12 煽动/)
  for (const path of ['/progress', '/candidates?standing=disputed', '/candidates?standing=gap'])
    expect(words((await office.get(path)).text) + path).toContain('下一步：退回复查')
  const person = load((await office.get(`/candidates/${idOf(3)}`)).text)
  expect(person(`a[href="/rechecks/new?candidate=${idOf(3)}"]`)).toHaveLength(1)
  expect((await office.get(`/candidates/${idOf(4)}`)).text).not.toContain('/rechecks/new')
})

test('the preview says who, which items and which departments, and who is left there', async () => {
  const { preview, sent } = await sendBack([0], { dueOn: '2025-12-31' })
  const page = words(preview.text)
  expect(page).toMatch(/云川1.*N03 受过刑事处罚/)
  expect(page).toMatch(/公安.*法院/)
  expect(page).not.toContain('检察院')
  expect(page).toContain('可填写 2 人，可签字 1 人')
  expect(load(preview.text)('input[name=dueOn]').val()).toBe('2026-01-14')
  expect(sent.status).toBe(422)
  expect(words(sent.text)).toContain('早于今天')
  expect(await world.deps.db.recheck.count()).toBe(0)
})

test('ten clicks send a dispute back once', async () => {
  const candidateIds = [idOf(0)]
  const preview = await office.post('/rechecks/disputes/preview', { candidateIds })
  const shown = String(load(preview.text)('input[name=shown]').val())
  const send = () =>
    office.post('/rechecks/disputes', { candidateIds, shown, dueOn: '2026-01-14', words: '请核实判决书' })
  const answers = await Promise.all(Array.from({ length: 10 }, send))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(303))
  expect(await world.deps.db.recheck.count()).toBe(1)
  expect(await standingOf(world, 0)).toBe('disputed')
  const reviews = await world.deps.db.review.findMany({ where: { candidateId: idOf(0), pass: 1 } })
  expect(reviews.map(({ departmentId }) => departmentId).sort()).toEqual(
    [world.county.departments['court']!, world.county.departments['police']!].sort(),
  )
})

test('a desk opens only what is asked, and holds nothing of the other department', async () => {
  const reviewer = await world.as('reviewer', 'court', true)
  const review = await askedReview(world, 'court', 0)
  const page = await reviewer.get(`/reviews/${review.id}`).expect(200)
  const $ = load(page.text)
  expect($('[data-asked]').text()).toContain('各单位意见不一致，请重新核实')
  expect($('[data-asked]').text()).toContain('请核实判决书')
  expect($('[data-asked]').text()).toContain('2026-01-14')
  expect($('[data-item]')).toHaveLength(1)
  expect($('[data-kept]').length).toBeGreaterThan(3)
  expect(page.text).not.toMatch(/公安|police|示〔2025〕1号/)
  expect(page.text).not.toContain(secret)
  const queue = await reviewer.get('/reviews?show=recheck')
  expect(words(queue.text)).toContain('异议复查，限 2026-01-14 前')
  expect(words(queue.text)).toContain('待审查')
})

test('whoever drafted before neither drafts nor signs, and is told so', async () => {
  const before = await world.as('reviewer', 'court')
  const review = await askedReview(world, 'court', 0)
  expect(words((await before.get(`/reviews/${review.id}`)).text)).toContain('您经手过这个人选以前的意见')
  expect(words((await before.get('/reviews?show=recheck')).text)).toContain('请由本单位其他经办人办理')
  const refused = await before.post(`/reviews/${review.id}/draft`, { version: '1', ...deskFields('court', 'found') })
  expect(refused.status).toBe(403)
})

test('an answer to an item that is not asked changes nothing', async () => {
  const reviewer = await world.as('reviewer', 'court', true)
  const { id } = await askedReview(world, 'court', 0)
  await reviewer.post(`/reviews/${id}/draft`, { version: '1', ...deskFields('court', 'not_ours') }).expect(303)
  const { answers, complete, originId } = await askedReview(world, 'court', 0)
  expect(complete).toBe(true)
  expect(originId).not.toBeNull()
  expect(answers).toMatchObject({ N03: { answer: 'not_ours' }, N09: { answer: 'none' }, N02: { answer: 'none' } })
})

test('signed by all, also after the round has closed, it is answered and the standing follows', async () => {
  const { db } = world.deps
  await db.round.updateMany({ data: { state: 'closed', closedAt: world.deps.clock.now() } })
  for (const unit of ['police', 'court']) {
    const { id, version } = await askedReview(world, unit, 0)
    const reviewer = await world.as('reviewer', unit, true)
    const answer = deskFields(unit, 'none', ['N03'])
    await reviewer.post(`/reviews/${id}/draft`, { version: String(version), ...answer }).expect(303)
    await sign(unit, id)
    if (unit === 'police') await notYetDecided()
  }
  expect(await db.recheck.findFirstOrThrow({ where: { candidateId: idOf(0) } })).toMatchObject({ state: 'answered' })
  expect(await standingOf(world, 0)).toBe('clear')
  const { id } = await askedReview(world, 'court', 0)
  const late = await (await world.as('reviewer', 'court', true)).post(`/reviews/${id}/draft`, { version: '9' })
  expect(late.status).toBe(403)
  expect(words((await office.get('/rechecks?show=answered')).text)).toContain('云川1')
  await db.round.updateMany({ data: { state: 'issued', closedAt: null } })
})

/** With half of the answers in, the standing has moved, but nobody decides on it. */
async function notYetDecided() {
  expect(await standingOf(world, 0)).toBe('clear')
  expect((await office.get('/outcomes/new?standing=clear')).text).not.toContain('云川1')
  const early = await office.post('/outcomes', { standing: 'clear', outcome: 'eligible', candidateIds: idOf(0) })
  expect(early.status).toBe(409)
  expect(words(early.text)).toContain('正在复查')
}

async function sign(unit: string, id: string) {
  const signatory = await world.as('signatory', unit)
  const preview = await signatory.post('/reviews/signing/preview', { review: [id] })
  const shown = String(load(preview.text)('input[name=shown]').val())
  await signatory.post('/reviews/signing', { review: [id], shown }).expect(303)
}

test('a preview that is no longer true is shown anew, and nothing is sent', async () => {
  const candidateIds = [idOf(1), idOf(2)]
  const preview = await office.post('/rechecks/disputes/preview', { candidateIds })
  const shown = String(load(preview.text)('input[name=shown]').val())
  await sendBack([1])
  const refused = await office.post('/rechecks/disputes', {
    candidateIds,
    shown,
    dueOn: '2026-01-14',
    words: '手写的话',
  })
  expect(refused.status).toBe(409)
  expect(words(refused.text)).toContain('核对之后情况有变化')
  expect(load(refused.text)('input[name=candidateIds]')).toHaveLength(1)
  expect(refused.text).toContain('手写的话')
  expect(await world.deps.db.recheck.count({ where: { candidateId: idOf(2) } })).toBe(0)
})

test('a department without other people is named as such', async () => {
  const { accountId } = actorIn(world.county, 'reviewer', 'court', true)
  await world.deps.db.account.update({ where: { id: accountId }, data: { state: 'disabled' } })
  const page = words((await office.get(`/rechecks/new?candidate=${idOf(2)}`)).text)
  expect(page).toContain('其他人员不足：可填写 1 人，可签字 1 人')
  expect(page).toContain('有 1 处单位缺少其他人员办理')
  await world.deps.db.account.update({ where: { id: accountId }, data: { state: 'active' } })
})

test('cancelled with words: nobody answers any more, and it can be sent back again', async () => {
  const { id } = await world.deps.db.recheck.findFirstOrThrow({ where: { candidateId: idOf(1) } })
  expect((await office.post(`/rechecks/${id}/cancellation`, { words: ' ' })).status).toBe(422)
  await office.post(`/rechecks/${id}/cancellation`, { words: '判决书已补来' }).expect(303)
  expect((await office.post(`/rechecks/${id}/cancellation`, { words: '再撤一次' })).status).toBe(409)
  expect(words((await office.get(`/rechecks/${id}`)).text)).toContain('判决书已补来')
  const review = await askedReview(world, 'court', 1)
  const reviewer = await world.as('reviewer', 'court', true)
  expect((await reviewer.post(`/reviews/${review.id}/draft`, { version: '1' })).status).toBe(403)
  expect((await reviewer.get('/reviews?show=recheck')).text).not.toContain(review.id)
  expect((await sendBack([1])).sent.status).toBe(303)
  expect((await askedReview(world, 'court', 1)).pass).toBe(2)
})

test('a gap is assigned to one owner, who may not call it another’s', async () => {
  const path = `/rechecks/new?candidate=${idOf(3)}`
  const $ = load((await office.get(path)).text)
  expect($('input[name=choice]').length).toBeGreaterThan(1)
  const choice = `N12:${world.county.departments['police']}`
  const gap = { candidateId: idOf(3), choice, dueOn: '2026-01-14', words: '' }
  expect((await office.post('/rechecks/gaps', { ...gap, choice: '' })).status).toBe(422)
  const stranger = `N12:${world.county.departments['court']}`
  expect((await office.post('/rechecks/gaps', { ...gap, choice: stranger })).status).toBe(409)
  const [first, second] = await Promise.all([office.post('/rechecks/gaps', gap), office.post('/rechecks/gaps', gap)])
  expect([first.status, second.status]).toEqual([303, 303])
  expect(first.headers['location']).toBe(second.headers['location'])
  expect((await office.get(path)).headers['location']).toBe(first.headers['location'])
  const review = await askedReview(world, 'police', 3)
  const reviewer = await world.as('reviewer', 'police')
  const page = load((await reviewer.get(`/reviews/${review.id}`)).text)
  expect(page('input[value=not_ours]')).toHaveLength(0)
  const refused = await reviewer.post(`/reviews/${review.id}/draft`, { version: '1', 'N12.answer': 'not_ours' })
  expect(refused.status).toBe(422)
  expect(words(refused.text)).toContain('N12 已指定由本单位认定')
  await reviewer.post(`/reviews/${review.id}/draft`, { version: '1', 'N12.answer': 'none' }).expect(303)
  await sign('police', review.id)
  expect(await standingOf(world, 3)).toBe('clear')
})

test('nothing to send back is said, and others do not send', async () => {
  expect((await office.get(`/rechecks/new?candidate=${idOf(4)}`)).status).toBe(409)
  expect((await office.get('/rechecks/new?candidate=x')).status).toBe(409)
  expect((await office.get('/rechecks/00000000-0000-0000-0000-000000000000')).status).toBe(404)
  const group = await world.as('leading_group')
  expect(load((await group.get('/rechecks?show=waiting')).text)('form[action^="/rechecks"]')).toHaveLength(0)
  expect((await group.post('/rechecks/disputes', { candidateIds: [idOf(2)] })).status).toBe(403)
  expect((await (await world.as('reviewer', 'court')).get('/rechecks')).status).toBe(403)
})

test('who withdraws ends an open recheck', async () => {
  await sendBack([5])
  const clerk = await world.as(
    'township_clerk',
    world.county.townships.find(({ id }) => id === world.county.candidates[5]!.townshipId)!.name,
  )
  await clerk.post(`/candidates/${idOf(5)}/withdrawal`, { words: '本人放弃' }).expect(303)
  expect(words((await office.get('/rechecks?show=cancelled')).text)).toContain('随本人退出终止')
  const { id } = await askedReview(world, 'court', 5)
  const reviewer = await world.as('reviewer', 'court', true)
  expect((await reviewer.post(`/reviews/${id}/draft`, { version: '1' })).status).toBe(403)
})

test('the workbook holds the round’s own people alone', async () => {
  await sendBack([6])
  const { peopleToPack } = await import('../../src/reviews/packets/packets.store')
  const round = await world.deps.db.round.findFirstOrThrow()
  const people = await peopleToPack(world.deps.db, round.id, world.county.departments['court']!)
  expect(people).toHaveLength(7)
})

test('English pages speak English', async () => {
  const { id } = await world.deps.db.recheck.findFirstOrThrow({ where: { candidateId: idOf(6) } })
  for (const path of ['/rechecks', '/rechecks?show=open', `/rechecks/${id}`, `/rechecks/new?candidate=${idOf(2)}`]) {
    const page = await office.get(path).set('Accept-Language', 'en')
    expect(page.text).not.toMatch(/rechecks:|reviews:/)
    expect(load(page.text)('h1').text()).toMatch(/[A-Z]/)
  }
})
