import { load } from 'cheerio'
import { dateFromDay } from '../../src/lib/day'
import { newId } from '../../src/lib/ids'
import { countyWorld, draftAll, issueToAll, reviewOf, type World } from '../support/review-world'
import { actorIn } from '../support/county'

jest.setTimeout(60_000)

let world: World
// Four people are out, due on Wednesday 2026-01-14.
beforeEach(async () => {
  world = await countyWorld(4)
  await issueToAll(world)
})
afterEach(() => world.close())

/** What waits, as the reviewer's page says it: text, number, address. */
async function tiles(role: 'reviewer' | 'signatory' = 'reviewer') {
  const browser = await world.as(role, 'petitions')
  const $ = load((await browser.get('/reviews').expect(200)).text)
  const seen = $('.tile').map((_, tile) => {
    const number = $(tile).find('.tile-number')
    return [[$(tile).find('.state').text().trim(), Number(number.text()), number.attr('href')!] as const]
  })
  return { browser, seen: seen.get() as unknown as (readonly [string, number, string])[], text: $('main').text() }
}

/** The n-th person's item is asked again in a recheck that is due on a day of its own. */
async function askAgain(n: number, day: string) {
  const { db, clock } = world.deps
  const { candidateId, roundId, departmentId } = await reviewOf(world, 'petitions', n)
  const recheckId = newId()
  const opened = { openedById: actorIn(world.county, 'office').accountId, openedAt: clock.now() }
  const asked = { kind: 'dispute', items: ['N12'], words: '', dueOn: dateFromDay(day), ...opened }
  await db.recheck.create({ data: { id: recheckId, candidateId, roundId, ...asked } })
  await db.review.create({ data: { id: newId(), candidateId, roundId, departmentId, recheckId, pass: 1 } })
}

test('what is due and overdue is counted, and each number leads to as many people', async () => {
  expect((await tiles()).text).toContain('今天没有到期')
  world.setNow('2026-01-13T01:00:00Z')
  expect((await tiles()).seen).toEqual([['近日到期', 4, '/reviews?show=open&due=2026-01-14']])
  world.setNow('2026-01-15T01:00:00Z')
  const { browser, seen } = await tiles()
  expect(seen).toEqual([['已超期', 4, '/reviews?show=open&due=2026-01-14']])
  await askAgain(3, '2026-01-16')
  const later = await tiles()
  expect(later.seen.map(([name, count]) => [name, count])).toEqual([
    ['已超期', 4],
    ['近日到期', 5],
    ['复查', 1],
  ])
  for (const [, count, href] of later.seen) {
    const $ = load((await browser.get(href).expect(200)).text)
    expect($('tbody th[scope=row]')).toHaveLength(count)
  }
})

test('a file that was put right asks for a second look', async () => {
  const { id, candidateId } = await reviewOf(world, 'petitions', 1)
  const returnedById = actorIn(world.county, 'reviewer', 'petitions').accountId
  const returned = { state: 'returned', returnReason: 'papers', returnWords: '缺推荐表', returnedById }
  const { db, clock } = world.deps
  await db.review.update({ where: { id }, data: { ...returned, returnedAt: new Date('2026-01-10T00:00:00Z') } })
  await db.candidate.update({ where: { id: candidateId }, data: { resubmittedAt: clock.now() } })
  const { browser, seen } = await tiles()
  expect(seen).toContainEqual(['已补正', 1, '/reviews?show=again'])
  expect(load((await browser.get('/reviews?show=again')).text)('tbody th[scope=row]')).toHaveLength(1)
})

test('what the signatory gave back is counted for who must mend it', async () => {
  await draftAll(world, 'petitions', actorIn(world.county, 'reviewer', 'petitions').accountId, ['N12'])
  const { id, version } = await reviewOf(world, 'petitions', 2)
  const signatory = await world.as('signatory', 'petitions')
  await signatory.post(`/reviews/${id}/send-back`, { version: String(version), words: '请核对' }).expect(303)
  const { browser, seen } = await tiles()
  expect(seen).toEqual([['负责人退回', 1, '/reviews?show=sent_back']])
  expect(load((await browser.get('/reviews?show=sent_back')).text)('tbody th[scope=row]').text()).toBe('云川3')
})

test('the day of finishing is told from the pace so far, and that it is too late', async () => {
  expect((await tiles()).text).not.toContain('按目前进度')
  world.setNow('2026-01-13T01:00:00Z')
  await draftAll(world, 'petitions', actorIn(world.county, 'reviewer', 'petitions').accountId, ['N12'])
  const { id } = await reviewOf(world, 'petitions', 0)
  const untouched = { answers: {}, complete: false, draftedById: null, draftedAt: null }
  await world.deps.db.review.update({ where: { id }, data: untouched })
  expect((await tiles()).text).toContain('其余 1 人预计 2026-01-14 填完')
  world.setNow('2026-01-15T01:00:00Z')
  expect((await tiles()).text).toContain('晚于期限 2026-01-14')
  await askAgain(3, '2026-03-31')
  expect((await tiles()).text).toContain('晚于期限 2026-01-14')
  expect((await tiles('signatory')).seen).toContainEqual(['待签字', 3, '/reviews/signing'])
})
