import { Client } from 'pg'
import { insertFiles } from '../src/candidates/files/files.store'
import { inTransaction, type Db, type Place, type Tx } from '../src/db/client'
import { newId } from '../src/lib/ids'
import { insertRows, type NewRow } from '../src/ledgers/imports/versions.store'
import { compareLedger } from '../src/ledgers/hits/matching.actions'
import { lockLedgerOfKind } from '../src/ledgers/ledgers.store'
import { matchKeys, type Known } from '../src/ledgers/match-key'
import { people, type Somebody } from '../tests/rules/ledgers/people'
import { actorIn, makeCounty, type County } from '../tests/support/county'
import { fileOf } from '../tests/support/files'
import { benchDatabase } from './database'
import { type Label, labelledRow, printFound } from './labelled'
import { line, lineBeside, timed } from './times'

const [candidates = 25_000, rows = 100_000] = process.argv.slice(2).map(Number)
const now = new Date('2026-01-10T01:00:00Z')
const chunk = 5_000
const minutes = 60

/**
 * Comparing a ledger with everybody, as an import does it — keys of candidates made, hits found and stored — against the
 * bare join of the same keys that only counts; and what is found of rows that are known to mean somebody.
 * `node dist/bench/ledgers.js 250000 1000000` is a large city.
 */
async function bench(): Promise<void> {
  const { db, pool, place, keys, close } = await benchDatabase()
  const county = await makeCounty(db, keys, { candidates: 0 })
  const everybody = people(candidates, 1).map((who, n) => ({ ...who, idDigest: `c${n}` }))
  await fill(db, county, everybody)
  const ledgerId = await long(db, (tx) => ledgerOf(tx, county))
  const labels = await fillLedger(db, ledgerId, everybody)
  const compare = (freshFrom: number | null) => (tx: Tx) =>
    compareLedger(tx, { ledgerId, cycleId: county.cycleId, freshFrom }, now)
  const first = await timed(() => long(db, compare(1)))
  await long(db, (tx) => tx.ledgerHit.deleteMany())
  await long(db, (tx) => tx.ledger.updateMany({ data: { comparedTurn: 0 } }))
  const again = await timed(() => long(db, compare(null)))
  const bare = await timed(() => bareJoin(place))
  console.log(`${rows} rows beside ${candidates} candidates: ${await db.ledgerHit.count()} hits`)
  line('the bare join of the keys', bare)
  lineBeside('compared, hits stored', again, bare)
  line('the first time, keys of all candidates made', first)
  await printFound(pool, labels)
  await close()
}

function long<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, work, { timeoutSeconds: minutes * 60 })
}

/** Everybody in a team of the village that they are invented in. */
async function fill(db: Db, county: County, everybody: Somebody[]): Promise<void> {
  const clerk = actorIn(county, 'township_clerk').accountId
  const teams = await makeTeams(db, everybody)
  for (let start = 0; start < everybody.length; start += chunk) {
    const some = everybody.slice(start, start + chunk)
    const files = some.map((who) => fileOf(who, { ...county, teams: [teams.get(placeOf(who))!] }, 0))
    await long(db, (tx) => insertFiles(tx, files, clerk, now))
  }
}

const placeOf = ({ township, village }: Somebody) => `${township} ${village}`

async function makeTeams(db: Db, everybody: Somebody[]): Promise<Map<string, County['teams'][number]>> {
  const names = [...new Set(everybody.map(({ township }) => township))]
  const known = new Map((await db.township.findMany()).map(({ name, id }) => [name, id]))
  const townships = names.map((name, n) => ({ id: known.get(name) ?? newId(), name, position: n + 10 }))
  await db.township.createMany({ data: townships.filter(({ name }) => !known.has(name)) })
  const ids = new Map(townships.map(({ name, id }) => [name, id]))
  const teams = new Map(
    everybody.map((who) => [placeOf(who), { id: newId(), townshipId: ids.get(who.township)!, name: who.village }]),
  )
  await db.team.createMany({
    data: [...teams.values()].map((team, n) => ({ ...team, kind: 'village', position: n + 10 })),
  })
  return teams
}

async function ledgerOf(tx: Tx, county: County): Promise<string> {
  return (await lockLedgerOfKind(tx, county.departments['court']!, 'debtors', now)).id
}

/** Every tenth row means a candidate; of the strangers half have a birth date, a third no township. */
async function fillLedger(db: Db, ledgerId: string, everybody: Somebody[]): Promise<Label[]> {
  const labels: Label[] = []
  for (let start = 0; start < rows; start += chunk) {
    const some = people(Math.min(chunk, rows - start), 7_000_000 + start).map((stranger, at) => {
      const row = start + at
      if (row % 10) return rowOf(row, strangerOf(stranger, row))
      const { kind, who, known } = labelledRow(everybody, row / 10)
      labels.push({ row, kind, digest: who.idDigest })
      return rowOf(row, known)
    })
    await long(db, (tx) => insertRows(tx, ledgerId, 1, some))
  }
  return labels
}

function strangerOf({ name, birth, township }: Somebody, row: number): Known {
  const place = { township: row % 3 ? township : null, village: null }
  return { name, idDigest: null, births: row % 2 ? [birth] : [], years: [], ...place }
}

function rowOf(row: number, known: Known): NewRow {
  const { idDigest, births, years } = known
  const days = { births: [...births], years: [...years] }
  const record = { ...known, ...days, row, idNumber: null, idTail: idDigest, sexes: [], values: {}, teamId: null }
  const idCipher = idDigest ? Buffer.from('sealed') : null
  return { ...record, id: newId(), digest: `row-${row}`, idCipher, keys: matchKeys(known, 'row') }
}

async function bareJoin({ url }: Place): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`
    SELECT count(*) FROM (SELECT unnest(keys) AS key FROM ledger_row) r
    JOIN (SELECT unnest(keys) AS key FROM match_keys) c USING (key)`)
  await client.end()
}

void bench()
