import { load } from 'cheerio'
import { actorIn, makeCounty, type County } from '../support/county'
import { signedIn } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { found, makeRound } from '../support/round'

let world: TestApp
let county: County

beforeEach(async () => {
  world = await testApp()
  county = await makeCounty(world.deps.db, world.deps.keys, { candidates: 4 })
})
afterEach(() => world.close())

const board = async () => {
  const office = await signedIn(world, actorIn(county, 'office'))
  return load((await office.get('/progress').expect(200)).text)
}

test('every number of the board is a link to the people behind it', async () => {
  const round = await makeRound(world.deps.db, county, {
    0: { court: { N03: found() } },
    1: { police: 'unsigned' },
  })
  const page = await board()
  const figures = page('.tile-number')
    .toArray()
    .map((link) => [link.attribs['href'], page(link).text()])
  expect(figures).toContainEqual([`/candidates?round=${round.id}&standing=bar`, '1'])
  expect(figures).toContainEqual([`/candidates?round=${round.id}&standing=waiting`, '1'])
  expect(figures).toContainEqual([`/candidates?round=${round.id}&standing=clear`, '2'])
  const police = page('th:contains("公安")').parent()
  expect(
    police
      .find('a')
      .toArray()
      .map((link) => [link.attribs['href'], page(link).text()]),
  ).toEqual([
    [`/candidates?round=${round.id}&signed=police`, '3'],
    [`/candidates?round=${round.id}&waiting=police`, '1'],
  ])
  const town = page('[aria-labelledby=townships-title] tbody tr')
    .toArray()
    .map((row) =>
      page(row)
        .find('.number')
        .toArray()
        .map((cell) => page(cell).text()),
    )
  for (const [people, ...rest] of town) {
    const standings = rest.slice(0, -1).map(Number)
    expect(standings.reduce((sum, count) => sum + count, 0)).toBe(Number(people))
  }
  expect(town).toHaveLength(2)
  expect(page('.title-acts a').attr('href')).toContain('standing=clear')
})

test('the map of work: every number of it leads to exactly those people, and the table adds up', async () => {
  await makeRound(world.deps.db, county, { 0: { court: { N03: found() } }, 1: { police: 'unsigned' } })
  await world.deps.db.candidate.updateMany({ where: { id: county.candidates[3]!.id }, data: { state: 'draft' } })
  const office = await signedIn(world, actorIn(county, 'office'))
  const page = load((await office.get('/progress').expect(200)).text)
  const cells = page('svg [aria-label]').toArray()
  const shown = cells.filter((cell) => cell.attribs['href']!.includes('milestone'))
  expect(shown.length).toBeGreaterThanOrEqual(4)
  for (const cell of shown) {
    const list = load((await office.get(cell.attribs['href']!).expect(200)).text)
    const people = page(cell).text()
    expect([cell.attribs['href'], list('tbody tr').length]).toEqual([cell.attribs['href'], Number(people)])
  }
  const totals = page('[aria-labelledby=map-title] .table-section .number').toArray()
  const [all, ...columns] = totals.map((cell) => Number(page(cell).text()))
  expect([all, columns.reduce((sum, people) => sum + people, 0)]).toEqual([4, 4])
})

test('the trend and the news count people by day, and their lists hold those people', async () => {
  await makeRound(world.deps.db, county, { 1: { police: 'unsigned' } })
  const office = await signedIn(world, actorIn(county, 'office'))
  const page = load((await office.get('/progress').expect(200)).text)
  const links = page('a[href*="move=signed"]').toArray()
  expect(links.length).toBeGreaterThanOrEqual(3)
  for (const { attribs, ...link } of links) {
    const list = load((await office.get(attribs['href']!).expect(200)).text)
    const words = attribs['aria-label'] ?? page({ attribs, ...link } as never).text()
    expect(list('tbody tr').length).toBe(Number(/(\d+)\s*$/.exec(words)?.[1]))
  }
})

test('observers read counts and get no list; townships ask for no milestone, and departments find no board', async () => {
  await makeRound(world.deps.db, county, { 1: { police: 'unsigned' } })
  const observer = await signedIn(world, actorIn(county, 'observer'))
  const page = load((await observer.get('/progress').expect(200)).text)
  expect(page('svg text.picture-number').length).toBeGreaterThan(0)
  expect(page('main a[href*="/candidates"]').toArray()).toEqual([])
  const clerk = await signedIn(world, actorIn(county, 'township_clerk'))
  const people = async (query: string) =>
    load((await clerk.get(`/candidates${query}`).expect(200)).text)('tbody tr').length
  const day = world.deps.clock.today()
  expect(await people('?milestone=decided')).toBe(await people(''))
  expect(await people(`?move=signed&from=${day}&to=${day}`)).toBe(await people(''))
  const reviewer = await signedIn(world, actorIn(county, 'reviewer', 'police'))
  await reviewer.get('/progress').expect(403)
})

test('an overdue department says by how many working days', async () => {
  await makeRound(world.deps.db, county, { 1: { police: 'unsigned' } })
  world.setNow('2026-01-19T02:00:00Z')
  expect((await board())('th:contains("公安")').parent().text()).toContain('逾期 4 个工作日')
})

test('before the first round the board counts files, and says what comes next', async () => {
  const page = await board()
  expect(page('.empty-page').text()).toContain('还没有开始联审')
  // Two townships, and what they add up to.
  expect(page('[aria-labelledby=map-title] tbody tr')).toHaveLength(3)
})

test('a round that is not there is not found', async () => {
  const office = await signedIn(world, actorIn(county, 'office'))
  await office.get('/progress?round=00000000-0000-7000-8000-000000000000').expect(404)
  await office.get('/progress?cycle=zzz').expect(404)
})

test('a township starts with what waits for this person, in their own township only', async () => {
  const { db } = world.deps
  const other = county.townships[1]!
  const tiles = async (role: 'township_clerk' | 'township_lead') => {
    const browser = await signedIn(world, actorIn(county, role, other.name))
    const page = load((await browser.get('/').redirects(1).expect(200)).text)
    const numbers = page('[aria-labelledby=mine-title] .tile-number').toArray()
    return numbers.map((link) => [link.attribs['href'], page(link).text()])
  }
  // Three of the four are of the first township and must not count.
  await db.candidate.updateMany({ data: { state: 'draft' } })
  expect(await tiles('township_clerk')).toEqual([['/candidates?stage=draft', '1']])
  expect(await tiles('township_lead')).toEqual([])
  await db.candidate.updateMany({ data: { state: 'submitted' } })
  expect(await tiles('township_lead')).toEqual([['/candidates?stage=submitted', '1']])
})
