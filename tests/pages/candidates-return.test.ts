import { load } from 'cheerio'
import { loadPreset } from '../../src/criteria/presets'
import { itemsOwnedBy } from '../../src/standings/owners'
import type { Browser } from '../support/accounts'
import { actorIn } from '../support/county'
import { countyWorld, issueToAll, reviewOf, type World } from '../support/review-world'

jest.setTimeout(60_000)

const courtItems = itemsOwnedBy('court', loadPreset('main20')).map(({ code }) => code)

let world: World
let clerk: Browser
let reviewer: Browser
let office: Browser

beforeAll(async () => {
  world = await countyWorld(9)
  await issueToAll(world)
  clerk = await world.as('township_clerk', '盛乐镇')
  reviewer = await world.as('reviewer', 'petitions')
  office = await world.as('office')
})
afterAll(() => world.close())

const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')

/** The n-th candidate's page, and its file sent back by 信访. */
async function sentBack(n: number, reason: 'papers' | 'identity' = 'papers') {
  const { id } = world.county.candidates[n]!
  const review = await reviewOf(world, 'petitions', n)
  await reviewer.post(`/reviews/${review.id}/return`, { reason, words: '缺住址证明' }).expect(303)
  return { id, path: `/candidates/${id}`, reviewId: review.id }
}

test('a file in review cannot be changed, and the township sees no standing', async () => {
  const { id } = world.county.candidates[3]!
  await clerk.get(`/candidates/${id}/edit`).expect(403)
  const page = words((await clerk.get(`/candidates/${id}`)).text)
  expect(page).toContain('联审中')
  expect(page).not.toMatch(/未办结|纪委|公安|法院|信访/)
  expect(words((await office.get(`/candidates/${id}`)).text)).toContain('未办结')
})

test('the township learns the reason of a return and not the department or its people', async () => {
  const { path } = await sentBack(0)
  const page = await clerk.get(path).expect(200)
  expect(words(page.text)).toContain('材料不全或有误')
  expect(words(page.text)).toContain('缺住址证明')
  expect(words(page.text)).not.toMatch(/信访|reviewer-petitions|部门经办人/)
  expect(words((await office.get(path)).text)).toContain('reviewer-petitions')
  expect(load((await clerk.get('/candidates?stage=sent_back')).text)('tbody tr')).toHaveLength(1)
})

test('the corrected file goes back to whoever returned it, and the standing waits for them', async () => {
  const { id, path, reviewId } = await sentBack(1)
  const { deps } = world
  const { version } = await deps.db.candidate.findUniqueOrThrow({ where: { id } })
  const { teamId } = world.county.candidates[1]!
  const file = { name: '云川二', idNumber: '', position: 'party_member', politicalStatus: '01', education: '30' }
  world.setNow('2026-01-10T01:10:00Z')
  await clerk.post(`${path}/file`, { ...file, teamId, version: String(version) }).expect(303)
  await clerk.post(`${path}/resubmission`, { words: '已补住址证明' }).expect(303)
  expect(await deps.db.review.findUniqueOrThrow({ where: { id: reviewId } })).toMatchObject({ state: 'unsigned' })
  expect(await deps.db.standing.findUniqueOrThrow({ where: { candidateId: id } })).toMatchObject({
    standing: 'waiting',
  })
  expect(words((await clerk.get(path)).text)).not.toContain('缺住址证明，请补正')
  await clerk.get(`${path}/edit`).expect(403)
  await clerk.post(`${path}/resubmission`).expect(403)
})

/** The n-th candidate with an opinion that 法院 has signed, sent back by 信访, corrected in these fields. */
async function corrected(n: number, fields: Record<string, string>) {
  const { deps, county } = world
  world.setNow(`2026-01-10T01:1${n - 5}:00Z`)
  const court = await reviewOf(world, 'court', n)
  const [drafter, signer] = [actorIn(county, 'reviewer', 'court'), actorIn(county, 'signatory', 'court')]
  const at = deps.clock.now()
  const drafted = { draftedById: drafter.accountId, draftedAt: at, complete: true }
  const hands = { ...drafted, signedById: signer.accountId, signedAt: at }
  const answers = Object.fromEntries(courtItems.map((code) => [code, { answer: 'none', facts: [] }]))
  await deps.db.review.update({ where: { id: court.id }, data: { ...hands, answers, state: 'signed' } })
  const back = await sentBack(n, 'identity')
  world.setNow(`2026-01-10T01:1${n - 5}:20Z`)
  const { version } = await deps.db.candidate.findUniqueOrThrow({ where: { id: back.id } })
  const { name, teamId } = county.candidates[n]!
  const file = { name, teamId, idNumber: '', position: 'party_member', politicalStatus: '01', education: '30' }
  await clerk.post(`${back.path}/file`, { ...file, ...fields, version: String(version) }).expect(303)
  return { ...back, courtId: court.id }
}

test('a corrected name: the township sees old and new, and everybody who signed is asked anew', async () => {
  const { deps } = world
  const { id, path, reviewId, courtId } = await corrected(6, { name: '云川陆' })
  const before = words((await clerk.get(path)).text)
  expect(before).toContain('云川7')
  expect(before).toContain('云川陆')
  expect(before).toContain('各单位将重新审查')
  world.setNow('2026-01-10T01:11:40Z')
  await clerk.post(`${path}/resubmission`, {}).expect(303)
  const recheck = await deps.db.recheck.findFirstOrThrow({ where: { candidateId: id }, include: { reviews: true } })
  expect(recheck).toMatchObject({ kind: 'identity', items: [], state: 'open' })
  expect(recheck.reviews).toHaveLength(1)
  expect(recheck.reviews[0]).toMatchObject({ originId: courtId, pass: 1, state: 'unsigned', answers: {} })
  expect(await deps.db.review.findUniqueOrThrow({ where: { id: reviewId } })).toMatchObject({ state: 'unsigned' })
  const standing = await deps.db.standing.findUniqueOrThrow({ where: { candidateId: id } })
  expect(standing.waitingFor).toContain('court')
  expect(words((await office.get(path)).text)).toContain('更正了身份信息')
  await clerk.post(`${path}/resubmission`, {}).expect(403)
  expect(await deps.db.recheck.count({ where: { candidateId: id } })).toBe(1)
})

test('only papers: whoever sent it back looks again, and nobody else', async () => {
  const { deps } = world
  const { id, path, reviewId } = await corrected(7, { phone: '13800000000' })
  expect(words((await clerk.get(path)).text)).toContain('由退回的单位再看')
  await clerk.post(`${path}/resubmission`, {}).expect(303)
  expect(await deps.db.recheck.count({ where: { candidateId: id } })).toBe(0)
  expect(await deps.db.review.findUniqueOrThrow({ where: { id: reviewId } })).toMatchObject({ state: 'unsigned' })
  const standing = await deps.db.standing.findUniqueOrThrow({ where: { candidateId: id } })
  expect(standing.waitingFor).not.toContain('court')
  expect(words((await office.get(path)).text)).toContain('只补正材料')
})

test('a file in review stays in its team', async () => {
  const { id, path } = await sentBack(4)
  const { version } = await world.deps.db.candidate.findUniqueOrThrow({ where: { id } })
  const file = {
    name: '云川五',
    idNumber: '',
    position: 'party_member',
    politicalStatus: '01',
    version: String(version),
  }
  const refused = await clerk.post(`${path}/file`, { ...file, teamId: world.county.teams[0]!.id }).expect(422)
  expect(load(refused.text)('.problems a').attr('href')).toBe('#teamId')
})

test('withdrawal during the review is the standing at once', async () => {
  const { id } = world.county.candidates[3]!
  await clerk.post(`/candidates/${id}/withdrawal`, { words: '本人放弃' }).expect(303)
  const standing = await world.deps.db.standing.findUniqueOrThrow({ where: { candidateId: id } })
  expect(standing.standing).toBe('withdrawn')
})
