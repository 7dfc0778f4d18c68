import { load } from 'cheerio'
import { inTransaction } from '../../src/db/client'
import { openRecheck } from '../../src/reviews/rechecks/rechecks.actions'
import { closeRound } from '../../src/rounds/rounds.actions'
import type { Browser } from '../support/accounts'
import { actorIn } from '../support/county'
import { pdf } from '../support/documents'
import { countyWorld, issueFor, issueToAll, reviewOf, type World } from '../support/review-world'
import { signRound } from '../support/round'

jest.setTimeout(60_000)

let world: World
let office: Browser
let first: string

// A first round of two people, signed by all and closed; five days later.
beforeEach(async () => {
  world = await countyWorld(2)
  first = await issueToAll(world)
  await signRound(world.deps.db, world.county, first, {}, '2026-01-10T02:00:00Z')
  await closeRound(world.deps, actorIn(world.county, 'office'), first)
  world.setNow('2026-01-15T01:00:00Z')
  office = await world.as('office')
})
afterEach(() => world.close())

const person = (n = 0) => world.county.candidates[n]!

function objection(also: Record<string, string> = {}) {
  return {
    kind: 'objection',
    departmentId: '',
    words: '来信反映其违规占用集体土地',
    source: '信访〔2026〕7号',
    reportedOn: '2026-01-14',
    ...also,
  }
}

async function recorded(also: Record<string, string> = {}, n = 0): Promise<string> {
  await office.post(`/candidates/${person(n).id}/triggers`, objection(also)).expect(303)
  const { words } = objection(also)
  return (await world.deps.db.trigger.findFirstOrThrow({ where: { words, candidateId: person(n).id } })).id
}

test('the office records an objection from the person’s page; a second click adds nothing', async () => {
  const page = load((await office.get(`/candidates/${person().id}`)).text)
  const form = page('a[href$="/triggers/new"]').attr('href')!
  expect((await office.get(form)).text).toContain('全部联审单位')
  const two = [1, 2].map(() => office.post(`/candidates/${person().id}/triggers`, objection()))
  expect((await Promise.all(two)).map(({ status }) => status)).toEqual([303, 303])
  expect(await world.deps.db.trigger.count()).toBe(1)
  expect(await world.deps.db.auditEntry.count({ where: { act: 'trigger.recorded' } })).toBe(1)
  expect((await office.get('/triggers')).text).toContain('来信反映其违规占用集体土地')
  expect((await office.get(`/candidates/${person().id}`)).text).toContain('来信反映其违规占用集体土地')
})

test.each([
  ['no words', { words: ' ' }, 'words'],
  ['a day that has not come', { reportedOn: '2026-01-16' }, 'reportedOn'],
  ['a kind that only departments and ledgers raise', { kind: 'request' }, 'kind'],
  ['no source', { source: '' }, 'source'],
  ['a department that is none', { departmentId: 'x' }, 'departmentId'],
])('%s: the form comes back with what was typed', async (_, also, field) => {
  const refused = await office.post(`/candidates/${person().id}/triggers`, objection(also))
  expect(refused.status).toBe(422)
  const page = load(refused.text)
  expect(page(`.problems a[href="#${field}"]`)).toHaveLength(1)
  expect(page('input[name=source]').val()).toBe('source' in also ? '' : '信访〔2026〕7号')
})

test('a department sees what is meant for it or for all, another one not, a township none', async () => {
  const court = world.county.departments['court']!
  const mine = await recorded({ departmentId: court })
  const all = await recorded({ words: '全部单位都要再看' })
  const [reader, other] = [await world.as('reviewer', 'court'), await world.as('reviewer', 'police')]
  const own = (await reader.get('/triggers')).text
  for (const words of ['全部单位都要再看', '来信反映']) expect(own).toContain(words)
  const seen = (await other.get('/triggers')).text
  expect(seen).toContain('全部单位都要再看')
  expect(seen).not.toContain('来信反映')
  expect((await other.get(`/triggers/${mine}`)).status).toBe(404)
  expect((await other.get(`/triggers/${all}`)).status).toBe(200)
  expect((await reader.post(`/triggers/${mine}/setting-aside`, { words: '不属实' })).status).toBe(403)
  const clerk = await world.as('township_clerk', world.county.candidates[0]!.townshipId)
  expect((await clerk.get('/triggers')).status).toBe(403)
  expect((await clerk.get(`/candidates/${person().id}`)).text).not.toContain('全部单位都要再看')
})

test('a department asks to look again only at somebody about whom it has signed, and is told once', async () => {
  const { id } = await reviewOf(world, 'court')
  const [court, police] = [await world.as('reviewer', 'court'), await world.as('reviewer', 'police')]
  expect((await court.get(`/reviews/${id}`)).text).toContain(`/reviews/${id}/trigger`)
  expect((await police.get(`/reviews/${id}/trigger`)).status).toBe(404)
  expect((await court.post(`/reviews/${id}/trigger`, { words: '' })).status).toBe(422)
  for (const _ of [1, 2]) await court.post(`/reviews/${id}/trigger`, { words: '新收到一份判决' }).expect(303)
  const triggers = await world.deps.db.trigger.findMany()
  expect(triggers).toMatchObject([{ kind: 'request', departmentId: world.county.departments['court'] }])
  const second = await issueFor(world, ['new', 'triggered'], {
    number: 2,
    referenceDate: '2026-01-15',
    dueOn: '2026-01-20',
  })
  const reviews = await world.deps.db.review.findMany({ where: { roundId: second } })
  expect(reviews.filter(({ state }) => state === 'unsigned').map(({ departmentId }) => departmentId)).toEqual([
    world.county.departments['court'],
  ])
  expect(reviews.filter(({ state }) => state === 'carried')).toHaveLength(12)
  const again = await world.deps.db.review.findFirstOrThrow({ where: { roundId: second, state: 'unsigned' } })
  expect((await court.post(`/reviews/${again.id}/trigger`, { words: '再看' })).status).toBe(409)
})

test('what was set aside needs words, stays readable and is not set aside twice', async () => {
  const id = await recorded()
  expect((await office.post(`/triggers/${id}/setting-aside`, { words: '' })).status).toBe(422)
  await office.post(`/triggers/${id}/setting-aside`, { words: '已核实，反映不实' }).expect(303)
  expect((await office.post(`/triggers/${id}/setting-aside`, { words: '再来一次' })).status).toBe(409)
  expect((await office.post(`/triggers/${id}/asking`)).status).toBe(409)
  expect((await office.get(`/triggers/${id}`)).text).toContain('已核实，反映不实')
  expect((await office.get('/triggers?state=set_aside')).text).toContain('来信反映')
})

test('raised while the round is out, the carried reviews are asked anew, once, and the person is waited for', async () => {
  const { db } = world.deps
  const second = await issueFor(world, ['everyone'], { number: 2, referenceDate: '2026-01-15', dueOn: '2026-01-20' })
  expect(await db.review.count({ where: { roundId: second, state: 'carried' } })).toBe(2 * 13)
  expect(await db.standing.count({ where: { standing: 'clear' } })).toBe(2)
  const id = await recorded({ departmentId: world.county.departments['court']! })
  expect((await office.get(`/triggers/${id}`)).text).toContain('重新征询 1 个单位')
  const two = await Promise.all([1, 2].map(() => office.post(`/triggers/${id}/asking`)))
  expect(two.map(({ status }) => status).sort()).toEqual([303, 409])
  const asked = await db.review.findMany({
    where: { roundId: second, state: 'unsigned' },
    include: { department: true },
  })
  expect(asked.map(({ department, candidateId }) => [department.key, candidateId])).toEqual([['court', person().id]])
  const standing = await db.standing.findUniqueOrThrow({ where: { candidateId: person().id } })
  expect([standing.standing, standing.waitingFor]).toEqual(['waiting', ['court']])
  expect((await db.trigger.findUniqueOrThrow({ where: { id } })).roundId).toBe(second)
  const court = await world.as('reviewer', 'court')
  expect((await court.get('/reviews')).text).toContain(person().name)
})

test('who had signed in this round before is left for the next one', async () => {
  const { db } = world.deps
  const court = world.county.departments['court']!
  await recorded({ departmentId: court })
  const second = await issueFor(world, ['triggered'], { number: 2, referenceDate: '2026-01-15', dueOn: '2026-01-20' })
  await signRound(db, world.county, second, {}, '2026-01-16T02:00:00Z')
  world.setNow('2026-01-17T01:00:00Z')
  office = await world.as('office')
  const id = await recorded({ words: '又有反映，请各单位再看' })
  await office.post(`/triggers/${id}/asking`).expect(303)
  expect(await db.review.count({ where: { roundId: second, state: 'unsigned' } })).toBe(12)
  const left = await db.trigger.findMany({ where: { roundId: null } })
  expect(left).toMatchObject([{ departmentId: court, words: '又有反映，请各单位再看' }])
})

test('of who has withdrawn meanwhile nobody is asked anew', async () => {
  const { db } = world.deps
  await issueFor(world, ['everyone'], { number: 2, referenceDate: '2026-01-15', dueOn: '2026-01-20' })
  const id = await recorded()
  await office.post(`/candidates/${person().id}/withdrawal`, { words: '本人申请' }).expect(303)
  const refused = await office.post(`/triggers/${id}/asking`).expect(409)
  expect(refused.text).toContain('已退出')
  expect((await office.get(`/triggers/${id}`)).text).not.toContain(`/triggers/${id}/asking`)
  expect(await db.review.count({ where: { state: 'unsigned' } })).toBe(0)
})

test('a recheck that was cancelled asks nobody: its department may ask to look again', async () => {
  const { deps, county } = world
  const [{ id: candidateId }, court] = [person(), await world.as('reviewer', 'court')]
  const { id } = await reviewOf(world, 'court')
  await inTransaction(deps.db, async (tx) => {
    const openedById = actorIn(county, 'office').accountId
    const about = { kind: 'gap' as const, items: ['N03'], departmentIds: [county.departments['court']!], words: '' }
    await openRecheck(tx, { candidateId, ...about, dueOn: '2026-01-20', openedById, openedAt: deps.clock.now() })
  })
  await court.post(`/reviews/${id}/trigger`, { words: '新收到一份判决' }).expect(409)
  const recheck = await deps.db.recheck.findFirstOrThrow()
  await office.post(`/rechecks/${recheck.id}/cancellation`, { words: '另有安排' }).expect(303)
  await court.post(`/reviews/${id}/trigger`, { words: '新收到一份判决' }).expect(303)
})

test('with nothing carried there is nobody to ask anew, and nothing is recorded of who has left', async () => {
  const id = await recorded()
  expect((await office.get(`/triggers/${id}`)).text).toContain('下一轮')
  expect((await office.post(`/triggers/${id}/asking`)).status).toBe(409)
  await world.deps.db.candidate.update({ where: { id: person(1).id }, data: { state: 'withdrawn' } })
  expect((await office.post(`/candidates/${person(1).id}/triggers`, objection())).status).toBe(409)
})

describe('papers', () => {
  const files = async (by: Browser, id: string) =>
    load((await by.get(`/triggers/${id}`).expect(200)).text)('#evidence a')
  const attach = (by: Browser, id: string) => by.upload(`/evidence/trigger/${id}`, pdf(), '来信.pdf')

  test('are brought by the office; the department that is meant reads them, no other and no township', async () => {
    const id = await recorded({ departmentId: world.county.departments['court']! })
    expect((await attach(office, id).expect(303)).headers['location']).toBe(`/triggers/${id}#evidence`)
    const [court, police] = [await world.as('reviewer', 'court'), await world.as('reviewer', 'police')]
    const link = String((await files(court, id)).attr('href'))
    await court.get(link).expect(200)
    await attach(court, id).expect(403)
    for (const other of [police, await world.as('township_clerk', '盛乐镇'), await world.as('leading_group')]) {
      await other.get(link).expect(404)
      await attach(other, id).expect(404)
    }
  })

  test('where all departments are meant, every one that was asked reads them, and nobody who keeps away', async () => {
    const id = await recorded()
    await attach(office, id).expect(303)
    const police = await world.as('signatory', 'police')
    const link = String((await files(police, id)).attr('href'))
    await police.get(link).expect(200)
    const { id: reviewId } = await reviewOf(world, 'police')
    const { accountId } = actorIn(world.county, 'signatory', 'police')
    await world.deps.db.recusal.create({ data: { reviewId, accountId, at: new Date(), words: '亲属' } })
    await police.get(link).expect(404)
    const court = actorIn(world.county, 'reviewer', 'court')
    await world.deps.db.review.deleteMany({ where: { departmentId: court.departmentId!, candidateId: person().id } })
    await (await world.as('reviewer', 'court')).get(link).expect(404)
  })

  test('are not added once it is set aside', async () => {
    const id = await recorded()
    await attach(office, id).expect(303)
    await office.post(`/triggers/${id}/setting-aside`, { words: '查无此事' }).expect(303)
    await attach(office, id).expect(403)
    expect(await files(office, id)).toHaveLength(1)
  })
})
