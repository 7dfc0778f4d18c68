import { load } from 'cheerio'
import type { Browser } from '../support/accounts'
import { countyWorld, type World } from '../support/review-world'

jest.setTimeout(30_000)

let world: World
let office: Browser

beforeEach(async () => {
  world = await countyWorld(5)
  office = await world.as('office')
})
afterEach(() => world.close())

function planned(also: Record<string, string | string[]> = {}) {
  const department = Object.values(world.county.departments)
  return {
    which: 'new',
    townshipId: '',
    referenceDate: '2026-01-10',
    dueOn: '2026.1.15',
    number: '1',
    department,
    ...also,
  }
}

/** What the preview's form would send. */
function hidden(html: string): Record<string, string | string[]> {
  const fields: Record<string, string[]> = {}
  const $ = load(html)
  $('form[action="/rounds"] input[type=hidden]').each((_, input) => {
    const { name, value } = input.attribs
    if (name !== '_csrf') (fields[name!] ??= []).push(value ?? '')
  })
  return Object.fromEntries(Object.entries(fields).map(([name, all]) => [name, all.length > 1 ? all : all[0]!]))
}

test('the office sees who will be sent, sends, and a second click sends nothing', async () => {
  const preview = await office.post('/rounds/preview', planned())
  expect(preview.status).toBe(200)
  expect(preview.text).toContain('5 人发给 13 个单位')
  for (const { name } of world.county.candidates) expect(preview.text).toContain(name)
  const [first, second] = await Promise.all([
    office.post('/rounds', hidden(preview.text)),
    office.post('/rounds', hidden(preview.text)),
  ])
  expect([first.status, second.status]).toEqual([303, 303])
  expect(first.headers['location']).toBe(second.headers['location'])
  const { db } = world.deps
  expect(await db.round.count()).toBe(1)
  expect(await db.review.count()).toBe(5 * 13)
  expect(await db.auditEntry.count({ where: { act: 'round.issued' } })).toBe(1)
  expect(await db.criteriaSet.count({ where: { state: 'frozen' } })).toBe(1)
  const standings = await db.standing.findMany()
  expect(standings.map(({ standing }) => standing)).toEqual(Array(5).fill('waiting'))
  expect(standings[0]!.waitingFor).toHaveLength(13)
  const page = await office.get(first.headers['location']!)
  expect(page.text).toContain('还剩 4 个工作日')
  expect(page.text).toContain('纪委监委')
})

test('a round whose item has no lead is refused, naming the item and the department', async () => {
  const { departments } = world.county
  const department = Object.values(departments).filter((id) => id !== departments['emergency'])
  const refused = await office.post('/rounds/preview', planned({ department }))
  expect(refused.status).toBe(422)
  expect(load(refused.text)('.problems').text()).toMatch(/N18.*应急管理/s)
  const forced = await office.post('/rounds', planned({ department, people: 'x' }))
  expect([409, 422]).toContain(forced.status)
  expect(await world.deps.db.round.count()).toBe(0)
})

test('people who changed since the preview are shown again and nothing is sent', async () => {
  const preview = await office.post('/rounds/preview', planned())
  const [gone] = world.county.candidates
  await world.deps.db.candidate.update({ where: { id: gone!.id }, data: { state: 'withdrawn' } })
  const answer = await office.post('/rounds', hidden(preview.text))
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('4 人发给')
  expect(await world.deps.db.round.count()).toBe(0)
})

test.each([
  ['a day in year 1', { referenceDate: '0001-01-01' }, '#referenceDate'],
  ['a due day in the past', { dueOn: '2026-01-09' }, '#dueOn'],
  ['a township that is no id', { townshipId: "'; --" }, '#townshipId'],
  ['nobody', { which: 'hold_ended' }, '#which'],
  ['a reason that is none', { which: ['new', 'anybody'] }, '#which'],
])('%s is refused beside its field, and what was typed stays', async (_, also, link) => {
  const refused = await office.post('/rounds/preview', planned(also))
  expect(refused.status).toBe(422)
  const $ = load(refused.text)
  expect($(`.problems a[href="${link}"]`)).toHaveLength(1)
  expect($('input[name=department][checked]')).toHaveLength(13)
})

test('without the calendar of the year the page says so instead of guessing', async () => {
  await world.deps.db.calendarYear.deleteMany()
  const page = await office.get('/rounds/new')
  expect(page.status).toBe(200)
  expect(load(page.text)('.problems a[href="#dueOn"]').text()).toContain('2026')
})

test('a closed round takes nothing any more and is not closed twice', async () => {
  const preview = await office.post('/rounds/preview', planned({ townshipId: world.county.townships[1]!.id }))
  const { headers } = await office.post('/rounds', hidden(preview.text))
  const path = `${headers['location']}/closing`
  expect((await office.get(path)).text).toContain('还有 13 件意见没有签字')
  expect((await office.post(path)).status).toBe(303)
  expect((await office.post(path)).status).toBe(409)
  expect((await world.deps.db.round.findFirstOrThrow()).state).toBe('closed')
})

test('a round that does not exist is not found', async () => {
  expect((await office.get('/rounds/018f0000-0000-7000-8000-000000000001')).status).toBe(404)
  expect((await office.get('/rounds/x')).status).toBe(404)
})
