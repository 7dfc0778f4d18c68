import { load } from 'cheerio'
import { makeTails } from '../../src/candidates/finding/tails.actions'
import { spellName } from '../../src/candidates/pinyin'
import type { Browser } from '../support/accounts'
import { countyWorld, issueToAll, reviewOf, type World } from '../support/review-world'

let world: World
let office: Browser

beforeAll(async () => {
  world = await countyWorld(8)
  await issueToAll(world)
  office = await world.as('office')
  await rename(0, '欧阳青松')
  await rename(1, '青松甲')
  await rename(2, '单青')
})
afterAll(() => world.close())

const rename = (n: number, name: string) =>
  world.deps.db.candidate.update({ where: { id: idOf(n) }, data: { name, ...spellName(name) } })
const idOf = (n: number) => world.county.candidates[n]!.id

/** The names on the page that an answer leads to; of one person found, the address of their page. */
async function found(browser: Browser, q: string): Promise<string[] | string> {
  const answer = await browser.post('/find', { q })
  const goes = answer.headers['location'] ?? ''
  const page = goes.startsWith('/find?') ? await browser.get(goes) : answer
  if (page.status === 303) return page.headers['location']!
  const $ = load(page.text)
  return $('main tbody th')
    .toArray()
    .map((cell) => $(cell).contents().first().text())
}

test.each([
  ['the beginning of a name', '欧阳', 0],
  ['a double surname’s given name', '青松', null],
  ['the reading that a surname has', 'shan', 2],
  ['initials', 'oyqs', 0],
  ['initials of the given name', 'yqs', 0],
  ['pinyin in full, in capitals, with blanks', 'OU YANG', 0],
])('finds by %s', async (_what, q, only) => {
  expect(await found(office, q)).toEqual(only === null ? ['青松甲', '欧阳青松'] : `/candidates/${idOf(only)}`)
})

test('finds by the whole number and by its last four, which never stand in an address', async () => {
  const { idNumber } = world.county.candidates[4]!
  const whole = await office.post('/find', { q: ` ${idNumber.toLowerCase()} ` })
  expect(whole.headers['location']).toBe(`/candidates/${idOf(4)}`)
  const tail = await office.post('/find', { q: idNumber.slice(-4) })
  expect(tail.headers['location']).toBe(`/candidates/${idOf(4)}`)
  expect((await office.get(`/find?q=${idNumber}`)).status).toBe(200)
  expect(await found(office, '110105491231003')).toEqual([])
  const wrong = await office.post('/find', { q: `${idNumber.slice(0, 17)}Y` })
  expect([wrong.status, load(wrong.text)('.alert, .problems').text()]).toEqual([
    422,
    expect.stringContaining('身份证号'),
  ])
})

test('the end of a number written by an older version is found after the next start', async () => {
  const { idNumber } = world.county.candidates[5]!
  await world.deps.db.candidate.update({ where: { id: idOf(5) }, data: { idTail: null } })
  expect(await found(office, idNumber.slice(-4))).toEqual([])
  await makeTails(world.deps)
  expect(await found(office, idNumber.slice(-4))).toBe(`/candidates/${idOf(5)}`)
})

test('finds teams, and signs mean themselves', async () => {
  const [team] = world.county.teams
  const page = load((await office.get(`/find?q=${encodeURIComponent(team!.name)}`)).text)
  expect(page('.plain-list a').attr('href')).toBe(`/candidates?team=${team!.id}`)
  expect(await found(office, '%')).toEqual([])
  expect(await found(office, '_青')).toEqual([])
})

test('each role finds within its scope, and goes where it works', async () => {
  const reviewer = await world.as('reviewer', 'court')
  expect(await found(reviewer, '欧阳')).toBe(`/reviews/${(await reviewOf(world, 'court', 0)).id}?show=all`)
  const [here, there] = world.county.townships.map(({ name }) => name)
  const own = world.county.townships.findIndex(({ id }) => id === world.county.candidates[0]!.townshipId)
  const names = [here!, there!]
  expect(await found(await world.as('township_clerk', names[own]), '欧阳')).toBe(`/candidates/${idOf(0)}`)
  expect(await found(await world.as('township_clerk', names[1 - own]), '欧阳')).toEqual([])
  const observer = await world.as('observer')
  expect(await found(observer, '欧阳')).toEqual(['欧阳青松'])
  expect(await found(observer, world.county.candidates[0]!.idNumber)).toEqual([])
})

test('who keeps away from a person does not find them, and a department nobody that it was not asked about', async () => {
  const reviewer = await world.as('reviewer', 'police')
  const { id } = await reviewOf(world, 'police', 2)
  await world.deps.db.recusal.create({ data: { reviewId: id, accountId: reviewer.actor.accountId, at: new Date() } })
  expect(await found(reviewer, '单青')).toEqual([])
  expect(await found(await world.as('reviewer', 'police', true), '单青')).toBe(`/reviews/${id}?show=all`)
  await rename(6, '柳絮')
  await world.deps.db.review.deleteMany({ where: { candidateId: idOf(6), departmentId: reviewer.actor.departmentId! } })
  expect(await found(reviewer, '柳絮')).toEqual([])
})

test('an empty box says how to look', async () => {
  expect((await office.post('/find', { q: '  ' })).headers['location']).toBe('/find')
  expect((await office.get('/find')).text).toContain('身份证号后四位')
})
