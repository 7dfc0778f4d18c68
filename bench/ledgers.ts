import { Client } from 'pg'
import { insertFiles } from '../src/candidates/files/files.store'
import { inTransaction, type Db, type Place, type Tx } from '../src/db/client'
import { newId } from '../src/lib/ids'
import { insertRows, type NewRow } from '../src/ledgers/imports/versions.store'
import { compareLedger } from '../src/ledgers/hits/matching.actions'
import { lockLedgerOfKind } from '../src/ledgers/ledgers.store'
import { matchKeys } from '../src/ledgers/match-key'
import { people, type Somebody } from '../tests/rules/ledgers/people'
import { actorIn, makeCounty, type County } from '../tests/support/county'
import { fileOf } from '../tests/support/files'
import { benchDatabase } from './database'

const [candidates = 25_000, rows = 100_000] = process.argv.slice(2).map(Number)
const now = new Date('2026-01-10T01:00:00Z')
const chunk = 5_000
const minutes = 60

/**
 * Comparing a ledger with everybody, as an import does it — keys of candidates made, hits found and stored — against the
 * bare join of the same keys that only counts. `node dist/bench/ledgers.js 250000 1000000` is a large city.
 */
async function bench(): Promise<void> {
  const { db, place, keys, close } = await benchDatabase()
  const county = await makeCounty(db, keys, { candidates: 0 })
  const filled = await timed(() => fill(db, county))
  const ledgerId = await long(db, (tx) => ledgerOf(tx, county))
  const written = await timed(() => fillLedger(db, ledgerId))
  const compare = (freshFrom: number | null) => (tx: Tx) =>
    compareLedger(tx, { ledgerId, cycleId: county.cycleId, freshFrom }, now)
  const first = await timed(() => long(db, compare(1)))
  await long(db, (tx) => tx.ledgerHit.deleteMany())
  await long(db, (tx) => tx.ledger.updateMany({ data: { comparedTurn: 0 } }))
  const again = await timed(() => long(db, compare(null)))
  const bare = await timed(() => bareJoin(place))
  const hits = await db.ledgerHit.count()
  await close()
  console.log(`${candidates} candidates entered: ${filled} ms; ${rows} rows with their keys written: ${written} ms`)
  console.log(`first comparison, keys of all candidates made: ${first} ms; ${hits} hits`)
  console.log(`comparison: ${again} ms; bare join of the keys: ${bare} ms; ratio ${(again / bare).toFixed(2)}`)
}

function long<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, work, { timeoutSeconds: minutes * 60 })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return Math.round(performance.now() - start)
}

async function fill(db: Db, county: County): Promise<void> {
  const clerk = actorIn(county, 'township_clerk').accountId
  for (let start = 0; start < candidates; start += chunk) {
    const some = people(Math.min(chunk, candidates - start), start + 1)
    const files = some.map((who, at) => fileOf({ ...who, idDigest: `c${start + at}` }, county, at))
    await long(db, (tx) => insertFiles(tx, files, clerk, now))
  }
}

async function ledgerOf(tx: Tx, county: County): Promise<string> {
  return (await lockLedgerOfKind(tx, county.departments['court']!, 'debtors', now)).id
}

/** Every tenth row has the ID number of a candidate; half have a birth date, a third a township. */
async function fillLedger(db: Db, ledgerId: string): Promise<void> {
  for (let start = 0; start < rows; start += chunk) {
    const some = people(Math.min(chunk, rows - start), 7_000_000 + start)
    await long(db, (tx) =>
      insertRows(
        tx,
        ledgerId,
        1,
        some.map((who, at) => rowOf(who, start + at)),
      ),
    )
  }
}

function rowOf({ name, birth, township }: Somebody, row: number): NewRow {
  const idDigest = row % 10 === 0 ? `c${row % candidates}` : null
  const known = {
    name,
    idDigest,
    idTail: idDigest,
    births: row % 2 ? [birth] : [],
    years: [],
    township: row % 3 ? null : township,
    village: null,
  }
  const record = { ...known, row, idNumber: null, sexes: [], values: {}, teamId: null }
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
