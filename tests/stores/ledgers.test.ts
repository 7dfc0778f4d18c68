import { randomFrom } from '../../prisma/seed/random'
import { insertFiles } from '../../src/candidates/files/files.store'
import { inTransaction, type Tx } from '../../src/db/client'
import { Prisma } from '../../src/db/generated/client'
import { newId } from '../../src/lib/ids'
import { compareLedger } from '../../src/ledgers/hits/matching.actions'
import { lockLedgerOfKind } from '../../src/ledgers/ledgers.store'
import { hitKeyOf, matchKeys, type Known } from '../../src/ledgers/match-key'
import { insertRows, type NewRow } from '../../src/ledgers/imports/versions.store'
import { changes, people } from '../rules/ledgers/people'
import { actorIn, makeCounty, type County } from '../support/county'
import { freshDatabase, type FreshDatabase } from '../support/database'
import { testKeys } from '../support/app'
import { fileOf } from '../support/files'

const now = new Date('2026-01-10T01:00:00Z')
const everybody = people(300, 21)

let database: FreshDatabase
let county: County
let ledgerId: string
let ids: string[]

beforeAll(async () => {
  database = await freshDatabase()
  county = await makeCounty(database.db, testKeys(), { candidates: 0 })
  const files = everybody.map((who, at) => fileOf(who, county, at))
  ids = files.map(({ id }) => id)
  const clerk = actorIn(county, 'township_clerk').accountId
  await inTransaction(database.db, (tx) => insertFiles(tx, files, clerk, now), { timeoutSeconds: 60 })
}, 60_000)
afterAll(() => database.close())

beforeEach(async () => {
  await database.db.$executeRaw`TRUNCATE ledger, ledger_row, ledger_hit, match_keys CASCADE`
  const ledger = await inTransaction(database.db, (tx) => {
    return lockLedgerOfKind(tx, county.departments['court']!, 'debtors', now)
  })
  ledgerId = ledger.id
})

/** A candidate as the county's own tables tell it: its township and village are those of its team. */
function knownOf(at: number): Known {
  const { name, idDigest, birth } = everybody[at]!
  const team = county.teams[at % 3]!
  const township = county.townships.find(({ id }) => id === team.townshipId)!.name
  return { name, idDigest, births: [birth], years: [], township, village: team.name }
}

function rowOf(known: Known, row: number): NewRow {
  const idCipher = known.idDigest ? Buffer.from('sealed') : null
  const record = { ...known, births: [...known.births], years: [...known.years], sexes: [], values: {}, idNumber: null }
  return { ...record, id: newId(), row, digest: `row-${row}`, idCipher, teamId: null, keys: matchKeys(known, 'row') }
}

const random = randomFrom(8)
const rows = Object.values(changes)
  .flatMap((change) => everybody.slice(0, 120).map((who) => change(who, random)))
  .flatMap((known, at) => (known ? [rowOf(known, at + 1)] : []))

async function compare(freshFrom: number | null = 1) {
  await inTransaction(database.db, (tx) => compareLedger(tx, { ledgerId, cycleId: county.cycleId, freshFrom }, now), {
    timeoutSeconds: 60,
  })
}

const insert = (some: NewRow[], version = 1) =>
  inTransaction(database.db, (tx) => insertRows(tx, ledgerId, version, some))

async function hits(): Promise<string[]> {
  const found = await database.db.ledgerHit.findMany()
  return found.map(({ rowId, candidateId, key }) => `${rowId} ${candidateId} ${key}`).toSorted()
}

/** The same by comparing every row with every candidate. */
function expected(some: NewRow[] = rows): string[] {
  const keysOf = everybody.map((_, at) => new Set(matchKeys(knownOf(at), 'candidate')))
  return some
    .flatMap(({ id, keys }) =>
      keysOf.flatMap((theirs, at) => {
        const shared = keys.filter((key) => theirs.has(key)).map((key) => key % 8)
        return shared.length ? [`${id} ${ids[at]} ${hitKeyOf(Math.min(...shared))}`] : []
      }),
    )
    .toSorted()
}

test('one statement finds what comparing everybody with everybody finds, with the same keys', async () => {
  await insert(rows)
  await compare()
  expect(expected().length).toBeGreaterThan(600)
  expect(await hits()).toEqual(expected())
})

test('a second version compares its new rows only, and never rows that have ended', async () => {
  const [before, after] = [rows.slice(0, 300), rows.slice(300)]
  await insert(before)
  await compare()
  await database.db.ledgerHit.deleteMany()
  await insert(after, 2)
  await database.db.ledgerRow.updateMany({ where: { digest: after[0]!.digest }, data: { lastVersion: 2 } })
  await compare(2)
  expect(await hits()).toEqual(expected(after.slice(1)))
})

test('a candidate who changes is compared anew with all rows, and everybody else is left alone', async () => {
  await insert(rows)
  await compare()
  await database.db.candidate.update({ where: { id: ids[0]! }, data: { name: '欧阳无名氏', idDigest: 'another' } })
  await compare(null)
  expect((await hits()).filter((hit) => hit.includes(ids[0]!))).toEqual([])
  expect(await hits()).toEqual(expected().filter((hit) => !hit.includes(ids[0]!)))
  const { turn } = await database.db.matchKeys.findUniqueOrThrow({ where: { candidateId: ids[0]! } })
  expect([turn, await database.db.matchKeys.count({ where: { turn } })]).toEqual([2, 1])
  const { name, idDigest } = everybody[0]!
  await database.db.candidate.update({ where: { id: ids[0]! }, data: { name, idDigest } })
  await compare(null)
  expect(await hits()).toEqual(expected())
})

test('a newest version never holds the same row twice', async () => {
  await insert(rows.slice(0, 1))
  await expect(insert([{ ...rows[0]!, id: newId() }], 2)).rejects.toThrow(/unique|duplicate/i)
})

type PlanNode = { 'Node Type': string; 'Join Filter'?: string; 'Hash Cond'?: string; Plans?: PlanNode[] }

/** A transaction that asks for the plan of each statement that writes hits before it is run, and looks at it with `judge`. */
function planning(tx: Tx, judge: (nodes: PlanNode[]) => void): Tx {
  const run = async (text: TemplateStringsArray, ...values: unknown[]) => {
    if (/INSERT INTO ledger_hit/.test(text[0]!)) {
      const explained = Prisma.sql([`EXPLAIN (FORMAT JSON) ${text[0]}`, ...text.slice(1)], ...values)
      const [row] = await tx.$queryRaw<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(explained)
      judge(nodesOf(row!['QUERY PLAN'][0]!.Plan))
    }
    return tx.$executeRaw(text, ...values)
  }
  return new Proxy(tx, { get: (on, name) => (name === '$executeRaw' ? run : Reflect.get(on, name)) as unknown })
}

const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

test('rows written a moment ago meet the candidates by their keys, and never each against each', async () => {
  // What is known of the table is from when its one row had one key: too little to be worth a hash.
  await insert([{ ...rows[0]!, keys: rows[0]!.keys.slice(0, 1) }])
  await database.db.$executeRaw`ANALYZE ledger_row`
  await database.db.$executeRaw`DELETE FROM ledger_row`
  const plans: PlanNode[][] = []
  const judge = (nodes: PlanNode[]) => {
    plans.push(nodes)
    expect(nodes.filter((node) => node['Node Type'] === 'Nested Loop' && node['Join Filter'])).toEqual([])
    expect(nodes.filter((node) => /unnest.* = .*unnest/.test(node['Hash Cond'] ?? ''))).toHaveLength(1)
  }
  // In one transaction, so that nobody counts these rows for the planner meanwhile.
  await inTransaction(
    database.db,
    async (tx) => {
      await insertRows(tx, ledgerId, 1, rows)
      await compareLedger(planning(tx, judge), { ledgerId, cycleId: county.cycleId, freshFrom: 1 }, now)
    },
    { timeoutSeconds: 60 },
  )
  expect(plans).toHaveLength(2)
  expect(await hits()).toEqual(expected())
})
