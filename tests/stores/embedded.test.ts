import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Client } from 'pg'
import { startIn, type Embedded } from '../../src/db/postgres/embedded'
import { temporaryPlace } from '../../src/db/postgres/postgres-place'

jest.setTimeout(60_000)

const place = temporaryPlace()
const cluster = join(place.folder, 'cluster')
const start = () => startIn(place, { durable: false, maxConnections: 10 })

let last: Embedded
let stranger: ChildProcess | undefined
const started = async () => (last = await start())
afterAll(async () => {
  stranger?.kill()
  await last.stop()
  rmSync(place.folder, { recursive: true, force: true })
})

test('a first start that was killed half-way leaves nothing to trip over', async () => {
  mkdirSync(`${cluster}.new-1`)
  writeFileSync(join(`${cluster}.new-1`, 'PG_VERSION'), '18')
  writeFileSync(join(place.folder, 'password.1'), 'secret')
  expect((await started()).began).toBe('new')
  expect(readdirSync(place.folder).sort()).toEqual(['access.json', 'cluster', 'postgres.log'])
})

test('the password is for the owner alone', () => {
  // Windows knows no mode bits: there the folder's own access list decides.
  const others = process.platform === 'win32' ? 0 : statSync(join(place.folder, 'access.json')).mode & 0o077
  expect(others).toBe(0)
})

test('text is UTF-8, sorts by code point, and letters of any script are letters', async () => {
  const [row] = await ask(
    last.url,
    `SELECT current_setting('server_encoding') AS encoding, 'Z' < 'a' AS "byCode", lower('ÉÄ') AS lower`,
  )
  expect(row).toEqual({ encoding: 'UTF8', byCode: true, lower: 'éä' })
})

test('a server that outlived its program is taken over, on the same port', async () => {
  const before = last.url
  expect(await started()).toMatchObject({ began: 'taken over', url: before })
})

test('after a stop the data are there, on the same port', async () => {
  await ask(last.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  const before = last.url
  await last.stop()
  expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false)
  expect(await started()).toMatchObject({ began: 'started', url: before })
  expect(await ask(last.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
})

test('when somebody else took the port, another one is found', async () => {
  await last.stop()
  const port = Number(new URL(last.url).port)
  const other = createServer().listen(port, '127.0.0.1')
  await started()
  expect(Number(new URL(last.url).port)).not.toBe(port)
  expect(await ask(last.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await new Promise((resolve) => other.close(resolve))
})

test('a number that now belongs to another program, as after a reboot, does not pass for the server', async () => {
  await last.stop()
  // Of the account that runs PostgreSQL: it takes other accounts' processes for dead anyway.
  const other = (stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    ...place.account,
    cwd: '/',
  }))
  await new Promise((resolve) => other.once('spawn', resolve))
  writeFileSync(join(cluster, 'postmaster.pid'), `${other.pid}\n${cluster}\n0\n1\n`)
  expect((await started()).began).toBe('started')
})

test('data of another major version are not touched, and the way to carry them over is told', async () => {
  await last.stop()
  const file = join(cluster, 'PG_VERSION')
  const ours = readFileSync(file, 'utf8')
  writeFileSync(file, '17\n')
  await expect(start()).rejects.toThrow(/made by PostgreSQL 17.*brings PostgreSQL 18.*back-up/)
  writeFileSync(file, ours)
  await started()
})

test('a lost password is named, and no second database is made over the first', async () => {
  await last.stop()
  const file = join(place.folder, 'access.json')
  const kept = readFileSync(file)
  rmSync(file)
  await expect(start()).rejects.toThrow(/access\.json is missing/)
  writeFileSync(file, kept, { mode: 0o600 })
  await started()
})

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
