import { load } from 'cheerio'
import { openRecheck } from '../../src/reviews/rechecks/rechecks.actions'
import type { Browser } from '../support/accounts'
import { actorIn } from '../support/county'
import { countyWorld, issueFor, issueToAll, reviewOf, type World } from '../support/review-world'

jest.setTimeout(60_000)

const own = 'police'
let world: World
let [signatory, first, second]: Browser[] = []
let ids: { first: string; second: string }

// Twelve people in two townships, the last four of the list in the second one.
beforeEach(async () => {
  world = await countyWorld(12)
  await issueToAll(world)
  signatory = await world.as('signatory', own)
  first = await world.as('reviewer', own)
  second = await world.as('reviewer', own, true)
  ids = { first: first.actor.accountId, second: second.actor.accountId }
})
afterEach(() => world.close())

const both = () => [ids.first, ids.second]
const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')

async function previewed(way: string, people: string[] | string = both()) {
  const shown = await signatory!.post('/reviews/split/preview', { way, people })
  const $ = load(shown.text)
  return { ...shown, $, form: { way, people, shown: String($('input[name=shown]').val() ?? '') } }
}

async function split(way: string, people?: string[] | string) {
  const { form } = await previewed(way, people)
  return signatory!.post('/reviews/split', form)
}

/** Names in the queue that this address shows. */
async function queue(browser: Browser, path = '/reviews'): Promise<string[]> {
  const $ = load((await browser.get(path).expect(200)).text)
  return $('tbody th[scope=row] a')
    .map((_, one) => $(one).text())
    .get()
}

const assigned = (accountId: string) => world.deps.db.assignment.count({ where: { accountId } })

test('without a split everybody sees all, and only a signatory may split', async () => {
  expect(await queue(first!)).toHaveLength(12)
  expect(load((await first!.get('/reviews')).text)('[data-split]')).toHaveLength(0)
  expect(words((await signatory!.get('/reviews')).text)).toContain('还没有分工')
  expect(
    load((await first!.get('/reviews/split').expect(200)).text)('form[action="/reviews/split/preview"]'),
  ).toHaveLength(0)
  await first!.post('/reviews/split', { way: 'evenly', people: both(), shown: '' }).expect(403)
  const form = load((await signatory!.get('/reviews/split').expect(200)).text)
  expect(form('[name=way]:checked').val()).toBe('township')
})

test('by township, after a preview that names the counts; each first sees their own, and can see everybody’s', async () => {
  const { $, form } = await previewed('township')
  const counts = $('tbody tr').map((_, row) => Number($(row).find('td.number').text()))
  expect([...counts.get()].sort()).toEqual([4, 8])
  expect($('main').text()).toContain('盛乐镇 8')
  expect(await world.deps.db.assignment.count()).toBe(0)
  expect((await signatory!.post('/reviews/split', form)).status).toBe(303)
  const [mine, theirs] = [await queue(first!), await queue(second!)]
  expect([mine.length, theirs.length].sort()).toEqual([4, 8])
  expect(mine.filter((name) => theirs.includes(name))).toEqual([])
  expect(await queue(first!, '/reviews?whose=all')).toHaveLength(12)
  expect(await queue(signatory!)).toHaveLength(12)
  const entries = await world.deps.db.auditEntry.findMany({ where: { act: 'review.split' } })
  expect(entries.map(({ details }) => details)).toEqual([
    { way: 'township', people: 2, reviews: 12, moved: 12, left: 0 },
  ])
})

test('every number of the split leads to as many people', async () => {
  await split('evenly')
  const numbers = { '/reviews': '[data-split] a[href*="show=open"]', '/reviews/split': 'tbody td.number a' }
  for (const [path, links] of Object.entries(numbers)) {
    const $ = load((await first!.get(path)).text)
    for (const link of $(links).get()) {
      const href = $(link).attr('href')!
      const said = /\d+/.exec($(link).text())![0]
      expect([href, String((await queue(first!, href)).length)]).toEqual([href, said])
    }
  }
})

test('splitting anew moves only what nobody has drafted; the same once more moves nothing', async () => {
  await split('evenly')
  const review = await world.deps.db.review.findFirstOrThrow({ where: { assignment: { accountId: ids.first } } })
  await first!.post(`/reviews/${review.id}/draft`, {
    version: String(review.version),
    'N02.answer': 'none',
    onward: 'stay',
  })
  const away = await previewed('evenly', ids.second)
  expect(away.text).toContain('将分 11 人，其中 5 人换承办人')
  await signatory!.post('/reviews/split', away.form)
  expect([await assigned(ids.first), await assigned(ids.second)]).toEqual([1, 11])
  const again = await signatory!.post('/reviews/split', (await previewed('evenly', ids.second)).form)
  expect(words((await signatory!.get(again.headers['location']!)).text)).toContain('分工没有变化')
})

test('what changed since the preview is shown anew and not split', async () => {
  const { form } = await previewed('evenly')
  const review = await reviewOf(world, own, 3)
  await first!.post(`/reviews/${review.id}/draft`, {
    version: String(review.version),
    'N02.answer': 'none',
    onward: 'stay',
  })
  const refused = await signatory!.post('/reviews/split', form)
  expect([refused.status, words(refused.text)]).toEqual([409, expect.stringContaining('将分 11 人')])
  expect(await world.deps.db.assignment.count()).toBe(0)
})

test('nobody, a stranger or no way chosen is refused with a sentence, and what was ticked stays', async () => {
  const stranger = actorIn(world.county, 'reviewer', 'court').accountId
  for (const people of [[], stranger]) expect((await previewed('evenly', people)).text).toContain('请至少勾选一位')
  const noWay = await signatory!.post('/reviews/split/preview', { people: ids.second })
  expect([noWay.status, noWay.text]).toEqual([422, expect.stringContaining('请选择分法')])
  expect(load(noWay.text)(`input[value="${ids.second}"]`).attr('checked')).toBeDefined()
})

test('a colleague’s work is taken over, all that is not drafted or one person by answering', async () => {
  await split('evenly')
  expect(words((await first!.get(`/reviews/split/taking-over?from=${ids.second}`)).text)).toContain('6 人将改由您办理')
  await first!.post('/reviews/split/taking-over', { from: ids.second })
  expect([await assigned(ids.first), await assigned(ids.second)]).toEqual([12, 0])
  const twice = await first!.post('/reviews/split/taking-over', { from: ids.second })
  expect(words((await first!.get(twice.headers['location']!)).text)).toContain('没有可以接办的人选')
  const { id, version } = await reviewOf(world, own, 0)
  await second!.post(`/reviews/${id}/draft`, { version: String(version), 'N02.answer': 'none', onward: 'stay' })
  expect([await assigned(ids.first), await assigned(ids.second)]).toEqual([11, 1])
})

test('keeping away hands the person on, and nobody is given whom they keep away from', async () => {
  await split('evenly')
  const { id } = await world.deps.db.review.findFirstOrThrow({ where: { assignment: { accountId: ids.first } } })
  await first!.post(`/reviews/${id}/recusal`, { words: '亲属' }).expect(303)
  expect((await world.deps.db.assignment.findUniqueOrThrow({ where: { reviewId: id } })).accountId).toBe(ids.second)
  await split('evenly', ids.first)
  expect(await world.deps.db.assignment.findUnique({ where: { reviewId: id } })).toBeNull()
  expect(await assigned(ids.first)).toBe(11)
})

describe('the next look at a person', () => {
  const holderOf = async (reviewId: string) =>
    (await world.deps.db.assignment.findUnique({ where: { reviewId } }))?.accountId ?? null

  async function signedBy(reviewId: string, draftedById: string) {
    const signature = { signedById: signatory!.actor.accountId, signedAt: world.deps.clock.now() }
    const draft = { answers: {}, complete: true, draftedById, draftedAt: world.deps.clock.now() }
    await world.deps.db.review.update({ where: { id: reviewId }, data: { state: 'signed', ...draft, ...signature } })
  }

  test('in a later round goes to who had them, and to nobody where that one is gone', async () => {
    const { db } = world.deps
    await split('evenly')
    const departmentId = world.county.departments[own]!
    const before = await db.review.findMany({ where: { departmentId } })
    await world.deps.db.round.updateMany({ data: { state: 'closed', closedAt: world.deps.clock.now() } })
    await db.account.update({ where: { id: ids.second }, data: { state: 'disabled' } })
    const roundId = await issueFor(world, ['unfinished'], { number: 2 })
    const after = await db.review.findMany({ where: { departmentId, roundId } })
    expect(after).toHaveLength(12)
    for (const { id, candidateId } of after) {
      const had = await holderOf(before.find((one) => one.candidateId === candidateId)!.id)
      expect(await holderOf(id)).toBe(had === ids.first ? had : null)
    }
    expect(await assigned(ids.first)).toBe(12)
  })

  test('of somebody new goes to who has the township', async () => {
    const { db, clock } = world.deps
    await split('township')
    await db.round.updateMany({ data: { state: 'closed', closedAt: clock.now() } })
    const departmentId = world.county.departments[own]!
    const newcomers = world.county.candidates.slice(0, 3).map(({ id }) => id)
    await db.assignment.deleteMany({ where: { review: { candidateId: { in: newcomers } } } })
    const roundId = await issueFor(world, ['unfinished'], { number: 2 })
    const after = await db.review.findMany({ where: { departmentId, roundId }, include: { candidate: true } })
    const holders = new Map<string, Set<string | null>>()
    for (const { id, candidate } of after)
      holders.set(candidate.townshipId, (holders.get(candidate.townshipId) ?? new Set()).add(await holderOf(id)))
    expect([...holders.values()].flatMap((held) => [...held]).sort()).toEqual(both().sort())
    expect([...holders.values()].map(({ size }) => size)).toEqual([1, 1])
  })

  test('of somebody new goes the way that the queue was split, whoever has most of a township', async () => {
    const { db, clock } = world.deps
    await split('evenly')
    const departmentId = world.county.departments[own]!
    // By what is held, everybody new would be the second one's.
    await db.assignment.updateMany({ data: { accountId: ids.second } })
    const newcomers = world.county.candidates.slice(0, 6).map(({ id }) => id)
    await db.assignment.deleteMany({ where: { review: { candidateId: { in: newcomers } } } })
    await db.round.updateMany({ data: { state: 'closed', closedAt: clock.now() } })
    const roundId = await issueFor(world, ['unfinished'], { number: 2 })
    const come = await db.review.findMany({ where: { departmentId, roundId, candidateId: { in: newcomers } } })
    const given = await Promise.all(come.map(({ id }) => holderOf(id)))
    expect(both().map((one) => given.filter((id) => id === one).length)).toEqual([3, 3])
  })

  test('of somebody new goes to whoever took the township’s work over', async () => {
    const { db, clock } = world.deps
    await split('township')
    await second!.post('/reviews/split/taking-over', { from: ids.first })
    await db.assignment.deleteMany()
    await db.round.updateMany({ data: { state: 'closed', closedAt: clock.now() } })
    const roundId = await issueFor(world, ['unfinished'], { number: 2 })
    const come = await db.review.findMany({ where: { departmentId: world.county.departments[own]!, roundId } })
    expect(new Set(await Promise.all(come.map(({ id }) => holderOf(id))))).toEqual(new Set([ids.second]))
  })

  test('in a recheck goes to who had them, and of a dispute to the other one', async () => {
    await split('evenly')
    const review = await reviewOf(world, own, 0)
    const had = (await holderOf(review.id))!
    const other = had === ids.first ? ids.second : ids.first
    await signedBy(review.id, had)
    const opened = async (kind: 'gap' | 'dispute', items: string[]) => {
      const about = { candidateId: review.candidateId, departmentIds: [review.departmentId], kind, items }
      const by = { openedById: had, openedAt: world.deps.clock.now(), words: '请复查', dueOn: '2026-01-14' }
      const recheckId = await world.deps.db.$transaction((tx) => openRecheck(tx, { ...about, ...by }))
      return world.deps.db.review.findFirstOrThrow({ where: { recheckId } })
    }
    const gap = await opened('gap', ['N03'])
    expect(await holderOf(gap.id)).toBe(had)
    await signedBy(gap.id, had)
    await world.deps.db.recheck.updateMany({ data: { state: 'answered', closedAt: world.deps.clock.now() } })
    expect(await holderOf((await opened('dispute', ['N03'])).id)).toBe(other)
  })
})

test('the work of an account that is gone is everybody’s', async () => {
  await split('evenly')
  await world.deps.db.account.update({ where: { id: ids.second }, data: { state: 'disabled' } })
  expect(await queue(first!)).toHaveLength(12)
})
