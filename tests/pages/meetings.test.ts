import { load } from 'cheerio'
import { digestId } from '../../src/lib/id-digest'
import { newId } from '../../src/lib/ids'
import { signedIn, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { actorIn, idNumberOf, makeCounty, type County } from '../support/county'
import { pdf } from '../support/documents'
import { found, makeRound, plainly } from '../support/round'

let world: TestApp
let county: County
let office: Browser
let leader: Browser
let people: string[]

// 0 clear, 1 refer (N12), 2 hold (N06), 3 disputed (N03)
beforeEach(async () => {
  world = await testApp({ now: '2026-01-12T02:00:00Z' })
  county = await makeCounty(world.deps.db, world.deps.keys, { candidates: 4 })
  const round = await makeRound(world.deps.db, county, {
    1: { petitions: { N12: found({ evidenceType: '行政处罚决定' }) } },
    2: { discipline: { N06: plainly('pending') } },
    3: { police: { N03: found() } },
  })
  people = round.candidateIds
  office = await signedIn(world, actorIn(county, 'office'))
  leader = await signedIn(world, actorIn(county, 'leading_group'))
})
afterEach(() => world.close())

const agenda = () => world.deps.db.agendaItem.findMany({ orderBy: { position: 'asc' } })
const called = async () => (await office.post('/meetings', { metOn: '2026-01-12' }).expect(303)).headers['location']!
const attended = async (also: Record<string, string | string[]> = {}) => {
  const meeting = await called()
  await office.post(`${meeting}/attendance`, { others: '甲一、乙二、丙三', ...also }).expect(303)
  return meeting
}
const votes = { votesFor: '3', votesAgainst: '0', votesAbstained: '0', words: '逐人会商' }
const decide = async (meeting: string, candidateId: string, fields: Record<string, string | string[]>) => {
  const item = (await agenda()).find((one) => one.candidateId === candidateId)!
  return office.post(`${meeting}/items/${item.id}`, { version: String(item.version), ...votes, ...fields })
}
const decideAll = async (meeting: string) => {
  await decide(meeting, people[1]!, { decision: 'ineligible', groundItems: 'N12' })
  await decide(meeting, people[2]!, { decision: 'held', until: '2026-03-01' })
  await decide(meeting, people[3]!, { decision: 'recheck', groundItems: 'N03' })
}
const closing = { documentNumber: '示换领纪〔2026〕1号', metOn: '2026-01-12', sure: 'yes' }

test('the agenda holds the referred, the held and the disputed, once, and is brought up to date', async () => {
  const meeting = await called()
  expect((await agenda()).map(({ standing }) => standing).sort()).toEqual(['disputed', 'hold', 'refer'])
  await called()
  expect(await agenda()).toHaveLength(3)
  await world.deps.db.candidate.update({ where: { id: people[2]! }, data: { state: 'withdrawn' } })
  await office.post(`${meeting}/agenda`).expect(303)
  expect((await agenda()).map(({ candidateId }) => candidateId)).not.toContain(people[2])
})

test('of two meetings that are called at the same moment, nobody is on both agendas', async () => {
  await Promise.all([called(), called(), called()])
  expect((await agenda()).map(({ standing }) => standing).sort()).toEqual(['disputed', 'hold', 'refer'])
})

test('minutes close only with a quorum, everybody decided and a tick; then nothing changes any more', async () => {
  const meeting = await called()
  await office.post(`${meeting}/attendance`, { others: '甲一、乙二' })
  expect((await decide(meeting, people[1]!, { decision: 'eligible_with_reasons' })).status).toBe(422)
  await office.post(`${meeting}/attendance`, { others: '甲一、乙二、丙三' })
  await decideAll(meeting)
  await decide(meeting, people[3]!, { decision: '' }).then((refused) => expect(refused.status).toBe(422))
  await office.post(`${meeting}/closing`, { ...closing, sure: '' }).expect(422)
  await office.post(`${meeting}/closing`, closing).expect(303)
  await office.post(`${meeting}/closing`, closing).expect(409)
  const late = await decide(meeting, people[1]!, { decision: 'postponed' })
  expect([late.status, load(late.text)('main').text()]).toEqual([409, expect.stringContaining('纪要已经定稿')])
  await office.post(`${meeting}/attendance`, { others: '甲一' }).expect(409)
  await office.post(`${meeting}/agenda`).expect(409)
})

test('the minutes say who was there, who left, how they voted, and why', async () => {
  const meeting = await attended({ guests: '丁四' })
  await decideAll(meeting)
  await office.post(`${meeting}/closing`, closing).expect(303)
  const words = load((await leader.get(`${meeting}/minutes`).expect(200)).text)('main')
    .text()
    .replace(/\s+/g, ' ')
  for (const part of ['示换领纪〔2026〕1号', '甲一、乙二、丙三', '丁四', '云川2', '建议不列为候选人', 'N12', '赞成 3'])
    expect(words).toContain(part)
})

test('what was decided becomes one batch of proposals, each with its own outcome, once', async () => {
  const meeting = await attended()
  await decideAll(meeting)
  await office.get(`${meeting}/proposals`).expect(404)
  await office.post(`${meeting}/closing`, closing).expect(303)
  const page = load((await office.get(`${meeting}/proposals`).expect(200)).text)
  const candidateIds = page('input[name=candidateIds]')
    .toArray()
    .map((box) => box.attribs['value']!)
  expect(candidateIds.sort()).toEqual([people[1], people[2]].sort())
  const batchId = String(page('input[name=batchId]').attr('value'))
  await office.post(`${meeting}/proposals`, { candidateIds, batchId }).expect(303)
  await office.post(`${meeting}/proposals`, { candidateIds, batchId }).expect(303)
  const rows = await world.deps.db.outcome.findMany({ orderBy: { outcome: 'asc' } })
  expect(rows.map(({ outcome, ground, deliberationId }) => [outcome, ground, `/meetings/${deliberationId}`])).toEqual([
    ['held', null, meeting],
    ['ineligible', 'refer', meeting],
  ])
  expect(load((await office.get(`${meeting}/proposals`)).text)('input[name=candidateIds]')).toHaveLength(0)
})

test('who is near to a person is ticked as recused, and cannot vote on them', async () => {
  const member = actorIn(county, 'leading_group')
  const candidate = county.candidates[1]!
  await world.deps.db.account.update({ where: { id: member.accountId }, data: { teamId: candidate.teamId } })
  const meeting = await attended({ members: member.accountId })
  const item = (await agenda()).find((one) => one.candidateId === candidate.id)!
  const form = load((await office.get(`${meeting}/items/${item.id}`).expect(200)).text)
  expect(form('input[name=recused]:checked').attr('value')).toBe(member.name)
  const refused = await decide(meeting, candidate.id, { decision: 'eligible_with_reasons', votesFor: '4' })
  expect([refused.status, load(refused.text)('.problems a').attr('href')]).toEqual([422, '#recused'])
  const kept = await decide(meeting, candidate.id, { decision: 'eligible_with_reasons', recused: member.name })
  expect(kept.status).toBe(303)
})

test('why somebody is near stands beside the name: members by their numbers, others by name alone', async () => {
  const { id: candidateId } = county.candidates[1]!
  const { deps } = world
  const member = actorIn(county, 'leading_group')
  const own = digestId(deps.keys, idNumberOf(801))
  const know = (name: string) =>
    deps.db.account.update({ where: { id: member.accountId }, data: { name, idDigest: own } })
  await know('李近山')
  const declared = (kinship: string, name: string, idDigest: string | null) =>
    deps.db.relative.create({ data: { id: newId(), candidateId, kinship, name, idDigest } })
  const { id } = await declared('spouse', '李近山', digestId(deps.keys, idNumberOf(803)))
  await declared('sibling', '乙二', null)
  const meeting = await attended({ members: member.accountId })
  const item = (await agenda()).find((one) => one.candidateId === candidateId)!
  const labels = async () => {
    const form = load((await office.get(`${meeting}/items/${item.id}`).expect(200)).text)
    return form('input[name=recused]:checked')
      .map((_, box) => form(`label[for="${box.attribs['id']}"]`).text().trim())
      .get()
  }
  // The member has a number and it is another one: a namesake.
  expect(await labels()).toEqual(['乙二（与人选申报的兄弟姐妹同名（仅姓名相同，请核对），必须回避）'])
  await deps.db.relative.update({ where: { id }, data: { idDigest: own } })
  expect((await labels()).sort()).toEqual([
    '乙二（与人选申报的兄弟姐妹同名（仅姓名相同，请核对），必须回避）',
    '李近山（是人选申报的配偶（身份证号一致），必须回避）',
  ])
  const refused = await decide(meeting, candidateId, { decision: 'eligible_with_reasons', recused: '乙二' })
  expect([refused.status, load(refused.text)('.problems').text()]).toEqual([422, expect.stringContaining('李近山')])
})

test('the office brings papers to a meeting until its minutes are closed; the leading group reads them', async () => {
  const meeting = await attended()
  const attach = (by: Browser) => by.upload(`/evidence/deliberation/${meeting.split('/')[2]}`, pdf(), '会议材料.pdf')
  const page = async (by: Browser) => load((await by.get(meeting).expect(200)).text)
  expect((await page(leader))('#evidence')).toHaveLength(0)
  await attach(leader).expect(403)
  expect((await page(office))('#evidence form').attr('action')).toContain('/evidence/deliberation/')
  expect((await attach(office).expect(303)).headers['location']).toBe(`${meeting}#evidence`)
  const shown = await page(leader)
  expect(shown('#evidence form')).toHaveLength(0)
  await leader.get(String(shown('#evidence a').attr('href'))).expect(200)
  const clerk = await signedIn(world, actorIn(county, 'township_clerk'))
  await clerk.get(String(shown('#evidence a').attr('href'))).expect(404)
  await attach(clerk).expect(404)
  await decideAll(meeting)
  await office.post(`${meeting}/closing`, closing).expect(303)
  await attach(office).expect(403)
  expect((await page(office))('#evidence form')).toHaveLength(0)
  expect((await page(office))('#evidence a').text()).toBe('会议材料.pdf')
})

test('two who write down the same decision: one wins, the other sees it and keeps what was typed', async () => {
  const meeting = await attended()
  const item = (await agenda())[0]!
  const address = `${meeting}/items/${item.id}`
  const one = { version: '1', ...votes, decision: 'postponed', words: '先到' }
  const both = await Promise.all([office.post(address, one), office.post(address, { ...one, words: '后到的话' })])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
  const told = both.find(({ status }) => status === 409)!
  const page = load(told.text)
  expect(page('[role=alert]').text()).toContain('下次再议')
  expect(['先到', '后到的话']).toContain(page('textarea[name=words]').text().trim())
  expect(page('input[name=version]').attr('value')).toBe('2')
})

test('whose standing changed since the agenda was filled is not decided on', async () => {
  const meeting = await attended()
  await world.deps.db.standing.update({ where: { candidateId: people[1]! }, data: { standing: 'clear' } })
  expect((await decide(meeting, people[1]!, { decision: 'eligible_with_reasons' })).status).toBe(409)
  const line = load((await office.get(meeting)).text)('.stale').text()
  expect(line).toContain('未发现问题')
})

test('the leading group reads, others see nothing', async () => {
  const meeting = await attended()
  await leader.get(meeting).expect(200)
  await leader.post(`${meeting}/agenda`).expect(403)
  const clerk = await signedIn(world, actorIn(county, 'township_clerk'))
  await clerk.get(meeting).expect(403)
  await office.get('/meetings/01900000-0000-7000-8000-000000000000').expect(404)
})
