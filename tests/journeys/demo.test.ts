import { seedDemo } from '../../prisma/seed/demo'
import { signIn } from '../../src/accounts/sign-in/sign-in.actions'
import { openId } from '../../src/candidates/id-seal'
import { checkInvariants } from '../../src/invariants/invariants.actions'
import { CannotStart } from '../../src/lib/cannot-start'
import { readIdNumber } from '../../src/lib/id-number'
import { standingWords } from '../../src/standings/status'
import { testApp, type TestApp } from '../support/app'

let world: TestApp
let lines: string[]

beforeAll(async () => {
  world = await testApp({ now: '2026-01-10T01:00:00Z' })
  lines = await seedDemo(world.deps)
}, 180_000)

afterAll(() => world.close())

test('is a county of the size that was promised', async () => {
  const { db } = world.deps
  const numbers = {
    townships: await db.township.count(),
    villages: await db.team.count({ where: { kind: 'village' } }),
    communities: await db.team.count({ where: { kind: 'community' } }),
    candidates: await db.candidate.count(),
    members: await db.candidate.count({ where: { politicalStatus: '01' } }),
    departments: await db.roundDepartment.count(),
  }
  expect(numbers).toEqual({
    townships: 9,
    villages: 150,
    communities: 10,
    candidates: 917,
    members: 657,
    departments: 13,
  })
})

test('strikes 55 people off in the first batch, and shows every standing and every state of a file', async () => {
  const { db } = world.deps
  expect(await db.outcome.count({ where: { state: 'approved', outcome: 'ineligible' } })).toBe(55)
  const standings = await db.standing.groupBy({ by: ['standing'] })
  expect(standings.map(({ standing }) => standing).sort()).toEqual([...standingWords].sort())
  const states = await db.candidate.groupBy({ by: ['state'] })
  expect(states).toHaveLength(6)
  expect(await db.outcome.count({ where: { state: 'proposed' } })).toBeGreaterThan(50)
  expect(await db.outcome.count({ where: { staleAt: { not: null } } })).toBe(1)
})

test('is half-way: departments that have signed everything, and others that are overdue', async () => {
  const { db, clock } = world.deps
  const round = await db.round.findFirstOrThrow()
  expect(round.dueOn < new Date(clock.today())).toBe(true)
  const open = await db.review.groupBy({ by: ['departmentId'], where: { state: 'unsigned', pass: 0 } })
  expect(open).toHaveLength(5)
  expect(await db.review.count({ where: { state: 'signed' } })).toBeGreaterThan(8 * 880)
  expect(await db.review.count({ where: { state: 'unsigned', complete: true } })).toBeGreaterThan(100)
})

test('has work split between two reviewers, and a signatory who is away with somebody signing', async () => {
  const { db, clock } = world.deps
  const parts = await db.assignment.groupBy({ by: ['accountId'], _count: true })
  expect(parts).toHaveLength(2)
  expect(Math.abs(parts[0]!._count - parts[1]!._count)).toBeLessThan(2)
  const today = new Date(clock.today())
  expect(await db.deputyship.count({ where: { fromOn: { lte: today }, untilOn: { gt: today }, endedAt: null } })).toBe(
    1,
  )
})

test('has a ledger in, whose hits nobody has looked at', async () => {
  const { db } = world.deps
  const hits = await db.ledgerHit.groupBy({ by: ['key'] })
  expect(hits.map(({ key }) => key)).toEqual(expect.arrayContaining(['id', 'name_birth', 'name']))
  expect([await db.ledgerRow.count(), await db.hitDecision.count()]).toEqual([16, 0])
})

test('holds everything that npm run invariants asks', async () => {
  expect((await checkInvariants(world.deps)).filter(({ broken }) => broken)).toEqual([])
  expect(await world.deps.db.outcome.count()).toBeGreaterThan(300)
})

test('leaves an audit trail in order of time and none of it in the future', async () => {
  const { db, clock } = world.deps
  const entries = await db.auditEntry.findMany({ orderBy: { seq: 'asc' }, select: { at: true } })
  const times = entries.map(({ at }) => at.getTime())
  expect(times.every((time, index) => index === 0 || time >= times[index - 1]!)).toBe(true)
  expect(times.at(-1)).toBeLessThan(clock.now().getTime())
  expect(entries.length).toBeLessThan(15_000)
})

test('gives everybody a sound ID number of a region that does not exist; two people stand in two teams', async () => {
  const { db, keys } = world.deps
  const people = await db.candidate.findMany({ select: { id: true, idCipher: true, name: true, sex: true } })
  const numbers = people.map(({ id, idCipher }) => openId(keys, idCipher, id))
  const bad = people.filter(({ sex }, index) => {
    const read = readIdNumber(numbers[index]!)
    return !read.ok || read.sex !== sex || !read.number.startsWith('999001')
  })
  expect([bad, new Set(numbers).size]).toEqual([[], 915])
})

test('tells for every role a sign-in that works', async () => {
  const usernames = ['clerk1', 'lead1', 'reviewer.court', 'signatory.court', 'office', 'leader', 'observer', 'admin']
  const visitor = { accountId: null, username: '', role: 'visitor', address: '127.0.0.1', requestId: 'test' }
  for (const username of [...usernames, 'security', 'auditor']) {
    const line = lines.find((text) => text.includes(` ${username} `))
    const end = await signIn(world.deps, { username, password: line!.trim().split(/\s+/).at(-1)! }, visitor)
    expect([username, end]).toEqual([username, { account: expect.objectContaining({ username }) }])
  }
})

test('is made once, and never into another county', async () => {
  const { db } = world.deps
  expect(await seedDemo(world.deps)).toEqual(lines)
  expect(await db.candidate.count()).toBe(917)
  const { id, name } = await db.county.findFirstOrThrow()
  await db.county.update({ where: { id }, data: { name: '别的县' } })
  await expect(seedDemo(world.deps)).rejects.toThrow(CannotStart)
  await db.county.update({ where: { id }, data: { name } })
})
