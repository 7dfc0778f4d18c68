import { load } from 'cheerio'
import { dateFromDay } from '../../src/lib/day'
import { newId } from '../../src/lib/ids'
import type { Browser } from '../support/accounts'
import { pdf } from '../support/documents'
import { countyWorld, issueToAll, reviewOf, type World } from '../support/review-world'
import { found, plainly } from '../support/round'

jest.setTimeout(60_000)

let world: World
let reviewer: Browser
let signatory: Browser
let office: Browser
beforeAll(async () => {
  world = await countyWorld(6)
  await issueToAll(world)
  reviewer = await world.as('reviewer', 'petitions')
  signatory = await world.as('signatory', 'petitions')
  office = await world.as('office')
})
afterAll(() => world.close())

const db = () => world.deps.db
const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')
const desk = async (n: number, by = reviewer) => load((await by.get(`/reviews/${(await mine(n)).id}`)).text)
const mine = (n: number) => reviewOf(world, 'petitions', n)
const attach = async (
  n: number,
  { by = reviewer, item = 'N12', text = `判决 ${n}`, name = '信访处理决定书.pdf' } = {},
) => by.upload(`/evidence/review/${(await mine(n)).id}`, pdf(text), name, { item })

/** A draft of 信访 on the n-th candidate. */
async function drafted(n: number, answer = found()) {
  const data = {
    answers: { N12: answer },
    complete: true,
    flagged: answer.answer === 'found',
    draftedAt: world.deps.clock.now(),
  }
  const { id } = await mine(n)
  await db().review.update({ where: { id }, data: { ...data, draftedById: reviewer.actor.accountId } })
}

async function linkOn(n: number): Promise<string> {
  return (
    await db().evidenceLink.findFirstOrThrow({ where: { recordId: (await mine(n)).id }, orderBy: { id: 'desc' } })
  ).id
}

async function sign(n: number): Promise<void> {
  const preview = load((await signatory.post('/reviews/signing/preview', { review: [(await mine(n)).id] })).text)
  const form = preview('form[action="/reviews/signing"]')
  const fields = form.find('input[type=hidden]:not([name=_csrf])').toArray()
  const sent = Object.fromEntries(fields.map((one) => [one.attribs['name']!, one.attribs['value']!]))
  await signatory.post('/reviews/signing', sent).expect(303)
}

describe('papers on what a department has found', () => {
  test('are attached to an item saved as found, shown with it, and fixed once signed', async () => {
    await drafted(0, plainly('none'))
    expect((await desk(0))('#attaching').text()).toContain('答复会先按原样保存')
    const early = await attach(0)
    expect([early.status, words(early.text)]).toEqual([422, expect.stringContaining('只能是已保存为“有”的情形')])
    await drafted(0)
    expect((await desk(0))('#attaching select[name=item] option').text()).toContain('N12')
    const sent = await attach(0)
    expect([sent.status, sent.headers['location']]).toEqual([303, `/reviews/${(await mine(0)).id}#proofs`])
    expect((await desk(0))('#proofs li').text().replace(/\s+/g, ' ')).toContain('信访处理决定书.pdf N12 · pdf')
    expect((await attach(0, { by: signatory, text: '别的' })).status).toBe(403)
    await sign(0)
    expect((await desk(0))('#proofs form, #attaching')).toHaveLength(0)
    expect((await attach(0, { text: '迟到' })).status).toBe(403)
    expect((await reviewer.post(`/evidence/${await linkOn(0)}/removal`, { why: '不要了' })).status).toBe(403)
  })

  test('are attached from the desk’s own form, which saves what was typed and loses nothing of what it refuses', async () => {
    const { id, version } = await mine(4)
    const send = (fields: Record<string, string>, path = `/reviews/${id}/papers`) =>
      reviewer.upload(path, pdf('判决 4'), '决定书.pdf', { version: String(version), item: 'N12', ...fields })
    const typed = { 'N12.answer': 'found', 'N12.words': '当事人已申诉' }
    const refused = await send({ ...typed, 'N12.0.effect': '二月三十' })
    expect([refused.status, load(refused.text)('[name="N12.words"]').val()]).toEqual([422, '当事人已申诉'])
    expect(load(refused.text)('#attaching[open] option[selected]').val()).toBe('N12')
    const other = await send({ 'N12.answer': 'none', 'N12.words': '查无' })
    expect([other.status, words(other.text)]).toEqual([422, expect.stringContaining('只能是已保存为“有”的情形')])
    expect(load(other.text)('[name="N12.words"]').val()).toBe('查无')
    expect((await send(typed)).status).toBe(409)
    const now = String((await mine(4)).version)
    expect((await send({ ...typed, version: now }, `/reviews/${id}/papers?show=todo`)).headers['location']).toBe(
      `/reviews/${id}#proofs`,
    )
    const page = await desk(4)
    expect(page('#proofs li').text()).toContain('决定书.pdf')
    expect([page('[name="N12.words"]').val(), (await mine(4)).version]).toEqual(['当事人已申诉', version + 2])
    const left = await reviewer.post(`/reviews/${id}/draft`, { ...typed, 'N12.words': '又写', file: '判决书.pdf' })
    expect([left.status, load(left.text)('[name="N12.words"]').val()]).toEqual([422, '又写'])
    expect(load(left.text)('.problems a').attr('href')).toBe('#file')
  })

  test('are read by the department and, once signed, by the office and the leading group beside the answer', async () => {
    await drafted(1)
    await attach(1)
    const link = await linkOn(1)
    const leader = await world.as('leading_group')
    const file = `/candidates/${world.county.candidates[1]!.id}`
    for (const by of [office, leader]) expect((await by.get(`/evidence/${link}`)).status).toBe(404)
    expect((await office.get(file)).text).not.toContain('信访处理决定书')
    await sign(1)
    const got = await office.get(`/evidence/${link}`).expect(200)
    expect(got.headers).toMatchObject({
      'content-disposition': expect.stringContaining(encodeURIComponent('信访处理决定书.pdf')),
      'content-security-policy': "sandbox; default-src 'none'",
    })
    for (const by of [leader, reviewer, signatory]) await by.get(`/evidence/${link}`).expect(200)
    expect(load((await leader.get(file)).text)(`.why a[href="/evidence/${link}"]`).text()).toBe('信访处理决定书.pdf')
    expect(await db().auditEntry.count({ where: { act: 'evidence.viewed', recordId: link } })).toBe(4)
    const [clerk, lead] = [await world.as('township_clerk'), await world.as('township_lead')]
    const [police, court] = [await world.as('reviewer', 'police'), await world.as('signatory', 'court')]
    for (const by of [clerk, lead, police, court]) expect((await by.get(`/evidence/${link}`)).status).toBe(404)
    const colleague = await world.as('reviewer', 'petitions', true)
    await db().recusal.create({
      data: { reviewId: (await mine(1)).id, accountId: colleague.actor.accountId, at: new Date() },
    })
    expect((await colleague.get(`/evidence/${link}`)).status).toBe(404)
  })

  test('stand in the preview of the signature and in the history, for the department, the office and the leading group', async () => {
    const { id, candidateId } = await mine(5)
    await drafted(5)
    await attach(5, { name: '信访笔录.pdf' })
    const preview = load((await signatory.post('/reviews/signing/preview', { review: [id] })).text)
    expect(preview('[data-proofs] a').text()).toBe('N12 信访笔录.pdf')
    const history = async (by: Browser) => load((await by.get(`/candidates/${candidateId}/history`).expect(200)).text)
    expect((await history(reviewer))('body').text()).not.toContain('信访笔录')
    await sign(5)
    const leader = await world.as('leading_group')
    for (const by of [reviewer, office, leader]) {
      const link = (await history(by))('[data-proofs] a')
      expect([link.text(), link.attr('href')]).toEqual(['信访笔录.pdf', `/evidence/${await linkOn(5)}`])
    }
    for (const by of [await world.as('reviewer', 'court'), await world.as('township_clerk', '盛乐镇')])
      expect((await by.get(`/candidates/${candidateId}/history`)).text).not.toContain('信访笔录')
  })

  test('another department cannot attach, nor learn that the review exists', async () => {
    await drafted(2)
    const police = await world.as('reviewer', 'police')
    expect((await attach(2, { by: police })).status).toBe(404)
    expect((await attach(2, { by: office })).status).toBe(404)
    expect((await attach(2, { item: 'N03' })).status).toBe(422)
    expect((await attach(2, { item: '' })).status).toBe(422)
  })

  test('a paper that came after the preview asks for a new one', async () => {
    await drafted(2)
    const { id } = await mine(2)
    const preview = load((await signatory.post('/reviews/signing/preview', { review: [id] })).text)
    const fields = preview('form[action="/reviews/signing"] input[type=hidden]:not([name=_csrf])').toArray()
    const sent = Object.fromEntries(fields.map((one) => [one.attribs['name']!, one.attribs['value']!]))
    await attach(2)
    expect((await signatory.post('/reviews/signing', sent)).status).toBe(409)
  })

  test('go along with the answer that a later round carries, and not with one that a recheck asks anew', async () => {
    await drafted(3)
    await attach(3)
    await sign(3)
    const link = await linkOn(3)
    const { id: originId, roundId, candidateId, departmentId } = await mine(3)
    const { id: _, number: _n, ...like } = await db().round.findUniqueOrThrow({ where: { id: roundId } })
    const second = newId()
    await db().round.create({ data: { ...like, id: second, number: 2 } })
    await db().roundDepartment.create({ data: { roundId: second, departmentId } })
    const review = { candidateId, departmentId, roundId: second, originId }
    const carried = { id: newId(), ...review, state: 'carried' }
    await db().review.create({ data: carried })
    const shown = async (id: string) => load((await reviewer.get(`/reviews/${id}`)).text)('#proofs a')
    expect((await shown(carried.id)).attr('href')).toBe(`/evidence/${link}`)
    const asked = { kind: 'dispute', items: ['N12'], words: '', dueOn: dateFromDay('2026-01-15') }
    const opened = { openedById: office.actor.accountId, openedAt: world.deps.clock.now() }
    const recheckId = newId()
    await db().recheck.create({ data: { id: recheckId, candidateId, roundId: second, ...asked, ...opened } })
    const again = { id: newId(), ...review, pass: 1, recheckId }
    await db().review.create({ data: again })
    expect(await shown(again.id)).toHaveLength(0)
    await db().recheck.update({ where: { id: recheckId }, data: { items: ['N01'] } })
    expect(await shown(again.id)).toHaveLength(1)
  })

  test('one department cannot fill the space of all, nor one record more than its own', async () => {
    const { config } = world.deps
    const most = config.evidenceQuota
    await drafted(4)
    config.evidenceQuota = 4 * 1024 * 1024
    const first = await attach(4, { text: 'x'.repeat(700_000), name: '一.pdf' })
    const second = await attach(4, { text: 'y'.repeat(700_000), name: '二.pdf' })
    config.evidenceQuota = most
    expect([first.status, second.status, words(second.text)]).toEqual([
      303,
      422,
      expect.stringContaining('本单位存放附件的空间（1 MB）已满'),
    ])
    await db().evidence.updateMany({ where: { size: { gt: 700_000 } }, data: { size: 100 * 1024 * 1024 } })
    const heavy = await attach(4, { text: 'z' })
    expect([heavy.status, words(heavy.text)]).toEqual([422, expect.stringContaining('合计不能超过 100 MB')])
  })
})
