import { load } from 'cheerio'
import type { Browser } from '../support/accounts'
import { pdf } from '../support/documents'
import { heldMeeting } from '../support/meeting'
import { askedReview, standingOf } from '../support/recheck-world'
import { countyWorld, type World } from '../support/review-world'
import { found, makeRound } from '../support/round'

jest.setTimeout(60_000)

let world: World
let office: Browser
let clerk: Browser
let path: string

const demand = '退清所占集体资金并取得村委会收据'

// 农业农村 leads N13 and found it, so did 财政 beside it; 审计 did not.
beforeAll(async () => {
  world = await countyWorld(3)
  const owed = { N13: found({ evidenceType: '审计报告', words: '农业农村局核查' }) }
  await makeRound(world.deps.db, world.county, { 0: { agriculture: owed } })
  office = await world.as('office')
  clerk = await world.as('township_clerk', '盛乐镇')
  path = `/outcomes/${await putRight(0, '2026-01-20')}/rectification`
})
afterAll(() => world.close())

const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')
const seenIn = (html: string) => String(load(html)('input[name=seen]').val())

/** An outcome `rectify` in force; gives its id. */
async function putRight(n: number, until: string): Promise<string> {
  const candidateId = world.county.candidates[n]!.id
  const decided = { decision: 'rectify' as const, until, words: demand }
  const deliberationId = await heldMeeting(world, office.actor, world.county.cycleId, { [candidateId]: decided })
  const proposal = { standing: 'refer', candidateIds: candidateId, outcome: 'rectify', until, words: demand }
  await office.post('/outcomes', { ...proposal, deliberationId }).expect(303)
  const { id } = await world.deps.db.outcome.findFirstOrThrow({ where: { candidateId, state: 'proposed' } })
  await (await world.as('leading_group')).post('/outcomes/approvals', { outcomeIds: id }).expect(303)
  return id
}

test('the township sees what and by when on its first page, and no department', async () => {
  const home = await clerk.get('/township').expect(200)
  expect(words(home.text)).toMatch(/云川1.*N13.*退清所占集体资金.*2026-01-20.*待整改/)
  const page = await clerk.get(path).expect(200)
  expect(words(page.text)).toContain(demand)
  expect(home.text + page.text).not.toMatch(/农业农村|财政|审计局|agriculture/)
  const neighbour = await world.as('township_clerk', '巧什营镇')
  expect((await neighbour.get(path)).status).toBe(404)
  expect((await neighbour.post(path, { proof: '已退', handedInOn: '2026-01-10' })).status).toBe(404)
  expect((await neighbour.get('/rectifications')).text).not.toContain('云川1')
})

test('without proof nothing is rechecked, and a proof is asked for in full', async () => {
  const early = await office.post(`${path}/recheck`, { dueOn: '2026-01-14', words: '请核实' })
  expect(early.status).toBe(409)
  const typed = { proof: ' ', handedInOn: '2026-01-11', seen: '' }
  expect((await clerk.post(path, typed)).status).toBe(422)
  const future = await clerk.post(path, { ...typed, proof: '已退清' })
  expect(future.status).toBe(422)
  expect(words(future.text)).toContain('晚于今天')
  expect(future.text).toContain('已退清')
})

test('two people record at once: one is told, and loses nothing typed', async () => {
  const seen = seenIn((await clerk.get(path)).text)
  const proof = { proof: '已退清，收据 3 号', handedInOn: '2026-01-10', seen }
  await clerk.post(path, proof).expect(303)
  await clerk.post(path, proof).expect(303)
  expect(await world.deps.db.auditEntry.count({ where: { act: 'rectification.recorded' } })).toBe(1)
  const other = await office.post(path, { ...proof, proof: '另一份说明' })
  expect(other.status).toBe(409)
  expect(words(other.text)).toContain('已退清，收据 3 号')
  expect(other.text).toContain('另一份说明')
})

test('the township attaches the proof, and a stranger does not', async () => {
  const attach = (by: Browser) => by.upload(`/evidence/rectification/${path.split('/')[2]}`, pdf(), '收据.pdf')
  expect((await attach(await world.as('township_clerk', '巧什营镇'))).status).toBe(404)
  await attach(clerk).expect(303)
  expect(words((await office.get(path)).text)).toContain('收据.pdf')
})

test('the recheck asks those who found it about that item alone, and the township no longer changes the proof', async () => {
  const outcome = await office.get(path.replace('/rectification', '')).expect(200)
  expect(load(outcome.text)(`a[href="${path}"]`)).toHaveLength(1)
  const page = await office.get(path).expect(200)
  expect(load(page.text)('textarea[name=words]').val()).toContain('收据 3 号')
  const send = () => office.post(`${path}/recheck`, { dueOn: '2026-01-14', words: '已退清，收据 3 号' })
  const [first, second] = await Promise.all([send(), send()])
  expect([first.status, second.status]).toEqual([303, 303])
  expect(first.headers['location']).toBe(second.headers['location'])
  const [recheck] = await world.deps.db.recheck.findMany({ include: { reviews: true } })
  expect(recheck).toMatchObject({ kind: 'rectify', items: ['N13'], state: 'open' })
  expect(recheck!.reviews.map(({ departmentId }) => departmentId)).toEqual([world.county.departments['agriculture']])
  const changed = await clerk.post(path, { proof: '再改', handedInOn: '2026-01-10', seen: '' })
  expect(changed.status).toBe(409)
  expect((await clerk.post(`${path}/recheck`, { dueOn: '2026-01-14', words: 'x' })).status).toBe(403)
})

test('who found it before may look again; signed, the standing follows and it leaves the township’s page', async () => {
  const { id } = await askedReview(world, 'agriculture', 0)
  const reviewer = await world.as('reviewer', 'agriculture')
  const desk = await reviewer.get(`/reviews/${id}`)
  expect(load(desk.text)('[data-item]')).toHaveLength(1)
  expect(load(desk.text)('[data-asked]').text()).toContain('收据 3 号')
  expect(words(desk.text)).toContain('收据.pdf')
  const link = String(load(desk.text)('#evidence a').attr('href'))
  for (const reader of [reviewer, await world.as('leading_group')]) await reader.get(link).expect(200)
  for (const other of [await world.as('reviewer', 'court'), await world.as('township_clerk', '巧什营镇')])
    await other.get(link).expect(404)
  await reviewer.post(`/reviews/${id}/draft`, { version: '1', 'N13.answer': 'none' }).expect(303)
  const signatory = await world.as('signatory', 'agriculture')
  const preview = await signatory.post('/reviews/signing/preview', { review: [id] })
  const shown = String(load(preview.text)('input[name=shown]').val())
  await signatory.post('/reviews/signing', { review: [id], shown }).expect(303)
  expect(await standingOf(world, 0)).toBe('clear')
  expect(words((await clerk.get('/township')).text)).not.toContain('待整改')
  expect(words((await clerk.get(path)).text)).toContain('已复查')
})

test('what is late says by how many days', async () => {
  const { deps } = world
  await deps.db.outcome.updateMany({ data: { until: new Date('2026-01-05') } })
  await deps.db.rectification.deleteMany()
  expect(words((await clerk.get('/township')).text)).toContain('已逾期 5 天')
  expect(words((await office.get('/rectifications')).text)).toContain('整改逾期')
})
