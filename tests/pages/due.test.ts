import { load } from 'cheerio'
import { dateFromDay } from '../../src/lib/day'
import type { Browser } from '../support/accounts'
import { actorIn } from '../support/county'
import { countyWorld, issueToAll, type World } from '../support/review-world'

jest.setTimeout(60_000)

// One round of 2026-01-10, due on Wednesday 2026-01-14; the cycle extends by two working days.
let world: World
let office: Browser
let round: string

beforeEach(async () => {
  world = await countyWorld(2)
  office = await world.as('office')
  round = `/rounds/${await issueToAll(world)}`
})
afterEach(() => world.close())

const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')
const at = (department: string) => `${round}/departments/${world.county.departments[department]!}`
const later = async (instant: string) => {
  world.setNow(instant)
  office = await world.as('office')
}
const rowOf = async (department: string) => {
  const $ = load((await office.get(round).expect(200)).text)
  return $('tr')
    .filter((_, tr) => $(tr).find('th').text() === department)
    .text()
    .replace(/\s+/g, ' ')
}
const sign = (department: string) =>
  world.deps.db.review.updateMany({
    where: { departmentId: world.county.departments[department]! },
    data: {
      state: 'signed',
      complete: true,
      draftedById: actorIn(world.county, 'reviewer', department).accountId,
      draftedAt: world.deps.clock.now(),
      signedById: actorIn(world.county, 'signatory', department).accountId,
      signedAt: world.deps.clock.now(),
    },
  })

test('one department gets two working days more, with a reason, once; its desk and the round’s page say so', async () => {
  const form = await office.get(`${at('court')}/extension`).expect(200)
  expect(words(form.text)).toContain('原截止日 2026-01-14，可延到 2026-01-16')
  const empty = await office.post(`${at('court')}/extension`, { words: ' ' }).expect(422)
  expect(load(empty.text)('.problems a').attr('href')).toBe('#words')
  await office.post(`${at('court')}/extension`, { words: '正在调卷' }).expect(303)
  expect(await rowOf('法院')).toMatch(/2026-01-16.*已延期：正在调卷（王office-county/)
  expect(await rowOf('公安')).toMatch(/2026-01-14 延期…/)
  const twice = await office.post(`${at('court')}/extension`, { words: '再延' }).expect(409)
  expect(words(twice.text)).toContain('只能延一次')
  await office.get(`${at('court')}/extension`).expect(409)
  const board = load((await office.get('/progress').expect(200)).text)('main')
    .text()
    .replace(/\s+/g, ' ')
  expect(board).toMatch(/法院[^院]*2026-01-16/)
  const [court, police] = [await world.as('reviewer', 'court'), await world.as('reviewer', 'police')]
  const queue = await court.get('/reviews').expect(200)
  expect(load(queue.text)('body').text()).toMatch(/还剩 5 个工作日（已延期）/)
  expect((await police.get('/reviews').expect(200)).text).toContain('还剩 3 个工作日')
  const desk = load(queue.text)('tbody th a').first().attr('href')!
  expect(load((await court.get(desk).expect(200)).text)('body').text()).toContain('还剩 5 个工作日')
  const entries = await world.deps.db.auditEntry.findMany({ where: { act: 'round.extended' } })
  expect(entries.map(({ details }) => details)).toEqual([{ department: 'court', from: '2026-01-14', to: '2026-01-16' }])
})

test('no guess for a year without a calendar, none where the cycle allows none, none for who has signed or is too late', async () => {
  const { db } = world.deps
  await sign('police')
  await office.post(`${at('police')}/extension`, { words: '要时间' }).expect(409)
  await later('2026-01-19T01:00:00Z')
  expect(words((await office.post(`${at('court')}/extension`, { words: '要时间' }).expect(409)).text)).toContain(
    '2026-01-16',
  )
  await later('2026-01-12T01:00:00Z')
  await db.round.updateMany({ data: { dueOn: dateFromDay('2031-01-14') } })
  expect(words((await office.post(`${at('court')}/extension`, { words: '要时间' }).expect(409)).text)).toContain('2031')
  await db.cycle.updateMany({ data: { extensionWorkingDays: 0 } })
  await office.post(`${at('court')}/extension`, { words: '要时间' }).expect(409)
  expect(await db.roundDepartment.count({ where: { NOT: { extendedAt: null } } })).toBe(0)
  await office.post(`${round}/departments/${world.county.cycleId}/extension`, { words: '要时间' }).expect(404)
})

test('who is overdue stands on the round’s page, is chased with one click, and reads it until all is signed', async () => {
  expect((await office.get(round)).text).not.toContain('逾期未签的单位')
  await office.post(`${at('court')}/reminder`).expect(409)
  await office.post(`${at('court')}/extension`, { words: '正在调卷' }).expect(303)
  await sign('police')
  await later('2026-01-15T01:00:00Z')
  const $ = load((await office.get(round).expect(200)).text)
  const late = $('section').filter((_, one) => $(one).find('h2').text() === '逾期未签的单位')
  expect(late.find('tbody tr')).toHaveLength(11)
  expect(late.text()).not.toMatch(/法院|公安/)
  expect(late.text().replace(/\s+/g, ' ')).toMatch(/信访 逾期 2 件 已逾期 1 个工作日 未催办/)
  await office.post(`${at('court')}/reminder`).expect(409)
  await office.post(`${at('police')}/reminder`).expect(409)
  await office.post(`${at('petitions')}/reminder`).expect(303)
  expect(words((await office.post(`${at('petitions')}/reminder`).expect(409)).text)).toContain('今天已经催办过')
  const petitions = await world.as('signatory', 'petitions')
  const reminder = '催办：第 1 轮应于 2026-01-14 前签字，还有 2 件没有签'
  expect(words((await petitions.get('/reviews').expect(200)).text)).toContain(reminder)
  expect(words((await (await world.as('reviewer', 'court')).get('/reviews')).text)).not.toContain('催办')
  await sign('petitions')
  expect(words((await petitions.get('/reviews')).text)).not.toContain('催办')
  expect(await world.deps.db.auditEntry.count({ where: { act: 'round.chased' } })).toBe(1)
})

test('everybody who is overdue is chased with one click, once a day, each with its own row in the trail', async () => {
  await office.post('/rounds/overdue/reminders').expect(409)
  await sign('police')
  await later('2026-01-15T01:00:00Z')
  await office.post(`${at('petitions')}/reminder`).expect(303)
  const list = async () => load((await office.get('/rounds/overdue').expect(200)).text)
  const button = 'form[action="/rounds/overdue/reminders"] button'
  expect((await list())(button).text()).toBe('全部催办（11 个）')
  const court = { departmentId: world.county.departments['court']! }
  const one = await world.deps.db.review.findFirstOrThrow({ where: court })
  const drafted = { draftedById: actorIn(world.county, 'reviewer', 'court').accountId, draftedAt: new Date() }
  await world.deps.db.review.update({ where: { id: one.id }, data: { complete: true, ...drafted } })
  expect((await list())('tr:contains("法院")').text()).toContain('没有填完 1 件，填好待签 1 件')
  const chased = await Promise.all([office.post('/rounds/overdue/reminders'), office.post('/rounds/overdue/reminders')])
  expect(chased.map(({ status }) => status).toSorted()).toEqual([303, 409])
  expect(words((await office.get('/rounds/overdue')).text)).toContain('今天都已催办过')
  expect((await list())(button)).toHaveLength(0)
  expect(words((await (await world.as('reviewer', 'court')).get('/reviews')).text)).toContain('催办：第 1 轮')
  expect(words((await (await world.as('reviewer', 'police')).get('/reviews')).text)).not.toContain('催办')
  const entries = await world.deps.db.auditEntry.findMany({ where: { act: 'round.chased' } })
  expect(new Set(entries.map(({ details }) => (details as { department: string }).department)).size).toBe(12)
  await later('2026-01-16T01:00:00Z')
  await office.post('/rounds/overdue/reminders').expect(303)
  expect(await world.deps.db.reminder.count({ where: { kind: 'chase' } })).toBe(24)
})

test('two clicks at once extend once, and chase once', async () => {
  const extend = () => office.post(`${at('court')}/extension`, { words: '正在调卷' })
  const extended = await Promise.all([extend(), extend()])
  expect(extended.map(({ status }) => status).toSorted()).toEqual([303, 409])
  await later('2026-01-15T01:00:00Z')
  const chased = await Promise.all([
    office.post(`${at('petitions')}/reminder`),
    office.post(`${at('petitions')}/reminder`),
  ])
  expect(chased.map(({ status }) => status).toSorted()).toEqual([303, 409])
})

test('the office sees everybody who is late over all rounds, chases from there, and the round says how many', async () => {
  const list = async () => words((await office.get('/rounds').expect(200)).text)
  await office.post(`${at('court')}/extension`, { words: '正在调卷' }).expect(303)
  expect(await list()).toMatch(/联审中.*有单位延期到 2026-01-16/)
  await world.deps.db.review.updateMany({ data: { state: 'unsigned' } })
  const others = Object.keys(world.county.departments).filter((key) => key !== 'court')
  for (const key of others) await sign(key)
  // The round's own day has passed, but the only department that owes anything has until Friday.
  await later('2026-01-15T01:00:00Z')
  expect(await list()).toContain('联审中')
  expect(words((await office.get('/rounds/overdue').expect(200)).text)).toContain('目前没有逾期的单位')
  await later('2026-01-20T01:00:00Z')
  expect(await list()).toMatch(/逾期单位（1）.*1 个单位逾期/)
  const page = words((await office.get('/rounds/overdue').expect(200)).text)
  expect(page).toMatch(
    /法院 第 1 轮 2 件未签 没有填完 2 件，填好待签 0 件 2026-01-16 · 已延期 ?已逾期 2 个工作日 ?还没有提醒 ?未催办/,
  )
  const chased = await office.post(`${at('court')}/reminder`, { from: 'overdue' }).expect(303)
  expect(chased.headers['location']).toBe('/rounds/overdue')
  const after = await office.get('/rounds/overdue').expect(200)
  expect(words(after.text)).toContain('2026-01-20 09:00 已催办')
  expect(load(after.text)('main form')).toHaveLength(0)
})
