import { load } from 'cheerio'
import { Client, type Pool } from 'pg'
import type { Deps } from '../src/deps'
import { actorIn, type County } from '../tests/support/county'
import { serve } from './browser'
import { benchCounty } from './county'
import { line, lineBeside, median, timed } from './times'

const people = 917
const turns = 40

type Statement = { name?: string | undefined; text: string; values: unknown[] }
type Times = { save: number; next: number; bare: number; queries: number }

/**
 * One person after the other through HTTP as a browser does it: the answers to nine items are posted, and the next desk is
 * got. Against the statements of the same two requests over pg, one after the other and with nothing around them.
 */
async function bench(): Promise<void> {
  const { deps, county, issue, close } = await benchCounty(people)
  await issue()
  await deps.pool.query('VACUUM ANALYZE')
  print(await measure(deps, county))
  await close()
}

async function measure(deps: Deps, county: County): Promise<Times[]> {
  const server = serve(deps)
  const browser = await server.browserOf(actorIn(county, 'reviewer', 'police'))
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
function answered(desk: ReturnType<typeof load>): [string, string][] {
  const names = desk('.answer-input[value=none]').map((_, input) => input.attribs['name'])
  const fields = [...names.get()].map((name): [string, string] => [name, 'none'])
  return [['version', String(desk('[name=version]').val())], ['onward', 'next'], ...fields]
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

function print(times: Times[]): void {
  const of = (key: keyof Times) => median(times.map((time) => time[key]))
  console.log(`One of ${people} people answered and the next one shown, median of ${turns}:`)
  line(`its ${of('queries')} statements by bare SQL`, of('bare'))
  line('saving', of('save'))
  line('the next desk', of('next'))
  lineBeside('together, at most 150 ms asked for', of('save') + of('next'), of('bare'))
}

void bench()
