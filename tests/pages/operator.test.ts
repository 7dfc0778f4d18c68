import { randomBytes } from 'node:crypto'
import { accountsCommand } from '../../src/accounts/accounts.cli'
import { auditCommand } from '../../src/audit/audit.cli'
import { recorded } from '../../src/audit/recorded'
import { systemClock } from '../../src/lib/clock'
import { newId } from '../../src/lib/ids'
import { freshDatabase, type FreshDatabase } from '../support/database'

/** What an operator does from the command line, beside the running server. */
let database: FreshDatabase
const said: string[] = []
const lines = { out: (line: string) => said.push(line), err: (line: string) => said.push(line) }

beforeAll(async () => {
  database = await freshDatabase()
  const key = () => randomBytes(32).toString('base64')
  Object.assign(process.env, { DATABASE_URL: database.place.url, ID_KEY: key(), SESSION_SECRET: key() })
})
afterAll(() => database.close())
beforeEach(() => (said.length = 0))

test('audit verify: 0 and the last digest for a whole chain, 1 and the first break for a broken one', async () => {
  const doer = { accountId: null, username: 'a', role: 'office', address: '', requestId: '' }
  const records = Array.from({ length: 5 }, (_, at) => ({ type: 'account', id: String(at) }))
  await recorded({ db: database.db, clock: systemClock }, doer, 'account.created', async () => ({
    result: null,
    records,
  }))
  expect(await auditCommand(['verify'], lines)).toBe(0)
  expect(said[0]).toMatch(/whole: 5 entries, the last with digest [0-9a-f]{64}$/)
  const third = await database.db.auditEntry.update({ where: { seq: 3 }, data: { recordId: 'x' } })
  expect(await auditCommand(['verify'], lines)).toBe(1)
  expect(said[1]).toBe(`The audit trail is broken at entry 3 (id ${third.id}): it was changed.`)
  await database.db.auditEntry.update({ where: { seq: 3 }, data: { recordId: '2' } })
})

test('accounts: lists, hands out a link, lifts a lock; an unknown name is told', async () => {
  const account = { id: newId(), username: 'zhang.san', name: '张三', role: 'office', createdAt: new Date() }
  await database.db.account.create({ data: account })
  expect(await accountsCommand(['list'], lines)).toBe(0)
  expect(await accountsCommand(['link', 'Zhang.San'], lines)).toBe(0)
  expect(await accountsCommand(['unlock', 'zhang.san'], lines)).toBe(0)
  expect(await accountsCommand(['link', 'nobody'], lines)).toBe(1)
  expect(said).toEqual([
    'zhang.san\toffice\tactive',
    expect.stringMatching(/\/password\/[\w-]{43}$/),
    'Locks lifted: 0',
    'There is no such account, or it is disabled.',
  ])
  expect(await database.db.auditEntry.count({ where: { recordId: account.id, role: 'system' } })).toBe(2)
})

test.each([[[]], [['nonsense']], [['link']], [['toString', 'x']]])('%j shows how to use it', async (args) => {
  expect(await accountsCommand(args, lines)).toBe(2)
  expect(await auditCommand(args, lines)).toBe(2)
  expect(said).toHaveLength(2)
})
