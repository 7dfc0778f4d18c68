import { load } from 'cheerio'
import type { Browser } from '../support/accounts'
import { countyWorld, issueToAll, reviewOf, type World } from '../support/review-world'

jest.setTimeout(60_000)

let world: World
let clerk: Browser
let reviewer: Browser
let office: Browser

beforeAll(async () => {
  world = await countyWorld(5)
  await issueToAll(world)
  clerk = await world.as('township_clerk', '盛乐镇')
  reviewer = await world.as('reviewer', 'petitions')
  office = await world.as('office')
})
afterAll(() => world.close())

const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')

/** The n-th candidate's page, and its file sent back by 信访. */
async function sentBack(n: number) {
  const { id } = world.county.candidates[n]!
  const review = await reviewOf(world, 'petitions', n)
  await reviewer.post(`/reviews/${review.id}/return`, { reason: 'papers', words: '缺住址证明' }).expect(303)
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
