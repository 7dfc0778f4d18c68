import { load } from 'cheerio'
import type { Browser } from '../support/accounts'
import { actorIn } from '../support/county'
import { countyWorld, draftAll, issueToAll, reviewOf, type World } from '../support/review-world'

jest.setTimeout(60_000)

// Saturday 2026-01-10. The signatory of petitions is away from Monday 12 to Wednesday 14; reviewer 2 may sign then.
let world: World
let signatory: Browser

beforeAll(async () => {
  world = await countyWorld(4)
  await issueToAll(world)
})
afterAll(() => world.close())

beforeEach(async () => {
  const { db } = world.deps
  await db.deputyship.deleteMany()
  await db.reviewOpening.deleteMany()
  const open = { state: 'unsigned', signedById: null, signedForId: null, signedAt: null }
  await db.review.updateMany({ where: { departmentId: world.county.departments['petitions']! }, data: open })
  await draftAll(world, 'petitions', first().accountId, ['N12'])
  at('2026-01-10')
  signatory = await world.as('signatory', 'petitions')
})

const head = () => actorIn(world.county, 'signatory', 'petitions')
const first = () => actorIn(world.county, 'reviewer', 'petitions')
const second = () => actorIn(world.county, 'reviewer', 'petitions', true)
const at = (day: string) => world.setNow(`${day}T01:00:00Z`)
const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')
const away = { fromOn: '2026-01-12', untilOn: '2026-01-14', words: '外出开会' }
const name = (fields: Record<string, string> = {}) =>
  signatory.post('/deputies', { deputyId: second().accountId, ...away, ...fields })
const deputy = async (day: string) => {
  at(day)
  return world.as('reviewer', 'petitions', true)
}
const preview = async (browser: Browser) => {
  const html = (await browser.post('/reviews/signing/preview', { all: 'yes' }).expect(200)).text
  const $ = load(html)
  const review = $('form[action="/reviews/signing"] input[name=review]')
    .toArray()
    .map((input) => input.attribs['value']!)
  return { html, form: { review, shown: String($('input[name=shown]').val() ?? '') } }
}

test('a signatory names one person of the department, with dates and a reason; anybody else is refused at the field', async () => {
  const field = async (fields: Record<string, string>) => {
    const page = await name(fields).expect(422)
    expect(load(page.text)('#words').text()).toBe(fields['words'] ?? '外出开会')
    return load(page.text)('.problems a').attr('href')
  }
  expect(await field({ deputyId: head().accountId })).toBe('#deputyId')
  expect(await field({ deputyId: actorIn(world.county, 'reviewer', 'court').accountId })).toBe('#deputyId')
  expect(await field({ fromOn: '2026-01-09' })).toBe('#fromOn')
  expect(await field({ untilOn: '2026-01-11' })).toBe('#untilOn')
  expect(await field({ words: '' })).toBe('#words')
  await name().expect(303)
  expect(await field({ deputyId: first().accountId, fromOn: '2026-01-14', untilOn: '2026-01-16' })).toBe('#fromOn')
  const page = words((await signatory.get('/deputies').expect(200)).text)
  expect(page).toContain(`${second().name} 2026-01-12 至 2026-01-14 尚未开始 外出开会`)
  const both = await Promise.all([name(later), name(later)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 422])
  expect(await world.deps.db.deputyship.count()).toBe(2)
})
const later = { fromOn: '2026-02-02', untilOn: '2026-02-03' }

test('within the dates the deputy signs, and every place that names the signer says for whom', async () => {
  await name().expect(303)
  const browser = await deputy('2026-01-12')
  expect(words((await browser.get('/reviews').expect(200)).text)).toContain('待签字')
  expect(words((await browser.get('/reviews/signing').expect(200)).text)).toContain(
    `您正代 ${head().name} 签字（至 2026-01-14）`,
  )
  const { html, form } = await preview(browser)
  expect(words(html)).toContain(`您正代 ${head().name} 签字`)
  expect(form.review).toHaveLength(4)
  await browser.post('/reviews/signing', form).expect(303)
  const review = await reviewOf(world, 'petitions')
  expect(review).toMatchObject({ state: 'signed', signedById: second().accountId, signedForId: head().accountId })
  const said = `${second().name}（代${head().name}）`
  expect(words((await browser.get(`/reviews/${review.id}?show=all`).expect(200)).text)).toContain(said)
  expect(words((await browser.get(`/candidates/${review.candidateId}/history`).expect(200)).text)).toContain(said)
  const entries = await world.deps.db.auditEntry.findMany({ where: { act: 'review.signed', recordId: review.id } })
  expect(entries.at(-1)!.details).toMatchObject({ signedFor: head().accountId })
  const english = await browser.get(`/reviews/${review.id}?show=all`).set('Accept-Language', 'en')
  expect(english.text).toContain(`(for ${head().name})`)
})

test('not what the deputy drafted, nor what the signatory did, nor whom either keeps away from', async () => {
  const { db } = world.deps
  await name().expect(303)
  const drafted = async (n: number, by: string) => {
    const { id } = await reviewOf(world, 'petitions', n)
    await db.review.update({ where: { id }, data: { draftedById: by } })
    return id
  }
  await drafted(0, second().accountId)
  const stead = await drafted(1, head().accountId)
  const away = await reviewOf(world, 'petitions', 2)
  await db.recusal.create({ data: { reviewId: away.id, accountId: head().accountId, at: new Date(), words: '亲属' } })
  const browser = await deputy('2026-01-13')
  const { html, form } = await preview(browser)
  expect(form.review).toEqual([(await reviewOf(world, 'petitions', 3)).id])
  expect(words(html)).toContain('自己填写了这份意见，或应当回避，不能代其签字')
  await browser.post('/reviews/signing', { ...form, review: [...form.review, stead] }).expect(409)
  await expect(
    db.review.update({
      where: { id: stead },
      data: { state: 'signed', signedById: second().accountId, signedForId: head().accountId, signedAt: new Date() },
    }),
  ).rejects.toThrow('review_signed_for_check')
  await db.recusal.deleteMany()
})

test('outside the dates, or once it is ended, nothing is signed, not even with a preview in hand', async () => {
  await name().expect(303)
  const refused = async (day: string) => {
    const browser = await deputy(day)
    const page = await browser.get('/reviews/signing').expect(403)
    expect(words(page.text)).toContain('代签人只能在代签期限内签')
    return browser
  }
  const id = (await reviewOf(world, 'petitions')).id
  expect((await (await refused('2026-01-11')).get(`/reviews/${id}/send-back`)).status).toBe(403)
  await refused('2026-01-15')
  const browser = await deputy('2026-01-14')
  const { form } = await preview(browser)
  const guard = await world.as('security_admin')
  const action = load((await guard.get('/deputies').expect(200)).text)('main form').attr('action')!
  const other = await world.as('signatory', 'court')
  await other.post(action).expect(403)
  await guard.post(action).expect(303)
  await guard.post(action).expect(409)
  await browser.post('/reviews/signing', form).expect(403)
  expect((await reviewOf(world, 'petitions')).state).toBe('unsigned')
  expect(words((await (await world.as('signatory', 'petitions')).get('/deputies')).text)).toContain('已提前结束')
  expect((await world.deps.db.auditEntry.findMany({ where: { act: 'deputy.ended' } })).length).toBe(1)
})

test('it ends with either account, and does not come back with it; a deputy may send back for the signatory', async () => {
  await name().expect(303)
  const browser = await deputy('2026-01-12')
  const id = (await reviewOf(world, 'petitions')).id
  const { version } = await reviewOf(world, 'petitions')
  await browser.post(`/reviews/${id}/send-back`, { version: String(version), words: '请再核实' }).expect(303)
  const admin = await world.as('system_admin')
  await admin.post(`/accounts/${head().accountId}/disabling`).expect(303)
  await browser.get('/reviews/signing').expect(403)
  await admin.post(`/accounts/${head().accountId}/enabling`).expect(303)
  await browser.get('/reviews/signing').expect(403)
  expect(await world.deps.db.deputyship.count({ where: { endedAt: null } })).toBe(0)
})
