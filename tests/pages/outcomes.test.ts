import { load } from 'cheerio'
import { newId } from '../../src/lib/ids'
import { actorIn, makeCounty, type County } from '../support/county'
import { cookiesAfter, signedIn, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { heldMeeting } from '../support/meeting'
import { sheetRows } from '../support/sheet-rows'
import { wholeBody } from '../support/whole-body'
import { factOf, found, makeRound, plainly } from '../support/round'

let world: TestApp
let county: County
let office: Browser
let leader: Browser
let people: string[]

// 0–2 clear, 3 bar (N03), 4 refer (N12), 5 hold (N06), 6 disputed, 7 waiting
beforeEach(async () => {
  world = await testApp()
  county = await makeCounty(world.deps.db, world.deps.keys, { candidates: 8 })
  const round = await makeRound(world.deps.db, county, {
    3: { court: { N03: found() } },
    4: { petitions: { N12: found({ evidenceType: '行政处罚决定' }) } },
    5: { discipline: { N06: plainly('pending') } },
    6: { police: { N03: found() } },
    7: { police: 'unsigned' },
  })
  people = round.candidateIds
  office = await signedIn(world, actorIn(county, 'office'))
  leader = await signedIn(world, actorIn(county, 'leading_group'))
})
afterEach(() => world.close())

const outcomes = () => world.deps.db.outcome.findMany({ orderBy: { proposedAt: 'asc' } })
const clearOf = (ids: string[]) => ({ standing: 'clear', outcome: 'eligible', candidateIds: ids })

test('the office proposes everybody clear at once, and the leading group approves what it sees', async () => {
  const page = await office.get('/outcomes/new?standing=clear')
  const boxes = load(page.text)('input[name=candidateIds]')
  expect(
    boxes
      .toArray()
      .map((box) => box.attribs['value'])
      .sort(),
  ).toEqual(people.slice(0, 3).sort())

  await office.post('/outcomes', clearOf(people.slice(0, 3))).expect(303)
  const ids = (await outcomes()).map((outcome) => outcome.id)
  const choice = await leader.post('/outcomes/choice', { outcomeIds: ids }).expect(200)
  expect(load(choice.text)('h1').text()).toContain('3')
  const all = await leader.post('/outcomes/choice', { which: 'all', filter: '/outcomes?outcome=eligible' }).expect(200)
  expect(load(all.text)('input[name=outcomeIds]')).toHaveLength(3)
  await leader.post('/outcomes/choice', { which: 'all', filter: '/outcomes?tab=approved' }).expect(404)
  const none = load((await leader.get('/outcomes?outcome=held').expect(200)).text)
  expect(none('main').text()).toContain('没有符合筛选的结论')
  for (const sort of ['proposed', '-proposed', 'decided', '-decided', 'place', '-place', 'name', '-name']) {
    const sorted = load((await leader.get(`/outcomes?sort=${sort}`).expect(200)).text)
    expect([sort, sorted('th[aria-sort]').length, sorted('tbody tr').length]).toEqual([sort, 1, 3])
  }
  const placed = async (sort: string) => {
    const $ = load((await leader.get(`/outcomes?sort=${sort}`)).text)
    return $('tbody th a')
      .toArray()
      .map((link) => link.attribs['href'])
  }
  const candidates = await world.deps.db.outcome.findMany({
    select: { id: true },
    orderBy: [
      { candidate: { township: { position: 'asc' } } },
      { candidate: { team: { position: 'asc' } } },
      { candidate: { name: 'asc' } },
    ],
  })
  const inOrder = candidates.map(({ id }) => `/outcomes/${id}`)
  expect([await placed('place'), await placed('-place')]).toEqual([inOrder, inOrder.toReversed()])
  const file = await leader.get('/outcomes/workbook?sort=name').buffer(true).parse(wholeBody).expect(200)
  const rows = await sheetRows(file.body as Buffer)
  const who = '王office-county · 2026-01-10 09:00'
  expect(rows.map((row) => row[5])).toEqual(['拟定', who, who, who, undefined])
  const cookie = cookiesAfter(leader, await leader.get('/outcomes?outcome=eligible&sort=name'))
  const approved = await leader.post('/outcomes/approvals', { outcomeIds: ids }).set('Cookie', cookie).expect(303)
  expect(approved.headers['location']).toBe('/outcomes?outcome=eligible&sort=name')

  const [first] = await outcomes()
  expect(first).toMatchObject({ state: 'approved', outcome: 'eligible', staleAt: null })
  expect(first!.snapshot).toMatchObject({ approvedBy: leader.actor.accountId, standing: { standing: 'clear' } })
  const list = await office.get('/papers/passed').expect(200)
  expect(load(list.text)('tbody tr')).toHaveLength(3)
  const clerk = await signedIn(world, actorIn(county, 'township_clerk'))
  expect(await standAt(clerk, people[0]!)).toBe('已有结论')
  await world.deps.db.outcome.updateMany({ data: { staleAt: world.deps.clock.now() } })
  expect(await standAt(clerk, people[0]!)).toBe('联审中')
})

/** Where the township's list says that somebody stands; each filter by stage finds them there and nowhere else. */
async function standAt(clerk: Browser, id: string): Promise<string> {
  const among = async (stage: string) => {
    const page = load((await clerk.get(`/candidates?stage=${stage}`).expect(200)).text)
    return page(`tbody tr:has(a[href="/candidates/${id}"]) .state`).first().text().trim()
  }
  const found = [await among('in_review'), await among('decided')].filter(Boolean)
  expect(found).toHaveLength(1)
  expect(load((await clerk.get(`/candidates/${id}`)).text)('.title-row').text()).toContain(found[0]!)
  expect(load((await clerk.get('/township')).text)('main').text()).toContain('已有结论')
  return found[0]!
}

test('a barred person is struck off on named ground, and the list says who found what on which paper', async () => {
  const proposal = { standing: 'bar', candidateIds: people[3]!, outcome: 'ineligible' }
  const refused = await office.post('/outcomes', proposal).expect(422)
  expect(load(refused.text)('.problems a').attr('href')).toBe('#groundItems')
  await office.post('/outcomes', { ...proposal, groundItems: 'N04' }).expect(422)
  await office.post('/outcomes', { ...proposal, groundItems: 'N03' }).expect(303)
  const [outcome] = await outcomes()
  await leader.post('/outcomes/approvals', { outcomeIds: outcome!.id }).expect(303)

  const cells = load((await office.get('/papers/disqualified')).text)('tbody td')
  const texts = cells.toArray().map((cell) => load(cell).text())
  expect(texts).toEqual(expect.arrayContaining(['云川4', '示例县人民法院', '示〔2025〕1号', '不得']))
  expect(texts[5]).toMatch(/^150123\*{8}\d{3}[\dX]$/)
})

test('referred and held people are proposed as a meeting decided on them, and otherwise not at all', async () => {
  const proposal = { standing: 'refer', candidateIds: people[4]!, outcome: 'eligible_with_reasons' }
  await office.post('/outcomes', proposal).expect(422)
  const deliberationId = await heldMeeting(world, office.actor, county.cycleId, {
    [people[4]!]: { decision: 'eligible_with_reasons' },
    [people[5]!]: { decision: 'held', until: '2026-03-01' },
  })
  await office.post('/outcomes', { ...proposal, outcome: 'ineligible', groundItems: 'N12', deliberationId }).expect(422)
  await office.post('/outcomes', { ...proposal, deliberationId }).expect(303)
  const held = { standing: 'hold', candidateIds: people[5]!, outcome: 'held', deliberationId }
  await office.post('/outcomes', { ...held, until: '2026-01-10' }).expect(422)
  await office.post('/outcomes', { ...held, until: '2026-03-02' }).expect(422)
  await office.post('/outcomes', { ...held, until: '2026-03-01' }).expect(303)
})

test('before a batch is written the page shows exactly who and how many, and sent twice it is one batch', async () => {
  const shown = await office.post('/outcomes/preview', { standing: 'clear', candidateIds: people.slice(0, 2) })
  expect(shown.status).toBe(200)
  const page = load(shown.text)
  expect(
    page('tbody input[name=candidateIds]')
      .toArray()
      .map((box) => box.attribs['value'])
      .sort(),
  ).toEqual(people.slice(0, 2).sort())
  expect(await outcomes()).toHaveLength(0)
  const batchId = String(page('input[name=batchId]').attr('value'))
  const batch = { ...clearOf(people.slice(0, 2)), batchId }
  const twice = await Promise.all([office.post('/outcomes', batch), office.post('/outcomes', batch)])
  expect(twice.map((answer) => answer.headers['location'])).toEqual(Array(2).fill(`/outcomes/batches/${batchId}`))
  expect(await outcomes()).toHaveLength(2)
})

test('a batch is taken back whole but for what is decided already, and its trail stays', async () => {
  const made = await office.post('/outcomes', clearOf(people.slice(0, 3)))
  const address = made.headers['location']!
  const [first] = await outcomes()
  await leader.post('/outcomes/approvals', { outcomeIds: first!.id }).expect(303)
  await office.post(`${address}/taking-back`, { words: '名单有误' }).expect(303)
  expect((await outcomes()).map(({ state }) => state).sort()).toEqual(['approved', 'taken_back', 'taken_back'])
  const page = load((await leader.get(address)).text)
  expect(page('tbody tr')).toHaveLength(3)
  await office.post(`${address}/taking-back`, { words: '再撤' }).expect(404)
  await leader.post(`${address}/taking-back`, { words: '再撤' }).expect(403)
})

test.each([
  ['disputed', 6],
  ['waiting', 7],
])('nothing can be proposed for %s', async (standing, index) => {
  await office.post('/outcomes', { standing, candidateIds: people[index]!, outcome: 'eligible' }).expect(422)
  expect(await outcomes()).toHaveLength(0)
})

test('what changed since the office looked is refused, whole', async () => {
  await office.post('/outcomes', clearOf([people[0]!, people[3]!])).expect(409)
  expect(await outcomes()).toHaveLength(0)
})

test('a second proposal, a second approval and a late taking back are refused with the reason', async () => {
  await office.post('/outcomes', clearOf([people[0]!])).expect(303)
  await office.post('/outcomes', clearOf([people[0]!])).expect(409)
  const [outcome] = await outcomes()
  const both = await Promise.all([1, 2].map(() => leader.post('/outcomes/approvals', { outcomeIds: outcome!.id })))
  expect(both.map((answer) => answer.status).sort()).toEqual([303, 409])
  const late = await office.post('/outcomes/take-backs', { outcomeIds: outcome!.id, words: '误' })
  expect(late.status).toBe(409)
  expect(late.text).toContain('已经审定')
})

test('the office takes back what is not approved; the leading group sends back with words only', async () => {
  await office.post('/outcomes', clearOf([people[0]!, people[1]!])).expect(303)
  const [first, second] = await outcomes()
  await leader.post('/outcomes/refusals', { outcomeIds: first!.id }).expect(422)
  await leader.post('/outcomes/refusals', { outcomeIds: first!.id, words: '再核' }).expect(303)
  await office.post('/outcomes/take-backs', { outcomeIds: second!.id }).expect(303)
  expect((await outcomes()).map((outcome) => outcome.state).sort()).toEqual(['refused', 'taken_back'])
  await office.post('/outcomes', clearOf([people[0]!])).expect(303)
})

test('an outcome that a later signature overtakes is flagged, and its snapshot stays', async () => {
  await office.post('/outcomes', clearOf([people[0]!])).expect(303)
  const [outcome] = await outcomes()
  await leader.post('/outcomes/approvals', { outcomeIds: outcome!.id }).expect(303)
  const { recomputeStandings } = await import('../../src/standings/standings.actions')
  const { db } = world.deps
  const review = await db.review.findFirstOrThrow({
    where: { candidateId: people[0]!, departmentId: county.departments['court']! },
  })
  const answers = { ...(review.answers as object), N03: { answer: 'found', facts: [factOf()] } }
  await db.review.update({ where: { id: review.id }, data: { answers } })
  await recomputeStandings(db, [people[0]!], world.deps.clock.now())
  const stale = await office.get('/outcomes?tab=approved').expect(200)
  expect(load(stale.text)('.under .tone-disputed').text()).toContain('拟取消资格')
  expect((await outcomes())[0]).toMatchObject({ standing: 'clear', staleStanding: 'bar' })
})

test('a hold is over once a later round has looked at the person again, also when nothing changed', async () => {
  const until = '2026-02-10'
  await office.post('/outcomes', { standing: 'bar', candidateIds: people[3]!, outcome: 'held', until }).expect(303)
  const [outcome] = await outcomes()
  await leader.post('/outcomes/approvals', { outcomeIds: outcome!.id }).expect(303)
  const again = { standing: 'bar', candidateIds: people[3]!, outcome: 'ineligible', groundItems: 'N03' }
  await office.post('/outcomes', again).expect(409)
  const { db } = world.deps
  const { id: _, number: __, ...first } = await db.round.findFirstOrThrow()
  const later = await db.round.create({ data: { ...first, id: newId(), number: 2 } })
  await db.standing.update({ where: { candidateId: people[3]! }, data: { roundId: later.id } })
  expect((await office.get('/outcomes/new?standing=bar')).text).toContain(county.candidates[3]!.name)
  await office.post('/outcomes', again).expect(303)
})

test('who withdrew is on no list', async () => {
  await office.post('/outcomes', {
    standing: 'bar',
    candidateIds: people[3]!,
    outcome: 'ineligible',
    groundItems: 'N03',
  })
  const [outcome] = await outcomes()
  await leader.post('/outcomes/approvals', { outcomeIds: outcome!.id })
  await world.deps.db.candidate.update({ where: { id: people[3]! }, data: { state: 'withdrawn' } })
  expect(load((await office.get('/papers/disqualified')).text)('tbody tr')).toHaveLength(0)
})

test('every act leaves its row, without names', async () => {
  await office.post('/outcomes', clearOf(people.slice(0, 3)))
  const rows = await world.deps.db.auditEntry.findMany({ where: { act: 'outcome.proposed' } })
  expect(rows).toHaveLength(3)
  expect(JSON.stringify(rows.map((row) => row.details))).not.toContain('云川')
})
