import { load } from 'cheerio'
import { signingDigest } from '../../src/reviews/signing/signing'
import type { Browser } from '../support/accounts'
import { actorIn } from '../support/county'
import { countyWorld, draftAll, issueToAll, reviewOf, type World } from '../support/review-world'

jest.setTimeout(30_000)

let world: World
let signatory: Browser
let reviewer: Browser

beforeEach(async () => {
  world = await countyWorld(12)
  await issueToAll(world)
  signatory = await world.as('signatory', 'petitions')
  reviewer = await world.as('reviewer', 'petitions')
  await draftAll(world, 'petitions', actorIn(world.county, 'reviewer', 'petitions').accountId, ['N12'])
})
afterEach(() => world.close())

/** Section → the ids of its rows. */
async function desk(browser = signatory): Promise<Record<string, string[]>> {
  const $ = load((await browser.get('/reviews/signing')).text)
  const rows = $('tbody[data-section]').map((_, body) => {
    const ids = $(body)
      .find('input[name=review]')
      .map((__, input) => input.attribs['value'])
      .get()
    return [[body.attribs['data-section'], ids]]
  })
  return Object.fromEntries(rows.get())
}

const at = (seconds: number) => new Date(Date.parse('2026-01-10T00:00:00Z') + seconds * 1000)

async function change(n: number, data: Parameters<World['deps']['db']['review']['update']>[0]['data']) {
  const { id } = await reviewOf(world, 'petitions', n)
  await world.deps.db.review.update({ where: { id }, data })
  return id
}

/** One person with something pending; one drafted 60 s after nobody and one 3 s after that; nine of one act. */
async function mixedDesk() {
  const flagged = await change(0, { flagged: true, answers: { N12: { answer: 'pending', facts: [] } } })
  const calm = await change(1, { draftedAt: at(60) })
  const swift = await change(2, { draftedAt: at(63) })
  return { flagged, calm, swift }
}

const preview = (browser = signatory) => browser.post('/reviews/signing/preview', { all: 'yes' })

async function signFrom(html: string, ids?: string[]) {
  const $ = load(html)
  const review =
    ids ??
    $('form[action="/reviews/signing"] input[name=review]')
      .map((_, one) => one.attribs['value'])
      .get()
  return signatory.post('/reviews/signing', { review, shown: String($('input[name=shown]').val() ?? '') })
}

describe('the order of the signatory’s desk', () => {
  test('flagged first, then what came too fast, then five drawn by lot, then the rest; the same all day', async () => {
    const { flagged, swift } = await mixedDesk()
    const first = await desk()
    expect(Object.keys(first)).toEqual(['flagged', 'swift', 'sample', 'rest'])
    expect(first).toMatchObject({ flagged: [flagged], swift: [swift] })
    expect([first['sample']!.length, first['rest']!.length]).toEqual([5, 5])
    expect(await desk()).toEqual(first)
    const { text } = await signatory.get('/reviews/signing')
    expect(text).toContain('3 秒')
    expect(load(text)('[data-section=sample] .table-section').text()).toMatch(/抽查\s+5 人，已看 0 \/ 5/)
  })

  test('six seconds are not too fast, and neither are many that one act saved', async () => {
    await mixedDesk()
    await change(2, { draftedAt: at(66) })
    await change(3, { draftedAt: at(67) })
    await change(4, { draftedAt: at(67) })
    const { swift, sample, rest } = await desk()
    expect(swift).toBeUndefined()
    expect([...sample!, ...rest!]).toHaveLength(11)
  })

  test('signing the sample draws no other one that day', async () => {
    const { sample, rest } = await desk()
    const form = await signatory.post('/reviews/signing/preview', { review: sample! })
    expect((await signFrom(form.text)).status).toBe(303)
    expect(await desk()).toEqual({ rest })
  })

  test('own drafts are not drawn: another signatory signs them', async () => {
    const by = { draftedById: signatory.actor.accountId }
    const own = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((n) => change(n, by)))
    const { sample, rest } = await desk()
    expect(sample).toHaveLength(4)
    expect(rest!.sort()).toEqual(own.sort())
  })
})

describe('what was opened', () => {
  test('the desk page of a signatory is remembered once, for the answers as they were', async () => {
    const { flagged } = await mixedDesk()
    await reviewer.get(`/reviews/${flagged}`)
    for (const header of ['Sec-Purpose', 'Purpose']) await signatory.get(`/reviews/${flagged}`).set(header, 'prefetch')
    expect(await world.deps.db.reviewOpening.count()).toBe(0)
    await signatory.get(`/reviews/${flagged}`)
    await signatory.get(`/reviews/${flagged}`)
    const { db } = world.deps
    expect(await db.auditEntry.count({ where: { act: 'review.opened', recordId: flagged } })).toBe(1)
    const seen = async () => load((await signatory.get('/reviews/signing')).text)('[data-section=flagged]').text()
    expect(await seen()).toContain('已看 1 / 1')
    await reviewer.post(`/reviews/${flagged}/draft`, { version: '1', 'N12.answer': 'pending', 'N12.words': '又查' })
    expect(await seen()).toContain('已看 0 / 1')
  })

  test('signing warns by name of what was not opened, and signs all the same', async () => {
    const { flagged, swift } = await mixedDesk()
    const { sample } = await desk()
    for (const id of sample!) await signatory.get(`/reviews/${id}`)
    const warned = await preview()
    const links = load(warned.text)('[data-unopened] a')
    expect(links.map((_, link) => link.attribs['href']).get()).toEqual(
      [flagged, swift].map((id) => `/reviews/${id}?show=all`),
    )
    expect(warned.text).toContain('有 2 人应当打开看过再签')
    expect(warned.text).toContain('5 人，已看 5 / 5')
    for (const id of [flagged, swift]) await signatory.get(`/reviews/${id}`)
    expect(load((await preview()).text)('[data-unopened]')).toHaveLength(0)
    expect((await signFrom(warned.text)).status).toBe(303)
    expect(await world.deps.db.review.count({ where: { state: 'signed' } })).toBe(12)
  })
})

describe('giving a draft back', () => {
  const words = '请写明信访事项的办结时间'
  const giveBack = (id: string, also: Record<string, string> = {}) =>
    signatory.post(`/reviews/${id}/send-back`, { version: '1', words, ...also })

  test('it leaves the list and stands in the reviewer’s work with the words, until it is saved again', async () => {
    const { id } = await reviewOf(world, 'petitions', 0)
    expect((await signatory.get(`/reviews/${id}/send-back`)).text).toContain('N12')
    expect((await giveBack(id)).status).toBe(303)
    expect(Object.values(await desk()).flat()).not.toContain(id)
    const queue = load((await reviewer.get('/reviews')).text)
    const row = queue(`a[href="/reviews/${id}"]`).closest('tr').text()
    expect(row).toContain('负责人退回修改')
    expect(row).toContain(words)
    expect(queue('tbody tr')).toHaveLength(1)
    const shown = load((await reviewer.get(`/reviews/${id}`)).text)
    expect(shown('[data-sent-back]').text()).toContain(words)
    const saved = await reviewer.post(`/reviews/${id}/draft`, { version: '2', 'N12.answer': 'none' })
    expect(saved.status).toBe(303)
    expect(Object.values(await desk()).flat()).toContain(id)
    expect(load((await reviewer.get('/reviews')).text)('tbody tr')).toHaveLength(0)
    expect((await reviewer.get(`/reviews/${id}`)).text).not.toContain(words)
    expect(await world.deps.db.auditEntry.count({ where: { act: 'review.sent_back', recordId: id } })).toBe(1)
  })

  test('as long as it is away it is not signed, neither by choice nor by force', async () => {
    const { id } = await reviewOf(world, 'petitions', 0)
    await giveBack(id)
    const review = await reviewOf(world, 'petitions', 0)
    const chosen = await signatory.post('/reviews/signing/preview', { review: id })
    expect(chosen.text).toContain('将签署 0 人的意见')
    expect(chosen.text).toContain('等经办人重新保存后再签字')
    const forced = await signatory.post('/reviews/signing', { review: [id], shown: signingDigest([review]) })
    expect(forced.status).toBe(403)
    expect((await reviewOf(world, 'petitions', 0)).state).toBe('unsigned')
  })

  test('a second click is the same; other words wait until it was saved', async () => {
    const { id } = await reviewOf(world, 'petitions', 0)
    await giveBack(id)
    expect((await giveBack(id)).status).toBe(303)
    expect((await giveBack(id, { words: '另有一事' })).status).toBe(409)
    expect(await world.deps.db.sendBack.count()).toBe(1)
    expect(await world.deps.db.auditEntry.count({ where: { act: 'review.sent_back' } })).toBe(1)
  })

  test('without words, or about answers that changed meanwhile, nothing goes back and nothing typed is lost', async () => {
    const { id } = await reviewOf(world, 'petitions', 0)
    const empty = await giveBack(id, { words: '  ' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('请写明要修改或核实什么')
    await reviewer.post(`/reviews/${id}/draft`, { version: '1', 'N12.answer': 'pending' })
    const stale = await giveBack(id)
    expect(stale.status).toBe(409)
    expect(stale.text).toContain(words)
    expect(stale.text).toContain('正在核查')
    expect(await world.deps.db.sendBack.count()).toBe(0)
    expect((await giveBack(id, { version: '2' })).status).toBe(303)
  })

  test('only the department’s signatory gives back, and only what waits for a signature', async () => {
    const { id } = await reviewOf(world, 'petitions', 0)
    expect((await reviewer.post(`/reviews/${id}/send-back`, { version: '1', words })).status).toBe(403)
    const court = await reviewOf(world, 'court', 0)
    expect((await giveBack(court.id)).status).toBe(404)
    await world.deps.db.review.update({ where: { id }, data: { complete: false } })
    expect((await giveBack(id)).status).toBe(403)
    expect(await world.deps.db.sendBack.count()).toBe(0)
  })
})
