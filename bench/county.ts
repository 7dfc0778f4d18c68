import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { readConfig } from '../src/config'
import type { Deps } from '../src/deps'
import { newId } from '../src/lib/ids'
import { fixedClock } from '../src/lib/clock'
import { workOnNext } from '../src/jobs/work.actions'
import { jobKinds } from '../src/long-work'
import { makeCounty } from '../tests/support/county'
import { issueToAll } from '../tests/support/review-world'
import { benchDatabase } from './database'

/** A county of so many people on a database and a data folder that go with it, on 10 January 2026. */
export async function benchCounty(candidates: number) {
  const { db, pool, place, keys, close: drop } = await benchDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'lianshen-bench-'))
  const { config } = readConfig({ NODE_ENV: 'production', LOG_LEVEL: 'silent', DATA_DIR: dataDir }, { demo: false })
  const clock = fixedClock('2026-01-10T01:00:00Z')
  const deps: Deps = { db, pool, clock, config, log: pino({ level: 'silent' }), keys }
  const county = await makeCounty(db, keys, { candidates })
  const close = async () => {
    await drop()
    rmSync(dataDir, { recursive: true })
  }
  return { deps, county, place, close, issue: () => issueToAll({ deps, county }) }
}

/** Does the jobs that wait, as a server's own worker would. @throws Error when one of them failed */
export async function workOff(deps: Deps): Promise<void> {
  while (await workOnNext(deps, jobKinds(deps), newId()));
  const problems = await deps.db.job.findMany({ where: { state: 'failed' }, select: { problem: true } })
  if (problems.length) throw new Error(JSON.stringify(problems))
}
