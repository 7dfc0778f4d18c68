import { Client } from 'pg'
import type { Deps } from '../src/deps'
import { receiveLedger } from '../src/ledgers/imports/reading.actions'
import { takeLedger } from '../src/ledgers/imports/taking.actions'
import { readWorkbook } from '../src/sheets/reading'
import { writeCsv } from '../src/sheets/writing'
import { people } from '../tests/rules/ledgers/people'
import { actorIn, type County, idNumberOf } from '../tests/support/county'
import { benchCounty, workOff } from './county'
import { line, lineBeside, timed } from './times'
import { writeLongWorkbook } from '../src/sheets/long-writing'

const [rows = 100_000, candidates = 917] = process.argv.slice(2).map(Number)
const heading = ['姓名', '身份证号', '出生年月日', '乡镇', '村', '处分种类', '处分时间', '文号']
const limits = { rows: 1_000_000, characters: 300_000_000, milliseconds: 180_000, megabytes: 2_048 }

/**
 * A ledger taken in, from the upload to its published version, against what nobody can leave out: the sheet reader reading
 * the same file, and the same rows written by one bare INSERT with the same indexes. Once as .csv, once as .xlsx.
 */
async function bench(): Promise<void> {
  const cells = rowsOf(rows)
  const files = { 'ledger.csv': writeCsv(heading, cells), 'ledger.xlsx': await workbookOf(cells) }
  for (const [name, file] of Object.entries(files)) await measure(name, file)
}

async function measure(name: string, file: Buffer): Promise<void> {
  const { deps, county, place, close } = await benchCounty(candidates)
  const reading = await timed(() => readWorkbook({ name, file }, limits))
  const read = await timed(() => receive(deps, county, { name, file }))
  const taken = await timed(() => take(deps, county))
  const writing = await bareInsert(place.url)
  await close()
  console.log(`${rows} rows of ${name}, ${Math.round(file.length / 1024)} KB, beside ${candidates} candidates:`)
  line('the sheet reader and nothing else', reading)
  line('the same rows by one bare INSERT', writing)
  line('read into its preview', read)
  line('taken, compared and published', taken)
  lineBeside('both together', read + taken, reading + writing)
}

/** A sanctions ledger: every tenth row without an ID number. */
function rowsOf(count: number): string[][] {
  return people(count, 23).map(({ name, birth, township, village }, n) => {
    const idNumber = n % 10 ? idNumberOf(n, birth.replaceAll('-', '')) : ''
    return [name, idNumber, birth, township, village, '党内警告', '2025-06-01', `云纪〔2025〕${n + 1}号`]
  })
}

function workbookOf(cells: string[][]): Promise<Buffer> {
  const columns = heading.map((words) => ({ heading: words, width: 14 }))
  const parts = async function* () {
    for (let start = 0; start < cells.length; start += 5_000) yield cells.slice(start, start + 5_000)
  }
  return writeLongWorkbook({ sheet: '台账', title: '受处分人员', columns, mark: '' }, parts())
}

const reviewerIn = (county: County) => actorIn(county, 'reviewer', 'discipline')

async function receive(deps: Deps, county: County, upload: { name: string; file: Buffer }): Promise<void> {
  const about = { kind: 'sanctions' as const, source: '县纪委案管室', asOf: '2026-01-09' }
  await receiveLedger(deps, reviewerIn(county), about, upload)
  await workOff(deps)
}

async function take(deps: Deps, county: County): Promise<void> {
  const { id } = await deps.db.ledgerPreview.findFirstOrThrow()
  await takeLedger(deps, reviewerIn(county), id, { onlyGood: true, base: 0 })
  await workOff(deps)
}

async function bareInsert(url: string): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('CREATE TABLE bare_row (LIKE ledger_row INCLUDING ALL)')
  const time = await timed(() => client.query('INSERT INTO bare_row SELECT * FROM ledger_row'))
  await client.end()
  return time
}

void bench()
