import type { Test } from 'supertest'
import { departmentRoles, type Role } from '../../src/accounts/role'
import { allRoutes } from '../../src/routes'
import type { Route } from '../../src/web/route'
import { answerOf, asked, differences, type Answers, received, walkAll } from '../support/answers'
import { takeSanctions } from '../support/ledgers'
import type { Browser } from '../support/accounts'
import { actorIn } from '../support/county'
import { askedReview, deskFields } from '../support/recheck-world'
import type { World } from '../support/review-world'
import { found, plainly, type Said } from '../support/round'
import { everyAct, type Got, type Hand, type Who } from '../support/sealed-acts'
import * as sealed from '../support/sealed-world'
import { type Fill, type TwoWorlds, twoWorlds } from '../support/two-worlds'

jest.setTimeout(240_000)

let worlds: TwoWorlds
let known: Set<string>
/** The records of either world, those of others among them. */
let records: [string, string[]][]
afterAll(() => worlds.close())

const secret = '只有别的单位知道'
const loud = found({ words: secret })

/** What 公安 itself has: two to do, one signed, one sent back by itself, one found and drafted; a ledger of its own. */
const own: Fill = async (world) => {
  const mine: Said = { 0: { police: 'unsigned' }, 1: { police: 'unsigned' }, 3: { police: { N12: found() } } }
  await sealed.ownWork(world, 'police', mine)
  await sealed.draft(world, 'police', 4, { N03: plainly('pending') })
  await sealed.draft(world, 'police', 2, { N12: found() })
  await sealed.prove(world, 'police', 2, 'N12', '处罚决定书')
  await sealed.sendFileBack(world, 'police', 1, '缺推荐表')
  await takeSanctions(await world.as('reviewer', 'police'), ['云川2', '', '1975-03-12', '', '警告', '2024-05'])
}

/** The others are quiet: nothing found, much unsigned. */
const quiet: Fill = async (world) => {
  await sealed.recheck(world, 1, ['court'])
  for (const department of ['court', 'petitions']) await sealed.say(world, 1, department, {})
  await sealed.draft(world, 'court', 0, {})
}

/** The others say the worst: found, returned, asked again, answered, heard of, decided on. */
const noisy: Fill = async (world) => {
  await sealed.recheck(world, 1, ['court'])
  await sealed.answerRecheck(world, 1, 'court', true)
  await sealed.recheck(world, 2, ['court', 'justice'])
  await sealed.recheck(world, 0, ['court'])
  await sealed.draft(world, 'court', 1, { N03: loud })
  await sealed.draft(world, 'court', 0, { N03: loud })
  await sealed.prove(world, 'court', 0, 'N03', secret)
  await sealed.draft(world, 'emergency', 2, { N18: loud })
  await sealed.prove(world, 'emergency', 2, 'N18', '处罚决定书')
  for (const department of ['court', 'discipline', 'petitions', 'agriculture'])
    await sealed.say(world, 2, department, { 0: { court: { N03: loud }, discipline: { N06: plainly('pending') } } })
  await sealed.say(world, 1, 'petitions', { 2: { petitions: { N12: loud } }, 4: { petitions: { N12: loud } } })
  await sealed.sendFileBack(world, 'organisation', 3, secret)
  await sealed.tell(world, 'court', secret)
  await sealed.decide(world, 2)
  await takeSanctions(await world.as('reviewer', 'discipline'), ['云川1', '', '1975-03-12', '', '记过', '2024-05'])
}

async function open(both: Fill, one: Fill, other: Fill): Promise<void> {
  worlds = await twoWorlds(both, one, other)
  const [some, more] = [new Map(await recordsIn(worlds.one)), new Map(await recordsIn(worlds.other))]
  known = new Set([...some.keys()].filter((id) => more.has(id)))
  records = [...new Map([...some, ...more])].sort()
}

/** The tables whose records have pages of their own, and where. */
const places: Record<string, string[]> = {
  candidate: ['/candidates', '/elections'],
  round: ['/rounds'],
  review: ['/reviews'],
  recheck: ['/rechecks'],
  trigger: ['/triggers'],
  evidence_link: ['/evidence'],
  ledger: ['/ledgers'],
  outcome: ['/outcomes'],
  notice: ['/notices'],
  packet: ['/reviews/packets'],
  deliberation: ['/meetings'],
}
const others = ['account', 'township', 'team', 'department', 'cycle', 'ledger_row']

/** Every id of a record, with the addresses of its page; of the reviews, of which there are many alike, every fourth. */
async function recordsIn({ deps }: World): Promise<[string, string[]][]> {
  const tables = [...Object.keys(places), ...others]
  const all = tables.map((name) => `SELECT '${name}' AS place, id::text FROM "${name}"`).join(' UNION ALL ')
  const { rows } = await deps.pool.query<{ place: string; id: string }>(`${all} ORDER BY id`)
  const asked = rows.map(({ place }, n) => (place === 'review' && n % 4 ? [] : (places[place] ?? [])))
  return rows.map(({ id }, n) => [id, asked[n]!.map((path) => `${path}/${id}`)])
}

/**
 * What a person asks besides following links: searches, and the addresses of others' records. What a role is kept from
 * before anything is looked up is asked once for each route.
 */
function addresses(role: Role): string[] {
  const searches = ['云川3', '云川', 'yc1', secret].map((words) => `q=${encodeURIComponent(words)}`)
  const standings = ['clear', 'bar', 'hold', 'waiting', 'disputed', 'returned']
  const all = [
    '/',
    ...searches.flatMap((search) => ['/reviews?show=all&', '/candidates?', '/ledgers/hits?'].map((at) => at + search)),
    ...['township', 'standing', '-standing', 'name'].map((order) => `/candidates?sort=${order}`),
    ...standings.map((one) => `/candidates?standing=${one}`),
    ...forOthers,
    ...searched,
    ...records.flatMap(([, paths]) => paths).flatMap(withHistory),
  ]
  const closed = new Set<Route>()
  return all.filter((path) => {
    const route = routeAt('get', path)
    const isOpen = !route || typeof route.roles === 'string' || route.roles.includes(role)
    const again = !isOpen && closed.has(route)
    if (!isOpen) closed.add(route)
    return !again
  })
}

const searched = ['/find', '/find?q=yc1', '/ledgers/hits/namesakes', '/own-lists', '/jobs', '/triggers/workbook']
const forOthers = ['/progress', '/papers', '/papers/feedback', '/papers/feedback/workbook', '/pointers', '/holds']

function withHistory(path: string): string[] {
  return path.startsWith('/candidates/') ? [path, `${path}/history`, `${path}/versions/1`] : [path]
}

/** One session for each account, however often it is asked for: their order would be chance. */
async function seated(world: World, role: Role, unit: string): Promise<Browser> {
  const { accountId } = actorIn(world.county, role, unit)
  const place = `${world === worlds.one ? 'one' : 'other'} ${accountId}`
  sessions.set(place, sessions.get(place) ?? world.as(role, unit))
  return sessions.get(place)!
}

const sessions = new Map<string, Promise<Browser>>()

/** Where the worlds differ for one account that walks both. */
async function told(role: Role, unit: string): Promise<string[]> {
  const [one, other] = [await seated(worlds.one, role, unit), await seated(worlds.other, role, unit)]
  const [seen, beside] = await Promise.all([one, other].map((browser) => walkAll(browser, addresses(role), known)))
  expect([...seen!.values()].filter(({ status }) => status === 200).length).toBeGreaterThan(20)
  const answered = [...seen!].filter(([, { status }]) => status < 400)
  if (departmentRoles.includes(role)) for (const [path] of answered) compared.add(routeOf('get', path))
  return differences(seen!, beside!)
}

type Step = { role: Role; path: string; fields: Record<string, string | string[]> }

/** The same forms sent in both worlds, each answer beside its twin. */
async function sent(steps: Step[]): Promise<string[]> {
  const both = [worlds.one, worlds.other].map(async (world) => {
    const answers: Answers = new Map()
    for (const [n, { role, path, fields }] of steps.entries())
      answers.set(`${n} ${path}`, await asked((await seated(world, role, 'police')).post(path, fields), known))
    for (const { path } of steps) compared.add(routeOf('post', path))
    for (const [place, { status }] of answers) if (status < 400) taken.add(routeOf('post', place.split(' ')[1]!))
    return answers
  })
  return differences((await both[0])!, (await both[1])!)
}

/** The same acts taken in both worlds, each answer beside its twin; an act that is refused proves nothing. */
async function done(): Promise<string[]> {
  const [one, other] = await Promise.all([worlds.one, worlds.other].map(handIn))
  return differences(one!, other!)
}

async function handIn(world: World): Promise<Answers> {
  const answers: Answers = new Map()
  const by = (who: Who) => (who === 'second' ? world.as('reviewer', 'police', true) : seated(world, who, 'police'))
  const kept = async (method: string, path: string, test: Test): Promise<Got> => {
    const response = await received(test)
    const answer = await answerOf(response, known)
    const place = `${answers.size} ${method} ${routeAt(method, path)?.path}`
    if (answer.status >= 400) throw new Error(`${place} is refused: ${answer.status} ${answer.body}`)
    answers.set(place, answer)
    if (method === 'post') taken.add(routeOf(method, path))
    compared.add(routeOf(method, path))
    const [bytes, to] = [response.body as Buffer, String(response.headers['location'] ?? '').replace(/#.*/, '')]
    return { html: bytes.toString(), bytes, to }
  }
  const hand: Hand = {
    read: async (who, path) => kept('get', path, (await by(who)).get(path)),
    send: async (who, path, fields) => kept('post', path, (await by(who)).post(path, fields)),
    upload: async (who, path, { name, bytes }, fields) =>
      kept('post', path, (await by(who)).upload(path, bytes, name, fields)),
  }
  await everyAct(hand, world)
  return answers
}

/** The routes of acts that were taken, not only refused. */
const taken = new Set<string>()

/** The routes whose answers to a department were compared. */
const compared = new Set<string>()

function routeOf(method: string, address: string): string {
  return `${method} ${routeAt(method, address)?.path ?? address.split(/[?#]/)[0]!}`
}

/** The first route that takes this address, as the program finds it. */
function routeAt(method: string, address: string): Route | undefined {
  const path = address.split(/[?#]/)[0]!
  routes ??= allRoutes(worlds.one.deps).map((route) => {
    return { route, takes: new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`) }
  })
  return routes.find(({ route, takes }) => route.method === method && takes.test(path))?.route
}

let routes: { route: Route; takes: RegExp }[] | undefined

/** Routes that a department may reach and whose answers are not compared, each with the reason. */
const notCompared: Record<string, string> = {
  ...because('says nothing of cases', [
    'get /language/:lang',
    'get /styleguide',
    'get /sign-in',
    'post /sign-in',
    'post /sign-out',
    'get /password/:secret',
    'get /set-password',
    'post /set-password',
    'post /account/password',
    'post /account/session-endings',
  ]),
  ...because('one’s own saved filters and columns, by account', [
    'post /own-lists',
    'post /own-lists/columns/:list',
    'post /own-lists/:id/name',
    'post /own-lists/:id/deletion',
  ]),
  ...because('one’s own jobs, by account; what they make is compared where it is asked for', [
    'get /jobs/:id',
    'get /jobs/:id/file',
    'post /jobs/:id/cancellation',
  ]),
  ...because('a digest of a packet’s bytes, in which the new packet’s id stands', ['get /reviews/packets/:id/check']),
}

function because(reason: string, routes: string[]): Record<string, string> {
  return Object.fromEntries(routes.map((route) => [route, reason]))
}

function mayReach({ roles }: Route): boolean {
  return typeof roles === 'string' || departmentRoles.some((role) => roles.includes(role))
}

const reviewer = (path: string, fields: Step['fields']): Step => ({ role: 'reviewer', path, fields })
const signatory = (path: string, fields: Step['fields']): Step => ({ role: 'signatory', path, fields })

/** Every other act, on a record of another department, or on one's own with what is refused: nothing is changed. */
function refusedActs(foreign: string, todo: string): Step[] {
  const [none, link] = [
    '018f0000-0000-7000-8000-000000000000',
    records.find(([, [at]]) => at?.startsWith('/evidence'))!,
  ]
  const people = [actorIn(worlds.one.county, 'reviewer', 'police').accountId]
  const onReview = ['return', 'recusal', 'trigger', 'papers'].flatMap((noun) => [
    reviewer(`/reviews/${foreign}/${noun}`, { words: '试' }),
    reviewer(`/reviews/${todo}/${noun}`, {}),
  ])
  const nowhere = [
    '/ledgers/hits/namesakes',
    `/ledgers/hits/${none}/${none}`,
    '/ledgers/imports',
    `/ledgers/imports/${none}/taking`,
    '/reviews/packets',
    `/reviews/packets/${none}/choices`,
    `/reviews/packets/${none}/taking`,
    '/reviews/together',
    '/reviews/together/preview',
    `/reviews/together/${none}/taking-back`,
    `/evidence/${link[0]}/removal`,
    `/evidence/review/${foreign}`,
    '/reviews/split/taking-over',
  ]
  const signing = [`/reviews/${foreign}/send-back`, '/reviews/signing', '/deputies', `/deputies/${none}/ending`]
  return [
    reviewer('/find', { q: '云川3' }),
    ...onReview,
    ...nowhere.map((path) => reviewer(path, {})),
    ...signing.map((path) => signatory(path, {})),
    signatory('/reviews/split/preview', { way: 'evenly', people }),
    signatory('/reviews/split', { way: 'evenly', people, shown: '' }),
  ]
}

describe('two worlds that differ only in what other departments have said', () => {
  beforeAll(() => open(own, quiet, noisy))

  test.each(['reviewer', 'signatory'] as const)('are the same to a %s in every answer', async (role) => {
    expect(await told(role, 'police')).toEqual([])
  })

  test('are the same in what forms answer, and after its own signing', async () => {
    const { id } = await askedReview(worlds.one, 'police', 4)
    const todo = await askedReview(worlds.one, 'police', 3)
    const foreign = await askedReview(worlds.other, 'court', 2)
    const idNumber = worlds.one.county.candidates[2]!.idNumber
    expect(
      await sent([
        reviewer('/reviews/search', { idNumber }),
        reviewer(`/reviews/${foreign.id}/draft`, { version: '1' }),
        reviewer(`/reviews/${foreign.id}/number`, {}),
        reviewer(`/reviews/${id}/number`, {}),
        reviewer('/ledgers/comparisons', {}),
        reviewer(`/reviews/${todo.id}/draft`, { version: String(todo.version), ...deskFields('police', 'none') }),
        signatory('/reviews/signing/preview', { all: 'yes' }),
        signatory('/reviews/signing/preview', { review: [foreign.id, id] }),
        ...refusedActs(foreign.id, id),
      ]),
    ).toEqual([])
    expect(await done()).toEqual([])
    await sealed.say(worlds.one, 2, 'police', {})
    await sealed.say(worlds.other, 2, 'police', {})
    expect(await told('reviewer', 'police')).toEqual([])
  })

  test('are compared in every answer that a department can get, or a reason is named', () => {
    const reachable = allRoutes(worlds.one.deps).filter(mayReach)
    const names = reachable.map(({ method, path }) => `${method} ${path}`)
    expect(names.filter((name) => !compared.has(name)).sort()).toEqual(Object.keys(notCompared).sort())
    const acts = names.filter((name) => name.startsWith('post') && !taken.has(name))
    expect(acts.filter((name) => !notCompared[name])).toEqual([])
  })
})

/** The same facts, raised by one department or by another one. */
const raisedBy =
  (finder: string, silent: string, late: string, told: string): Fill =>
  async (world) => {
    const said: Said = { 0: { [finder]: { N12: found() }, [silent]: { N12: plainly('not_ours') } } }
    for (const department of Object.keys(world.county.departments)) await sealed.say(world, 2, department, said)
    await sealed.sendFileBack(world, finder, 1, '缺推荐表，请补')
    await sealed.unsign(world, late, 2)
    await sealed.recheck(world, 0, [finder])
    await sealed.tell(world, told, '来信反映的情况')
  }

describe('two worlds that differ only in which department raised something', () => {
  beforeAll(async () => {
    await worlds.close()
    await open(
      async (world) => {
        await sealed.ownWork(world, 'emergency', {})
        await sealed.decide(world, 0)
      },
      raisedBy('petitions', 'police', 'court', 'justice'),
      raisedBy('police', 'petitions', 'agriculture', 'court'),
    )
  })

  test.each(['township_clerk', 'township_lead'] as const)('are the same to a %s', async (role) => {
    const { id } = worlds.one.county.candidates[0]!
    const standings = [worlds.one, worlds.other].map(({ deps }) =>
      deps.db.standing.findUniqueOrThrow({ where: { candidateId: id } }),
    )
    const [one, other] = await Promise.all(standings)
    expect(one!.standing).toBe(other!.standing)
    expect(one!.reasons).not.toEqual(other!.reasons)
    expect(await told(role, '盛乐镇')).toEqual([])
  })
})
