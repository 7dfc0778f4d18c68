import type { AddressInfo } from 'node:net'
import express from 'express'
import pino from 'pino'
import { createApp } from '../src/app'
import { recorded } from '../src/audit/recorded'
import { readConfig } from '../src/config'
import type { Deps } from '../src/deps'
import { fixedClock } from '../src/lib/clock'
import { seedDemo } from '../prisma/seed/demo'
import { actorNamed, signedIn } from '../tests/support/accounts'
import { benchDatabase } from './database'
import { median } from './times'

const turns = 40
const clock = fixedClock('2026-01-10T01:00:00Z')

/** What people open all day, with whoever opens it. */
const pages: [string, string[]][] = [
  [
    'office',
    ['/progress', '/candidates', '/candidates?page=2', '/outcomes', '/rounds', '/notices', '/rechecks', '/pointers'],
  ],
  ['leader', ['/progress', '/outcomes']],
  ['clerk1', ['/township', '/candidates', '/candidates/new']],
  ['reviewer.court', ['/reviews', '/reviews?show=all', '/ledgers']],
  ['signatory.discipline', ['/reviews/signing']],
  ['observer', ['/progress']],
  ['auditor', ['/audit']],
  ['admin', ['/accounts']],
]

/**
 * The server's time for the demo's pages, one after the other, while nobody acts and just after somebody has (figures of
 * the county are counted anew), against a page of Express that sends as many bytes and does nothing else, turn by turn in
 * one run. Prints per page the median, the 95th of a hundred, and the ratio.
 */
async function bench(): Promise<void> {
  const { db, pool, keys, close } = await benchDatabase()
  const { config } = readConfig({ NODE_ENV: 'production', LOG_LEVEL: 'silent' }, { demo: false })
  const deps: Deps = { db, pool, clock, config, log: pino({ level: 'silent' }), keys }
  await seedDemo(deps)
  await pool.query('ANALYZE')
  const app = createApp(deps)
  const [ours, bare] = [listening(measured(app)), listening(measured(bareApp()))]
  const all: Times = { quiet: [], acted: [] }
  for (const [username, paths] of pages) {
    const { cookie } = await signedIn({ app, deps }, await actorNamed(deps, username))
    for (const path of paths) {
      const times = await measure(deps, { ours: ours.url, bare: bare.url }, { username, path, cookie })
      for (const way of ways) all[way].push(...times[way])
    }
  }
  for (const way of ways) {
    const [usual, most] = [median(all[way]).toFixed(1), within95(all[way]).toFixed(1)]
    console.log(`all ${all[way].length} pages, ${said[way]}: median ${usual} ms, 95 of 100 within ${most} ms`)
  }
  for (const { server } of [ours, bare]) server.close()
  await close()
}

const ways = ['quiet', 'acted'] as const
const said = { quiet: 'nobody acting', acted: 'each after an act' }
type Times = Record<(typeof ways)[number], number[]>
type Visit = { username: string; path: string; cookie: string }

async function measure(deps: Deps, { ours, bare }: Record<'ours' | 'bare', string>, visit: Visit): Promise<Times> {
  const { username, path, cookie } = visit
  const { length } = await fetched(ours + path, cookie)
  const [times, other]: [Times, number[]] = [{ quiet: [], acted: [] }, []]
  for (let turn = -5; turn < turns; turn++) {
    await act(deps)
    const acted = await served(ours + path, cookie)
    const quiet = await served(ours + path, cookie)
    const beside = await served(`${bare}/${length}`)
    if (turn < 0) continue
    times.acted.push(acted)
    times.quiet.push(quiet)
    other.push(beside)
  }
  const ratio = (median(times.quiet) / median(other)).toFixed(0)
  const [each, after] = ways.map((way) => `${shown(median(times[way]))} ms, p95 ${shown(within95(times[way]))} ms`)
  console.log(
    `${`${username} ${path}`.padEnd(38)} ${each}; after an act ${after}; ${ratio} times a bare page of ${length} bytes`,
  )
  return times
}

const shown = (milliseconds: number) => milliseconds.toFixed(1).padStart(6)

/** Something that leaves a row in the audit trail and changes nothing else. */
function act({ db, clock }: Deps): Promise<null> {
  const doer = { accountId: null, username: 'system', role: 'system', address: '', requestId: 'bench' }
  return recorded({ db, clock }, doer, 'reminder.made', async () => {
    return { result: null, record: { type: 'county', id: 'county' } }
  })
}

/** Milliseconds from the request's head to the answer's last byte, as the server sees it: the browser's part is not in it. */
async function served(url: string, cookie = ''): Promise<number> {
  await fetched(url, cookie)
  return lastServed
}

let lastServed = 0

function measured(app: express.Express): express.Express {
  const outer = express()
  outer.use((_req, res, next) => {
    const from = performance.now()
    res.once('finish', () => (lastServed = performance.now() - from))
    next()
  })
  return outer.use(app)
}

async function fetched(url: string, cookie = ''): Promise<string> {
  const answer = await fetch(url, { headers: { cookie } })
  const text = await answer.text()
  if (answer.status !== 200 || !text.includes('</html>')) throw new Error(`${url}: ${answer.status}`)
  return text
}

function bareApp() {
  const app = express()
  app.get('/:length', (req, res) => {
    res.send(`<html>${'x'.repeat(Number(req.params.length) - '<html></html>'.length)}</html>`)
  })
  return app
}

function listening(app: express.Express) {
  const server = app.listen(0)
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function within95(times: number[]): number {
  return [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1]!
}

void bench()
