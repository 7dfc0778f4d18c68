import { load } from 'cheerio'
import { electionHeadings } from '../../src/teams/election-sheet'
import { writeWorkbook } from '../../src/sheets/writing'
import { signedIn, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { actorIn, makeCounty, type County } from '../support/county'
import { makeRound } from '../support/round'

let world: TestApp
let county: County
let clerk: Browser
let team: County['teams'][number]
let people: County['candidates']

beforeEach(async () => {
  world = await testApp({ now: '2026-03-05T02:00:00Z' })
  county = await makeCounty(world.deps.db, world.deps.keys, { candidates: 6 })
  team = county.teams[0]!
  people = county.candidates.filter(({ teamId }) => teamId === team.id)
  const township = county.townships.find(({ id }) => id === team.townshipId)!
  clerk = await signedIn(world, actorIn(county, 'township_clerk', township.name))
})
afterEach(() => world.close())

const fieldsOf = (over: Record<string, string> = {}) => ({
  version: '0',
  heldOn: '2026-03-01',
  voters: '1000',
  voted: '800',
  ...Object.fromEntries(people.map(({ id }) => [`result.${id}`, 'not_elected'])),
  [`result.${people[0]!.id}`]: 'elected',
  [`votes.${people[0]!.id}`]: '700',
  [`post.${people[0]!.id}`]: 'director',
  ...over,
})
const address = () => `/elections/${team.id}`

test('a township records who was elected, with votes, post and turnout', async () => {
  await clerk.post(address(), fieldsOf()).expect(303)
  const page = load((await clerk.get('/elections')).text)
  const line = page(`a[href="${address()}"]`).closest('tr').text().replace(/\s+/g, ' ')
  expect(line).toMatch(/已登记 2026-03-01 \d+ 1 .*80%.*1 人当选但没有“通过”结论/)
  const result = await world.deps.db.electionResult.findUniqueOrThrow({ where: { candidateId: people[0]!.id } })
  expect(result).toMatchObject({ result: 'elected', votes: 700, post: 'director' })
})

test('what cannot be is refused at its field, and nothing typed is lost', async () => {
  const refused = await clerk.post(address(), fieldsOf({ voted: '1200', [`votes.${people[0]!.id}`]: '多' }))
  expect(refused.status).toBe(422)
  const page = load(refused.text)
  expect(page('.problems a').attr('href')).toBe(`#votes.${people[0]!.id}`)
  expect(page('input[name=voted]').attr('value')).toBe('1200')
  await clerk.post(address(), fieldsOf({ voted: '1200' })).expect(422)
  expect(await world.deps.db.election.count()).toBe(0)
})

test('two who record the same team: the later sees what stands and keeps what was typed', async () => {
  const answers = await Promise.all([
    clerk.post(address(), fieldsOf()),
    clerk.post(address(), fieldsOf({ voters: '999' })),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
  const page = load(answers.find(({ status }) => status === 409)!.text)
  expect(page('[role=alert]').text()).toContain(people[0]!.name)
  expect(page('input[name=version]').attr('value')).toBe('1')
  await clerk.post(address(), fieldsOf({ version: '1', voters: '999' })).expect(303)
  expect(await world.deps.db.election.findFirst()).toMatchObject({ version: 2, voters: 999 })
})

test('another township’s team is not there', async () => {
  const other = county.townships.find(({ id }) => id !== team.townshipId)!
  const stranger = await signedIn(world, actorIn(county, 'township_clerk', other.name))
  await stranger.get(address()).expect(404)
  await stranger.post(address(), fieldsOf()).expect(404)
  expect((await stranger.get('/elections')).text).not.toContain(address())
})

test('a sheet is looked at first: good teams are taken, the others named with row and reason', async () => {
  const township = county.townships.find(({ id }) => id === team.townshipId)!.name
  const columns = Object.values(electionHeadings).map((heading) => ({ heading, width: 12 }))
  const [first, second] = people
  const rows = [
    [township, team.name, '2026-03-01', 1000, 800, first!.name, '当选', 700, '村委会主任'],
    [township, team.name, '', '', '', second!.name, '未当选', 100, ''],
    [township, '没有这个村', '2026-03-01', 10, 9, '某人', '当选', 9, '书记'],
  ]
  const file = await writeWorkbook([{ name: '结果', columns, rows }])
  const preview = await clerk.upload('/elections/import', file, '结果.xlsx').expect(200)
  const page = load(preview.text)
  expect(page('main').text()).toMatch(/可以导入 1 个班子.*1 个班子有问题/s)
  expect(page('.stale').text()).toContain('第 4 行')
  const packed = String(page('input[name=rows]').attr('value'))
  await clerk.post('/elections/import/rows', { rows: packed }).expect(303)
  expect(await world.deps.db.electionResult.count()).toBe(2)
  await clerk.post('/elections/import/rows', { rows: packed }).expect(409)
  await clerk.post('/elections/import/rows', { rows: packed.replace(team.id, county.teams.at(-1)!.id) })
  expect(await world.deps.db.election.count()).toBe(1)
})

test('who left is not among the candidates; who came after the vote is a mid-term addition', async () => {
  await world.deps.db.candidate.update({ where: { id: people[1]!.id }, data: { state: 'withdrawn' } })
  expect((await clerk.get(address())).text).not.toContain(people[1]!.name)
  people = people.filter((_, index) => index !== 1)
  await clerk.post(address(), fieldsOf()).expect(303)
  await world.deps.db.candidate.update({
    where: { id: people[0]!.id },
    data: { createdAt: new Date('2026-03-04T02:00:00Z') },
  })
  expect((await clerk.get('/elections')).text).toContain('届中增补 1 人')
})

test('who only reads sees the results and no form, before the vote and after', async () => {
  const [won, lost] = people
  const open = load((await (await signedIn(world, actorIn(county, 'observer'))).get(address()).expect(200)).text)
  expect(open('main .facts').text()).toContain('未登记')
  await clerk.post(address(), fieldsOf({ [`votes.${lost!.id}`]: '1' })).expect(303)
  for (const [role, links] of [
    ['leading_group', people.length],
    ['observer', 0],
  ] as const) {
    const page = load((await (await signedIn(world, actorIn(county, role))).get(address()).expect(200)).text)
    expect([role, page('main form, main input').length, page('main tbody th a').length]).toEqual([role, 0, links])
    expect(page('main .facts').text()).toContain('2026-03-01')
    const cells = page(`main tbody tr:has(th:contains("${won!.name}")) td`)
      .get()
      .map((cell) => page(cell).text().trim())
    expect(cells).toEqual([expect.stringContaining('当选'), '700', expect.stringContaining('主任')])
  }
})

const plain = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')

test('the candidate’s page and timeline tell the result to everybody who reads them, in both languages', async () => {
  const [won, lost] = people
  const townLead = county.townships.find(({ id }) => id === team.townshipId)!.name
  const lead = await signedIn(world, actorIn(county, 'township_lead', townLead))
  expect(plain((await lead.get(`/candidates/${won!.id}`)).text)).not.toContain('选举结果')
  await clerk.post(address(), fieldsOf({ [`votes.${lost!.id}`]: '1' })).expect(303)
  for (const reader of [clerk, lead, await signedIn(world, actorIn(county, 'leading_group'))]) {
    expect(plain((await reader.get(`/candidates/${won!.id}`)).text)).toMatch(
      /选举结果当选 · 700 票 · \S*主任（2026-03-01 投票）/,
    )
    const story = plain((await reader.get(`/candidates/${won!.id}/history`)).text)
    expect(story).toMatch(/选举结果（2026-03-01 投票）：当选 · 700 票 · \S*主任 王township_clerk/)
    expect(plain((await reader.get(`/candidates/${lost!.id}/history`)).text)).toContain('：未当选 · 1 票')
  }
  const english = await clerk.get(`/candidates/${lost!.id}`).set('Accept-Language', 'en')
  expect(plain(english.text)).toContain('Not elected · 1 vote (vote of 2026-03-01)')
})

test('the board tells how many teams have voted, from the first result on', async () => {
  await makeRound(world.deps.db, county, {})
  const board = async () => {
    const office = await signedIn(world, actorIn(county, 'office'))
    return load((await office.get('/progress').expect(200)).text)
  }
  expect((await board())('a[href^="/elections?"]')).toHaveLength(0)
  await clerk.post(address(), fieldsOf()).expect(303)
  const tile = (await board())('a.tile-number[href="/elections?state=held"]')
  expect(tile.text()).toBe(`1 / ${county.teams.length}`)
})
