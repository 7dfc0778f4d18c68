import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountsCommand } from '../../src/accounts/accounts.cli'
import { auditCommand } from '../../src/audit/audit.cli'
import { recorded } from '../../src/audit/recorded'
import { systemClock } from '../../src/lib/clock'
import { ledgersCommand } from '../../src/ledgers/imports/import.cli'
import { newId } from '../../src/lib/ids'
import { usualLimits } from '../../src/sheets/refused'
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

describe('ledgers import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianshen-ledger-'))
  const about = ['--kind', 'sanctions', '--source', '县纪委案管室', '--as-of', '2026-01-09', '--lang', 'en']
  const heading = '姓名,处分种类,处分时间'

  beforeAll(async () => {
    const department = { id: newId(), key: 'discipline', name: '纪检监察', nameEn: 'Discipline', position: 1 }
    await database.db.department.create({ data: department })
    const account = { id: newId(), username: 'case.office', name: '李四', role: 'reviewer', createdAt: new Date() }
    await database.db.account.create({ data: { ...account, departmentId: department.id } })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** What the command says of a file with these lines, and how it ends. */
  async function imported(file: string[] | string, args: string[]) {
    const path = typeof file === 'string' ? file : join(folder, '台账.csv')
    if (typeof file !== 'string') writeFileSync(path, file.join('\n'))
    said.length = 0
    return { code: await ledgersCommand(['import', path, ...args], lines), words: said.join('\n') }
  }
  const as = (username: string) => ['--as', username, ...about]
  const rows = (count: number, more = '') =>
    Array.from({ length: count }, (_, n) => `周某${n},党内警告,2025-06-01${more}`)

  test('without --take a file waits as its person’s preview', async () => {
    const { code, words } = await imported([heading, ...rows(2)], as('Case.Office'))
    expect([code, words]).toEqual([0, expect.stringMatching(/New: 2\n[^]*\/ledgers\/imports\/[\w-]{36}/)])
    expect(await database.db.ledgerRow.count()).toBe(0)
  })

  test('a file beyond an upload’s size is taken in its person’s name', async () => {
    const large = [`${heading},附件`, ...rows(700, `,${'x'.repeat(30_000)}`)]
    expect(large.join('\n').length).toBeGreaterThan(usualLimits.bytes)
    const { code, words } = await imported(large, [...as('case.office'), '--take'])
    expect([code, words]).toEqual([0, expect.stringMatching(/^Opening the file \(2\d MB\) …\nRows read: 700 of 700\n/)])
    expect(await database.db.ledgerRow.count({ where: { lastVersion: null } })).toBe(700)
    const entry = await database.db.auditEntry.findFirstOrThrow({ where: { act: 'ledger.imported' } })
    expect(entry).toMatchObject({ username: 'case.office', address: 'command line' })
  })

  test('rows that are refused are named, and only --only-good takes the others', async () => {
    const lines = [heading, '周某0,党内警告,2025-06-01', '周某某,,2025-06-01']
    const whole = await imported(lines, [...as('case.office'), '--take'])
    expect([whole.code, whole.words]).toEqual([1, expect.stringMatching(/\n3\t处分种类\t/)])
    expect(await database.db.ledgerVersion.count()).toBe(1)
    expect((await imported(lines, [...as('case.office'), '--take', '--only-good'])).code).toBe(0)
    expect(await database.db.ledgerVersion.count()).toBe(2)
  })

  test.each([
    ['somebody of no department', [heading, ...rows(1)], as('zhang.san'), 'no such account'],
    ['nobody', [heading, ...rows(1)], as('nobody'), 'no such account'],
    ['a file that is not there', join(folder, 'nothing.csv'), as('case.office'), 'cannot be read'],
    ['an unknown ledger', [heading, ...rows(1)], [...as('case.office'), '--kind', 'grudges'], 'kind'],
    ['a day to come', [heading, ...rows(1)], [...as('case.office'), '--as-of', '2999-01-01'], 'day'],
    ['wrong columns', ['Name,Sentence', 'Zhou,none'], as('case.office'), 'heading'],
  ])('%s is one sentence, and nothing is kept', async (_, file, args, sentence) => {
    const before = await database.db.ledgerPreview.count()
    const { code, words } = await imported(file, args)
    expect([code, words.split('\n').length]).toEqual([1, 1])
    expect(words.toLowerCase()).toContain(sentence)
    expect(await database.db.ledgerPreview.count()).toBe(before)
  })

  test.each([[[]], [['import']], [['export', 'a.csv']], [['import', 'a.csv', '--as', 'a', '--nonsense']]])(
    '%j shows how to use it',
    async (args) => {
      expect(await ledgersCommand(args, lines)).toBe(2)
      expect(said).toEqual([expect.stringContaining('ledgers import FILE --as USERNAME')])
    },
  )
})
