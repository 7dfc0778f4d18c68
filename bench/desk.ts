import type { AddressInfo } from 'node:net'
import { load } from 'cheerio'
import { Client, type Pool } from 'pg'
import pino from 'pino'
import { createApp } from '../src/app'
import { readConfig } from '../src/config'
import { currentCycle } from '../src/cycles/cycles.store'
import type { Deps } from '../src/deps'
import { fixedClock } from '../src/lib/clock'
import { issueRound, selectionFor } from '../src/rounds/rounds.actions'
import { selectionDigest } from '../src/rounds/selection/selection'
import type { RoundPlan } from '../src/rounds/round'
import { csrf, signedIn } from '../tests/support/accounts'
import { actorIn, type County, makeCounty } from '../tests/support/county'
import { benchDatabase } from './database'

const people = 917
const turns = 40
const clock = fixedClock('2026-01-10T01:00:00Z')

type Statement = { name?: string | undefined; text: string; values: unknown[] }
type Times = { save: number; next: number; bare: number; queries: number }

/**
 * One person after the other through HTTP as a browser does it: the answers to nine items are posted, and the next desk is
 * got. Against the statements of the same two requests over pg, one after the other and with nothing around them.
 */
async function bench(): Promise<void> {
  const { db, pool, keys, close } = await benchDatabase()
  const { config } = readConfig({ NODE_ENV: 'production', LOG_LEVEL: 'silent' }, { demo: false })
  const deps: Deps = { db, pool, clock, config, log: pino({ level: 'silent' }), keys }
  const county = await makeCounty(db, keys, { candidates: people })
  await issue(deps, county)
  await pool.query('VACUUM ANALYZE')
  print(await measure(deps, county))
  await close()
}

async function issue({ db }: Deps, county: County): Promise<void> {
  const cycle = (await currentCycle(db))!
  const usual = { number: 1, referenceDate: '2026-01-10', dueOn: '2026-01-14', townshipId: null }
  const plan: RoundPlan = { which: ['new'], departmentIds: Object.values(county.departments), ...usual }
  const shown = selectionDigest((await selectionFor(db, cycle, plan, clock.today())).people)
  await issueRound({ db, clock }, actorIn(county, 'office'), { cycle, plan, shown })
}

async function measure(deps: Deps, county: County): Promise<Times[]> {
  const app = createApp(deps)
  const server = app.listen(0)
  const { cookie } = await signedIn({ app, deps }, actorIn(county, 'reviewer', 'police'))
  const browser = browserAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, cookie)
  const said = listen()
  let desk = load(await browser.get(load(await browser.get('/reviews'))('tbody th a').attr('href')!))
  const times: Times[] = []
  for (let turn = -3; turn < turns; turn++) {
    said.length = 0
    const form = answered(desk)
    let [on, page] = ['', '']
    const save = await timed(async () => (on = await browser.post(desk('[data-answers]').attr('action')!, form)))
    const next = await timed(async () => (page = await browser.get(on)))
    const statements = [...said]
    const bare = await timed(() => replay(deps.pool, statements))
    desk = load(page)
    if (turn >= 0) times.push({ save, next, bare, queries: statements.length })
  }
  server.close()
  return times
}

/** Every item of the desk answered `none`. */
function answered(desk: ReturnType<typeof load>): URLSearchParams {
  const names = desk('.answer-input[value=none]').map((_, input) => input.attribs['name'])
  const fields = [...names.get()].map((name): [string, string] => [name, 'none'])
  return new URLSearchParams([
    ['_csrf', csrf],
    ['version', String(desk('[name=version]').val())],
    ['onward', 'next'],
    ...fields,
  ])
}

function browserAt(origin: string, cookie: string) {
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(origin + path, { headers: { cookie }, redirect: 'manual', ...init })
    if (answer.status !== 200 && answer.status !== 303) throw new Error(`${path}: ${answer.status}`)
    return answer
  }
  return {
    get: async (path: string) => (await ask(path)).text(),
    post: async (path: string, body: URLSearchParams) =>
      (await ask(path, { method: 'POST', body })).headers.get('location')!,
  }
}

/** Every statement that goes to PostgreSQL from here on. */
function listen(): Statement[] {
  const said: Statement[] = []
  const query = Client.prototype.query as (...given: unknown[]) => unknown
  Client.prototype.query = function (this: Client, ...given: unknown[]) {
    const [first, second] = given as [string | { name?: string; text: string; values?: unknown[] }, unknown[]?]
    if (typeof first === 'string') said.push({ text: first, values: Array.isArray(second) ? second : [] })
    else if (first.text) said.push({ name: first.name, text: first.text, values: first.values ?? second ?? [] })
    return query.apply(this, given)
  } as typeof Client.prototype.query
  return said
}

/** The same reads again; in place of each write, which would not go twice, an empty round trip. */
async function replay(pool: Pool, statements: Statement[]): Promise<void> {
  const client = await pool.connect()
  for (const said of statements) await (isRead(said.text) ? client.query(said) : client.query('SELECT 1'))
  client.release()
}

function isRead(text: string): boolean {
  return /^\s*(\/\*.*?\*\/)?\s*(SELECT|WITH)/i.test(text) && !/\b(INSERT INTO|DELETE FROM|UPDATE \w+)\b/i.test(text)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function print(times: Times[]): void {
  const [save, next, bare] = [median(times, 'save'), median(times, 'next'), median(times, 'bare')]
  console.log(`One of ${people} people answered and the next one shown, median of ${turns}:`)
  console.log(`  its ${median(times, 'queries')} statements by bare SQL     ${bare.toFixed(0)} ms`)
  console.log(`  saving                         ${save.toFixed(0)} ms`)
  console.log(`  the next desk                  ${next.toFixed(0)} ms`)
  console.log(`  together                       ${(save + next).toFixed(0)} ms, at most 150 asked for`)
  console.log(`  ratio                          ${((save + next) / bare).toFixed(2)}`)
}

function median(times: Times[], key: keyof Times): number {
  return times.map((time) => time[key]).sort((a, b) => a - b)[Math.floor(times.length / 2)]!
}

void bench()
