import type { AddressInfo } from 'node:net'
import express from 'express'
import pino from 'pino'
import { createApp } from '../src/app'
import { readConfig } from '../src/config'
import type { Deps } from '../src/deps'
import { fixedClock } from '../src/lib/clock'
import { seedDemo } from '../prisma/seed/demo'
import { actorNamed, signedIn } from '../tests/support/accounts'
import { benchDatabase } from './database'
import { median, timed } from './times'

const turns = 40
const clock = fixedClock('2026-01-10T01:00:00Z')

/** What people open all day, with whoever opens it. */
const pages: [string, string[]][] = [
  [
    'office',
    ['/progress', '/candidates', '/candidates?page=2', '/outcomes', '/rounds', '/notices', '/rechecks', '/pointers'],
  ],
  ['leader', ['/progress', '/outcomes']],
  ['clerk1', ['/', '/candidates', '/candidates/new']],
  ['reviewer.court', ['/', '/reviews', '/reviews?show=all', '/ledgers']],
  ['signatory.discipline', ['/reviews/signing']],
  ['observer', ['/progress']],
  ['auditor', ['/audit']],
  ['admin', ['/accounts']],
]

/**
 * The demo's pages as a browser gets them, one after the other, against a page of Express that sends as many bytes and
 * does nothing else, turn by turn in one run. Prints per page the median, the 95th of a hundred, and the ratio.
 */
async function bench(): Promise<void> {
  const { db, pool, keys, close } = await benchDatabase()
  const { config } = readConfig({ NODE_ENV: 'production', LOG_LEVEL: 'silent' }, { demo: false })
  const deps: Deps = { db, pool, clock, config, log: pino({ level: 'silent' }), keys }
  await seedDemo(deps)
  await pool.query('ANALYZE')
  const app = createApp(deps)
  const [ours, bare] = [listening(app), listening(bareApp())]
  const all: number[] = []
  for (const [username, paths] of pages) {
    const { cookie } = await signedIn({ app, deps }, await actorNamed(deps, username))
    for (const path of paths) all.push(...(await measure(ours.url, bare.url, username, path, cookie)))
  }
  console.log(
    `all ${all.length} pages: median ${median(all).toFixed(1)} ms, 95 of 100 within ${within95(all).toFixed(1)} ms`,
  )
  for (const { server } of [ours, bare]) server.close()
  await close()
}

async function measure(ours: string, bare: string, who: string, path: string, cookie: string): Promise<number[]> {
  const { length } = await fetched(ours + path, cookie)
  const [own, other]: [number[], number[]] = [[], []]
  for (let turn = -5; turn < turns; turn++) {
    const pair = [
      await timed(() => fetched(ours + path, cookie)),
      await timed(() => fetched(`${bare}/${length}`)),
    ] as const
    if (turn < 0) continue
    own.push(pair[0])
    other.push(pair[1])
  }
  const ratio = (median(own) / median(other)).toFixed(0)
  console.log(
    `${`${who} ${path}`.padEnd(36)} median ${median(own).toFixed(1).padStart(6)} ms, p95 ${within95(own).toFixed(1).padStart(6)} ms, ${ratio} times a bare page of ${length} bytes`,
  )
  return own
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
