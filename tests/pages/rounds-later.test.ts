import { load } from 'cheerio'
import type { Prisma } from '../../src/db/generated/client'
import { inTransaction } from '../../src/db/client'
import { dateFromDay } from '../../src/lib/day'
import { newId } from '../../src/lib/ids'
import { usualReasons } from '../../src/rounds/reason'
import { recomputeStandings } from '../../src/standings/standings.actions'
import { closeRound } from '../../src/rounds/rounds.actions'
import type { Browser } from '../support/accounts'
import { actorIn } from '../support/county'
import { sheetRows } from '../support/sheet-rows'
import { wholeBody } from '../support/whole-body'
import { countyWorld, issueToAll, type World } from '../support/review-world'
import { found, plainly, type Said, signRound } from '../support/round'

jest.setTimeout(120_000)

/** Who is who, by index. */
const [clear, held, rectify, stale, returned, renamed, open, raised, gone, late] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

let world: World
let office: Browser
let first: string

// Round one, signed on 10 January and closed; since then something has happened to nearly everybody.
beforeEach(async () => {
  world = await countyWorld(10)
  const { db } = world.deps
  await change(late, { state: 'submitted' })
  first = await issueToAll(world)
  const said: Said = {
    [held]: { discipline: { N06: plainly('pending') } },
    [rectify]: { petitions: { N12: found() } },
    [stale]: { natural_resources: { N14: found() } },
    [returned]: { organisation: 'returned' },
    [open]: { court: 'unsigned' },
  }
  await signRound(db, world.county, first, said, '2026-01-10T02:00:00Z')
  await closeRound(world.deps, actorIn(world.county, 'office'), first)
  await decided(held, { outcome: 'held', until: dateFromDay('2026-01-20') })
  const outcomeId = await decided(rectify, { outcome: 'rectify', until: dateFromDay('2026-01-30') })
  const by = actorIn(world.county, 'office').accountId
  const proof = { outcomeId, proof: '已退还', handedInOn: dateFromDay('2026-01-14'), recordedById: by }
  await db.rectification.create({ data: { ...proof, recordedAt: new Date('2026-01-14T02:00:00Z') } })
  await decided(stale, { outcome: 'eligible_with_reasons', staleAt: new Date('2026-01-14'), staleStanding: 'clear' })
  await db.standing.update({ where: { candidateId: id(stale) }, data: { reasons: [] } })
  await change(returned, { resubmittedAt: new Date('2026-01-13') })
  await change(renamed, { identifiedAt: new Date('2026-01-13') })
  await change(gone, { state: 'withdrawn' })
  await change(late, { state: 'passed' })
  await inTransaction(db, (tx) => recomputeStandings(tx, [id(returned), id(renamed), id(gone)], new Date('2026-01-13')))
  world.setNow('2026-01-15T01:00:00Z')
  office = await world.as('office')
  await office.post(`/candidates/${id(raised)}/triggers`, {
    kind: 'sanction',
    departmentId: world.county.departments['court']!,
    words: '新有判决',
    source: '法院通报',
    reportedOn: '2026-01-14',
  })
})
afterEach(() => world.close())

const id = (n: number) => world.county.candidates[n]!.id

function change(n: number, data: Prisma.CandidateUpdateInput) {
  return world.deps.db.candidate.update({ where: { id: id(n) }, data })
}

/** An outcome in force, as decided on 12 January. */
async function decided(n: number, also: Partial<Prisma.OutcomeUncheckedCreateInput>): Promise<string> {
  const { db } = world.deps
  const standing = await db.standing.findUniqueOrThrow({ where: { candidateId: id(n) } })
  const [batchId, outcomeId, proposedById] = [newId(), newId(), actorIn(world.county, 'office').accountId]
  const decidedById = actorIn(world.county, 'leading_group').accountId
  const at = new Date('2026-01-12T02:00:00Z')
  await db.outcomeBatch.create({ data: { id: batchId, proposedById, proposedAt: at, size: 1 } })
  await db.outcome.create({
    data: {
      id: outcomeId,
      candidateId: id(n),
      roundId: first,
      batchId,
      standing: standing.standing,
      outcome: 'held',
      state: 'approved',
      proposedById,
      proposedAt: at,
      decidedById,
      decidedAt: at,
      snapshot: { standing: { reasons: standing.reasons } } as Prisma.InputJsonObject,
      digest: 'x',
      ...also,
    },
  })
  return outcomeId
}

function plan(which: readonly string[], also: Record<string, string> = {}) {
  const department = Object.values(world.county.departments)
  return {
    which: [...which],
    townshipId: '',
    referenceDate: '2026-01-20',
    dueOn: '2026-01-22',
    number: '2',
    department,
    ...also,
  }
}

/** Name by index → reasons, asked, carried, as the preview prints them. */
function rowsOf(html: string): Record<number, [string, number, number]> {
  const $ = load(html)
  const rows = $('table').first().find('tbody tr').toArray()
  return Object.fromEntries(
    rows.map((row) => {
      const cells = $(row)
        .find('th, td')
        .toArray()
        .map((cell) => $(cell).text().trim())
      const n = world.county.candidates.findIndex(({ name }) => name === cells[0])
      return [n, [cells[3]!, Number(cells[4]), Number(cells[5])]]
    }),
  )
}

function hidden(html: string): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  const $ = load(html)
  $('form[action="/rounds"] input[type=hidden]').each((_, input) => {
    const { name, value } = input.attribs
    if (name !== '_csrf') (fields[name!] ??= []).push(value ?? '')
  })
  return fields
}

async function issued(body: ReturnType<typeof plan>): Promise<string> {
  const preview = await office.post('/rounds/preview', body).expect(200)
  const answer = await office.post('/rounds', hidden(preview.text)).expect(303)
  return answer.headers['location']!.split('/').pop()!
}

async function askedIn(roundId: string): Promise<Record<number, string[]>> {
  const rows = await world.deps.db.review.findMany({
    where: { roundId, state: 'unsigned' },
    include: { department: true },
  })
  const asked: Record<number, string[]> = {}
  for (const { candidateId, department } of rows)
    (asked[world.county.candidates.findIndex((one) => one.id === candidateId)] ??= []).push(department.key)
  return Object.fromEntries(Object.entries(asked).map(([n, keys]) => [n, keys.length === 13 ? ['all'] : keys.sort()]))
}

test('a second round proposes each with the reason, asks only whom it must, and is remembered so', async () => {
  const planning = load((await office.get('/rounds/new')).text)
  expect(
    planning('input[name=which][checked]')
      .toArray()
      .map(({ attribs }) => attribs['value']),
  ).toEqual(usualReasons)
  expect(planning('label[for=which-hold_ended]').text()).toContain('0')
  const preview = await office.post('/rounds/preview', plan(usualReasons)).expect(200)
  expect(rowsOf(preview.text)).toEqual({
    [held]: ['暂缓期满', 1, 12],
    [rectify]: ['整改已完成', 1, 12],
    [stale]: ['结论待更新', 1, 12],
    [returned]: ['更正后重报', 1, 12],
    [renamed]: ['更正后重报', 13, 0],
    [open]: ['上一轮未办结', 1, 12],
    [raised]: ['有触发事项', 1, 12],
    [late]: ['新增人选', 13, 0],
  })
  const second = await issued(plan(usualReasons))
  expect(await askedIn(second)).toEqual({
    [held]: ['discipline'],
    [rectify]: ['petitions'],
    [stale]: ['natural_resources'],
    [returned]: ['organisation'],
    [renamed]: ['all'],
    [open]: ['court'],
    [raised]: ['court'],
    [late]: ['all'],
  })
  const { db } = world.deps
  expect((await db.round.findUniqueOrThrow({ where: { id: second } })).which).toBe(usualReasons.join())
  const kept = await db.roundCandidate.findUniqueOrThrow({
    where: { roundId_candidateId: { roundId: second, candidateId: id(held) } },
  })
  expect(kept.reasons).toEqual(['hold_ended'])
  expect(await db.trigger.count({ where: { roundId: second } })).toBe(1)
  const standing = await db.standing.findUniqueOrThrow({ where: { candidateId: id(raised) } })
  expect([standing.standing, standing.waitingFor]).toEqual(['waiting', ['court']])
})

test('on a day before the hold ends nobody is asked because of it', async () => {
  const preview = await office.post('/rounds/preview', plan(usualReasons, { referenceDate: '2026-01-19' })).expect(200)
  expect(rowsOf(preview.text)).not.toHaveProperty(String(held))
})

test('what a round carries is shown with its signer and day, on the round, its list and the person', async () => {
  const second = await issued(plan(['triggered']))
  const page = load((await office.get(`/rounds/${second}`)).text)
  expect(page('main').text()).toContain('有触发事项')
  const list = (await office.get(page('a[href$="/carried"]').attr('href')!)).text
  expect(list).toMatch(/沿用第 1 轮意见（.*，2026-01-10）/)
  expect(load(list)('tbody tr')).toHaveLength(12)
  const { townshipId } = await world.deps.db.candidate.findUniqueOrThrow({ where: { id: id(raised) } })
  const other = world.county.townships.find((township) => township.id !== townshipId)!.id
  const shown = async (township: string) =>
    load((await office.get(`/rounds/${second}/carried?township=${township}`)).text)('tbody tr').length
  expect([await shown(townshipId), await shown(other)]).toEqual([12, 0])
  expect((await office.get(`/candidates/${id(raised)}`)).text).toMatch(/沿用第 1 轮意见（.*，2026-01-10）/)
})

test('rounds are listed by state and in an order, with their bar, in one’s own columns, and taken out so', async () => {
  await issued(plan(['triggered']))
  const named = async (query: string) => {
    const $ = load((await office.get(`/rounds?${query}`)).text)
    return $('tbody th')
      .toArray()
      .map((cell) => $(cell).text().trim())
  }
  expect(await named('sort=round')).toEqual(['第 2 轮', '第 1 轮'])
  expect(await named('sort=-round')).toEqual(['第 1 轮', '第 2 轮'])
  expect(await named('sort=people')).toEqual(['第 1 轮', '第 2 轮'])
  expect([await named('state=closed'), await named('state=x')]).toEqual([['第 1 轮'], ['第 2 轮', '第 1 轮']])
  const $ = load((await office.get('/rounds?state=issued')).text)
  expect($('tbody progress').attr('max')).toBe('1')
  await office.post('/own-lists/columns/rounds', { columns: ['which', 'people'] }).expect(303)
  const workbook = office.get($('a[href*="/workbook"]').attr('href')!).buffer(true).parse(wholeBody)
  const rows = await sheetRows((await workbook).body as Buffer)
  expect(rows.slice(0, 2)).toEqual([
    ['轮次', '纳入哪些人选', '人选'],
    ['第 2 轮', '有触发事项', '1'],
  ])
})

test('who is still under way is left out and counted, with a way there', async () => {
  const second = await issued(plan(['triggered', 'new']))
  const planning = load((await office.get('/rounds/new')).text)
  expect(planning(`a[href="/rounds/${second}"]`).text()).toContain('2 人')
  const preview = load((await office.post('/rounds/preview', plan(['everyone'], { number: '3' })).expect(200)).text)
  expect(preview(`a[href="/rounds/${second}"]`).text()).toContain('2 人')
  expect(Object.keys(rowsOf(preview.html())).map(Number)).toEqual(
    expect.not.arrayContaining([raised, late, gone]) as number[],
  )
})

test.each([
  ['somebody comes in', () => change(clear, { resubmittedAt: new Date(), identifiedAt: new Date('2026-01-15') })],
  ['somebody leaves', () => change(late, { state: 'withdrawn' })],
  ['somebody is asked more', () => change(raised, { identifiedAt: new Date('2026-01-15') })],
  [
    'something is raised',
    () =>
      office.post(`/candidates/${id(raised)}/triggers`, {
        kind: 'objection',
        departmentId: '',
        words: '来信',
        source: '信访办',
        reportedOn: '2026-01-15',
      }),
  ],
])('when %s after the preview, the newer one is shown and nothing is sent', async (_, happens) => {
  const preview = await office.post('/rounds/preview', plan(usualReasons)).expect(200)
  await happens()
  const answer = await office.post('/rounds', hidden(preview.text)).expect(409)
  expect(answer.text).toContain('预览之后')
  expect(await world.deps.db.round.count()).toBe(1)
  await office.post('/rounds', hidden(answer.text)).expect(303)
})

test('a double click makes one round, and a second tab with other reasons is told', async () => {
  const [one, other] = [
    await office.post('/rounds/preview', plan(['triggered'])),
    await office.post('/rounds/preview', plan(['new'])),
  ]
  const clicks = await Promise.all([1, 2].map(() => office.post('/rounds', hidden(one.text))))
  expect(clicks.map(({ status }) => status)).toEqual([303, 303])
  expect(new Set(clicks.map(({ headers }) => headers['location'])).size).toBe(1)
  expect((await office.post('/rounds', hidden(other.text))).status).toBe(409)
  expect(await world.deps.db.round.count()).toBe(2)
})

test('the last check takes everybody, carries what is young and asks what is old; the elected are looked at again', async () => {
  const { db } = world.deps
  const second = await issued(plan(usualReasons))
  await signRound(db, world.county, second, {}, '2026-01-21T02:00:00Z')
  await closeRound(world.deps, actorIn(world.county, 'office'), second)
  // A month after round one, three weeks after round two.
  world.setNow('2026-02-12T01:00:00Z')
  office = await world.as('office')
  const days = { number: '3', referenceDate: '2026-02-12', dueOn: '2026-02-16' }
  await office.post('/rounds/preview', plan(usualReasons, days)).expect(422)
  const preview = await office.post('/rounds/preview', plan(['everyone'], days)).expect(200)
  expect(rowsOf(preview.text)).toMatchObject({
    [clear]: ['全部人选复核', 13, 0],
    [renamed]: ['全部人选复核', 0, 13],
    [raised]: ['全部人选复核', 12, 1],
  })
  const third = await issued(plan(['everyone'], days))
  await signRound(db, world.county, third, {}, '2026-02-13T02:00:00Z')
  await closeRound(world.deps, actorIn(world.county, 'office'), third)
  const by = actorIn(world.county, 'office').accountId
  const [electionId, candidate] = [newId(), world.county.candidates[clear]!]
  const election = { id: electionId, cycleId: world.county.cycleId, teamId: candidate.teamId, recordedById: by }
  await db.election.create({ data: { ...election, heldOn: dateFromDay('2026-02-12'), recordedAt: new Date() } })
  await db.electionResult.create({ data: { candidateId: candidate.id, electionId, result: 'elected' } })
  const last = { number: '4', referenceDate: '2026-02-12', dueOn: '2026-02-16' }
  const elected = await office.post('/rounds/preview', plan(['elected'], last)).expect(200)
  expect(rowsOf(elected.text)).toEqual({ [clear]: ['当选人回头看', 0, 13] })
})

test('the list of the preview is narrowed to a township or a reason, and what is sent stays the whole', async () => {
  const narrowed = await office.post('/rounds/preview', { ...plan(usualReasons), showReason: 'triggered' }).expect(200)
  expect(Object.keys(rowsOf(narrowed.text)).map(Number)).toEqual([raised])
  await office.post('/rounds', hidden(narrowed.text)).expect(303)
  expect(await world.deps.db.roundCandidate.count({ where: { round: { number: 2 } } })).toBe(8)
})

test('holds and deadlines: reminded of before, overdue after, looked at again once a round has', async () => {
  expect((await office.get('/holds')).text).toContain('即将到期')
  expect((await office.get('/holds?outcome=rectify')).text).toContain('2026-01-14 已交整改材料')
  world.setNow('2026-01-20T01:00:00Z')
  office = await world.as('office')
  expect((await office.get('/holds')).text).toContain('今天到期')
  world.setNow('2026-01-21T01:00:00Z')
  office = await world.as('office')
  expect((await office.get('/holds')).text).toContain('已过期')
  expect((await office.get('/rounds')).text).toContain('到期提醒（2）')
  const second = await issued(plan(usualReasons))
  expect(load((await office.get('/holds')).text)(`a[href="/rounds/${second}"]`).text()).toContain('已列入第 2 轮')
  expect((await office.get('/rounds')).text).not.toContain('到期提醒')
})
