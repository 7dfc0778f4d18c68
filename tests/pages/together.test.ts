import { load } from 'cheerio'
import type { Answers } from '../../src/reviews/review'
import type { Browser } from '../support/accounts'
import { actorIn } from '../support/county'
import { type LedgerWorld, ledgerWorld, names, takeSanctions, words } from '../support/ledgers'
import { countyWorld, issueToAll, reviewOf, type World } from '../support/review-world'

jest.setTimeout(30_000)

let world: World
let reviewer: Browser
let roundId: string

beforeEach(async () => {
  world = await countyWorld(4)
  roundId = await issueToAll(world)
  reviewer = await world.as('reviewer', 'police')
})
afterEach(() => world.close())

const all = ['N02', 'N03', 'N04', 'N05', 'N06', 'N08', 'N10', 'N11', 'N12']
const basis = { source: '公安违法犯罪信息系统', consultedOn: '2026-01-09', method: 'system', ground: '' }
const choice = (more: object = {}) => ({ roundId, people: 'filter', show: 'todo', items: 'N03', ...basis, ...more })

/** What the preview's form would send. */
function hidden(html: string): Record<string, string | string[]> {
  const $ = load(html)
  const sent: Record<string, string[]> = {}
  $('form[action="/reviews/together"] input[type=hidden]').each((_, { attribs }) => {
    if (attribs['name'] !== '_csrf') (sent[attribs['name']!] ??= []).push(attribs['value'] ?? '')
  })
  return Object.fromEntries(Object.entries(sent).map(([name, all]) => [name, all.length > 1 ? all : all[0]!]))
}

async function previewed(by: Browser, more: object = {}) {
  const shown = await by.post('/reviews/together/preview', choice(more))
  expect(shown.status).toBe(200)
  return { html: shown.text, form: hidden(shown.text) }
}

async function answered(by: Browser, more: object = {}): Promise<string> {
  const { form } = await previewed(by, more)
  const done = await by.post('/reviews/together', form)
  expect(done.status).toBe(303)
  return done.headers['location']!
}

const answersOf = async (n: number) => (await reviewOf(world, 'police', n)).answers as Answers

/** As a signature leaves it. */
function sign(id: string) {
  const signedById = actorIn(world.county, 'signatory', 'police').accountId
  const [draftedById, at] = [reviewer.actor.accountId, new Date()]
  const data = { state: 'signed', complete: true, draftedById, draftedAt: at, signedById, signedAt: at }
  return world.deps.db.review.update({ where: { id }, data })
}

test('one act answers everybody not yet answered, with its basis; a second click is the same act', async () => {
  const { html, form } = await previewed(reviewer)
  expect(words(html)).toContain('将为 4 人填写“未发现”')
  expect(words(html)).toContain('公安违法犯罪信息系统，2026-01-09，业务系统查询')
  const both = await Promise.all([reviewer.post('/reviews/together', form), reviewer.post('/reviews/together', form)])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  expect((await reviewer.post('/reviews/together', form)).status).toBe(303)
  const { db } = world.deps
  const reviews = await db.review.findMany({ where: { draftedById: reviewer.actor.accountId } })
  expect(reviews).toHaveLength(4)
  for (const { answers, version, complete } of reviews) {
    expect({ answers, version, complete }).toEqual({
      answers: { N03: { answer: 'none', facts: [] } },
      version: 2,
      complete: false,
    })
  }
  expect(await db.answering.count()).toBe(1)
  const trail = await db.auditEntry.findMany({ where: { act: 'review.answered_together' } })
  expect(trail.map(({ recordId }) => recordId).sort()).toEqual(reviews.map(({ id }) => id).sort())
  expect(trail[0]!.details).toMatchObject({ answering: form['id'], codes: ['N03'] })
  expect(JSON.stringify(trail.map(({ details }) => details))).not.toContain(basis.source)
})

test('nothing is answered without items, a source, its day, a method and, where the law asks, a ground', async () => {
  const empty = await reviewer.post('/reviews/together/preview', { roundId, people: 'ticked', show: 'todo' })
  expect(empty.status).toBe(422)
  for (const text of ['至少选择一种情形', '写明查询来源', '填写查询日期', '选择核查方式'])
    expect(words(empty.text)).toContain(text)
  const sealed = await reviewer.post('/reviews/together/preview', choice({ items: ['N03', 'N11'] }))
  expect(sealed.status).toBe(422)
  expect(words(sealed.text)).toContain('查询 N11 必须写明查询依据')
  expect(load(sealed.text)('[name=source]').val()).toBe(basis.source)
  const { form } = await previewed(reviewer, { items: ['N03', 'N11'], ground: '国家规定第 3 条' })
  const stripped = await reviewer.post('/reviews/together', { ...form, ground: '' })
  expect(stripped.status).toBe(422)
  const late = await reviewer.post('/reviews/together/preview', choice({ consultedOn: '2026-01-11' }))
  expect(late.status).toBe(422)
  const foreign = await reviewer.post('/reviews/together/preview', choice({ items: 'N07' }))
  expect(foreign.status).toBe(422)
  expect(await world.deps.db.answering.count()).toBe(0)
  await previewed(reviewer, { items: 'N11', consultedOn: '2025-12-31' })
})

test('signed, returned, recused and otherwise answered reviews are left out and named with the reason', async () => {
  const { db } = world.deps
  const [first, second, third] = [0, 1, 2].map((n) => reviewOf(world, 'police', n))
  const by = reviewer.actor.accountId
  await sign((await first!).id)
  await reviewer.post(`/reviews/${(await second!).id}/draft`, { version: '1', 'N03.answer': 'pending' })
  await db.recusal.create({ data: { reviewId: (await third!).id, accountId: by, at: new Date() } })
  const { html, form } = await previewed(reviewer, { show: 'all' })
  expect(words(html)).toContain('将为 1 人填写“未发现”')
  const left = load(html)('[data-left-out]').text().replace(/\s+/g, '')
  const [a, b, c] = world.county.candidates.map(({ name }) => name)
  expect(left).toContain(`已经签字，不能再改。（1人）${a}`)
  expect(left).toContain(`已有其他答复，不覆盖（1人）${b}`)
  expect(left).toContain(`您已回避这个人选，由本单位其他同事办理。（1人）${c}`)
  expect((await reviewer.post('/reviews/together', form)).status).toBe(303)
  expect((await answersOf(1))['N03']!.answer).toBe('pending')
  expect(await answersOf(2)).toEqual({})
  expect((await answersOf(3))['N03']!.answer).toBe('none')
})

test('what changed since the preview: 409, the list anew, nothing is written', async () => {
  const { form } = await previewed(reviewer)
  const { id } = await reviewOf(world, 'police', 0)
  await reviewer.post(`/reviews/${id}/draft`, { version: '1', 'N03.answer': 'found' })
  const refused = await reviewer.post('/reviews/together', form)
  expect(refused.status).toBe(409)
  expect(words(refused.text)).toContain('将为 3 人填写“未发现”')
  expect(await world.deps.db.answering.count()).toBe(0)
  expect((await reviewer.post('/reviews/together', hidden(refused.text))).status).toBe(303)
})

test('ticked people only, of the own department only', async () => {
  const [mine, court] = [await reviewOf(world, 'police', 1), await reviewOf(world, 'court', 0)]
  const page = await answered(reviewer, { people: 'ticked', review: [mine.id, court.id] })
  expect(await answersOf(0)).toEqual({})
  expect(await answersOf(1)).toEqual({ N03: { answer: 'none', facts: [] } })
  expect((await reviewOf(world, 'court', 0)).answers).toEqual({})
  expect((await reviewer.get(page)).status).toBe(200)
  const stranger = await world.as('reviewer', 'court')
  expect((await stranger.get(page)).status).toBe(404)
  expect((await stranger.post(`${page}/taking-back`, {})).status).toBe(404)
})

test('taken back as one act: what was changed or signed since stays and is named, drafts are as before', async () => {
  const colleague = await world.as('signatory', 'police')
  const drafted = await reviewOf(world, 'police', 3)
  await colleague.post(`/reviews/${drafted.id}/draft`, { version: '1', 'N11.answer': 'none' })
  const page = await answered(reviewer, { show: 'all' })
  expect((await reviewOf(world, 'police', 3)).draftedById).toBe(reviewer.actor.accountId)
  const [changed, own] = [await reviewOf(world, 'police', 0), await reviewOf(world, 'police', 1)]
  await reviewer.post(`/reviews/${changed.id}/draft`, { version: '2', 'N03.answer': 'found' })
  // Back to the same word by hand: it is the hand's now.
  await reviewer.post(`/reviews/${changed.id}/draft`, { version: '3', 'N03.answer': 'none' })
  await sign(own.id)
  const before = words((await reviewer.get(page)).text)
  expect(before).toContain('撤回 2 人的填写')
  await reviewer.post(`${page}/taking-back`, {}).expect(303)
  await reviewer.post(`${page}/taking-back`, {}).expect(303)
  const after = words((await reviewer.get(page)).text)
  const name = (n: number) => world.county.candidates[n]!.name
  expect(after).toContain(`已另行修改或清除，不再按此填写：1 人 ${name(0)}`)
  expect(after).toContain(`已签字，保留：1 人 ${name(1)}`)
  expect(after).toContain('已撤回：2 人')
  expect((await answersOf(0))['N03']!.answer).toBe('none')
  expect((await answersOf(1))['N03']!.answer).toBe('none')
  expect(await reviewOf(world, 'police', 2)).toMatchObject({ answers: {}, draftedById: null, draftedAt: null })
  const restored = await reviewOf(world, 'police', 3)
  expect(restored.draftedById).toBe(colleague.actor.accountId)
  expect(Object.keys(restored.answers as object)).toEqual(['N11'])
  expect(await world.deps.db.auditEntry.count({ where: { act: 'review.answers_taken_back' } })).toBe(2)
})

test('the desk and the signing pages say what was answered together and why; who confirmed does not sign', async () => {
  const both = { items: all, ground: '国家规定第 3 条' }
  await answered(reviewer, both)
  const { id } = await reviewOf(world, 'police', 0)
  const text = '批量填写：依据公安违法犯罪信息系统，2026-01-09，业务系统查询，查询依据：国家规定第 3 条'
  expect(words((await reviewer.get(`/reviews/${id}?show=all`)).text)).toContain(text)
  const signatory = await world.as('signatory', 'police')
  const preview = await signatory.post('/reviews/signing/preview', { all: 'yes' })
  expect(words(preview.text)).toContain('公安违法犯罪信息系统，2026-01-09')
})

test('a signatory who confirmed is the drafter and may not sign', async () => {
  const signatory = await world.as('signatory', 'police')
  await answered(signatory, { items: all, ground: '国家规定第 3 条' })
  const { id } = await reviewOf(world, 'police', 0)
  const preview = await signatory.post('/reviews/signing/preview', { review: id })
  expect(preview.text).toContain('您本人填写的意见，须由另一位负责人签字。')
})

describe('with ledgers', () => {
  let ledgers: LedgerWorld
  beforeEach(async () => {
    const unsigned = Object.fromEntries(names.map((_, n) => [n, { discipline: 'unsigned' as const }]))
    ledgers = await ledgerWorld(unsigned)
  })
  afterEach(() => ledgers.close())

  test('people with an open hit, or with a record that is theirs, are left out', async () => {
    const discipline = await ledgers.as('reviewer', 'discipline')
    const [open, same] = ledgers.county.candidates
    await takeSanctions(
      discipline,
      [open!.name, '', '', '', '警告', '2025-03-01'],
      [same!.name, '', '', '', '警告', '2025-03-01'],
    )
    const { db } = ledgers.deps
    const hit = await db.ledgerHit.findFirstOrThrow({ where: { candidateId: same!.id } })
    const pair = `/ledgers/hits/${hit.rowId}/${hit.candidateId}`
    await discipline.post(pair, { decision: 'same', words: '核对无误', seen: 'open' }).expect(303)
    const round = await db.round.findFirstOrThrow()
    const sent = { ...basis, people: 'filter', show: 'all', roundId: round.id, items: 'N07' }
    const preview = await discipline.post('/reviews/together/preview', sent).expect(200)
    const left = load(preview.text)('[data-left-out]').text().replace(/\s+/g, '')
    expect(left).toContain(`疑似记录还没有核对，请先核对（1人）${open!.name}`)
    expect(left).toContain(`台账中有本人的记录，请单独填写（1人）${same!.name}`)
    expect(words(preview.text)).toContain(`将为 ${names.length - 2} 人填写“未发现”`)
  })
})
