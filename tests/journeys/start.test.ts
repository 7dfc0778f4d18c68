import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { runningUrl } from '../../src/db/postgres/embedded'
import { projectRoot } from '../../src/lib/root'

// Some ten seconds on an idle machine; most of it is Node starting seven times.
jest.setTimeout(300_000)

const root = mkdtempSync(join(tmpdir(), 'lianshen-start-'))
const dataDir = join(root, 'data')
const children: ChildProcess[] = []

beforeAll(() => {
  expect(spawnSync(process.execPath, [join(projectRoot, 'src', 'build.mjs')], { encoding: 'utf8' })).toMatchObject({
    status: 0,
  })
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  const outside = join(dataDir, 'database.json')
  if (existsSync(outside))
    rmSync((JSON.parse(readFileSync(outside, 'utf8')) as { folder: string }).folder, { recursive: true })
  rmSync(root, { recursive: true })
})

test('one folder, one server: started, started twice, killed, taken over, stopped under load', async () => {
  const first = await started({})
  expect(first.said()).toMatch(/made now/)
  expect(first.said()).toMatch(new RegExp(`first administrator here \\(works once\\): ${first.address}/password/\\S+`))
  expect(await statuses(first.address, ['/health', '/ready', '/'])).toEqual([200, 200, 200])

  expect(await ended({})).toEqual({
    status: 1,
    said: expect.stringContaining(`already runs from ${dataDir}: process ${first.child.pid}, at ${first.address}`),
  })

  first.child.kill('SIGKILL')
  await first.exit
  const second = await started({})
  expect(second.said()).toMatch(/still running from before/)

  const url = runningUrl(dataDir)!
  expect(await settingsOf(url)).toEqual({ fsync: 'on', synchronous_commit: 'on', listen_addresses: '127.0.0.1' })
  const beside = join(root, 'beside')
  expect(await ended({ DATA_DIR: beside, DATABASE_URL: url })).toEqual({
    status: 1,
    said: expect.stringMatching(/keys\.json is missing/),
  })
  mkdirSync(beside, { recursive: true })
  cpSync(join(dataDir, 'keys.json'), join(beside, 'keys.json'))
  const { port } = new URL(second.address)
  expect(await ended({ DATA_DIR: beside, DATABASE_URL: url, PORT: port })).toEqual({
    status: 1,
    said: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken`),
  })

  await commandsWork()

  const release = await holdUp(url)
  const underWay = fetch(`${second.address}/ready`)
  await pause(500)
  second.child.kill('SIGTERM')
  await until(() => second.said().includes('SIGTERM: finishing'))
  await expect(fetch(`${second.address}/health`)).rejects.toThrow('fetch failed')
  await release()
  expect((await underWay).status).toBe(200)
  expect(await second.exit).toBe(0)
  await expect(new Client({ connectionString: url }).connect()).rejects.toThrow(/ECONNREFUSED/)
  expect(existsSync(join(dataDir, 'running.json'))).toBe(false)
  await commandsWork()
})

/** What an operator types, in a shell of their own: the same whether the server runs or not. */
async function commandsWork(): Promise<void> {
  const nothing = 'Reminders made: 0; e-mails sent: 0; e-mails that wait: 0\n'
  expect(await typed({}, 'reminders', 'send')).toEqual({ status: 0, said: nothing })
  const off = 'CLAMD is not set: there is no scanner.\n'
  expect(await typed({}, 'evidence', 'scan', '--lang', 'en')).toEqual({ status: 2, said: off })
  const wrong = await typed({ SMTP_URL: 'smtp://127.0.0.1:2525' }, 'reminders', 'send')
  expect(wrong).toEqual({ status: 1, said: expect.stringMatching(/^These settings are wrong[^]*MAIL_FROM/) })
}

async function typed(env: Record<string, string>, ...args: string[]) {
  const { exit, said } = run(env, 'cli.js', args)
  return { status: await exit, said: said() }
}

/** A request to /ready waits until it is let go. */
async function holdUp(url: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('BEGIN; LOCK TABLE _prisma_migrations')
  return async () => {
    await client.query('ROLLBACK')
    await client.end()
  }
}

async function settingsOf(url: string): Promise<unknown> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const names = ['fsync', 'synchronous_commit', 'listen_addresses']
  const { rows } = await client.query(
    'SELECT json_object_agg(name, setting) AS all FROM pg_settings WHERE name = ANY ($1)',
    [names],
  )
  await client.end()
  return rows[0].all
}

function run(env: Record<string, string>, program = 'server.js', args: string[] = []) {
  const settings = { NODE_ENV: 'production', PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir, ...env }
  const entry = join(projectRoot, 'dist', 'src', program)
  const child = spawn(process.execPath, [entry, ...args], { env: { ...process.env, ...settings } })
  children.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, exit, said: () => said }
}

async function started(env: Record<string, string>) {
  const server = run(env)
  await until(() => /is ready: \S+\n[^]*password/.test(server.said()) || server.child.exitCode !== null)
  const address = /is ready: (\S+)/.exec(server.said())?.[1]
  if (!address) throw new Error(server.said())
  return { ...server, address }
}

async function ended(env: Record<string, string>) {
  const { exit, said } = run(env)
  const status = await exit
  return { status, said: said() }
}

const statuses = (address: string, paths: string[]) =>
  Promise.all(paths.map(async (path) => (await fetch(address + path)).status))

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(is: () => boolean): Promise<void> {
  while (!is()) await pause(20)
}
