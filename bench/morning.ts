import { load } from 'cheerio'
import type { Pool } from 'pg'
import type { Deps } from '../src/deps'
import { readWorkbook } from '../src/sheets/reading'
import { filledIn } from '../tests/e2e/journeys/packet-filling'
import { type Meant, sanctionsLedger } from '../tests/e2e/journeys/sanctions-ledger'
import { people as invented } from '../tests/rules/ledgers/people'
import { actorIn, type County } from '../tests/support/county'
import { type Browser, fieldsOf, serve } from './browser'
import { cellsOf, writeCells } from './cells'
import { benchCounty, workOff } from './county'
import { line, lineBeside, timed } from './times'

const people = 917
const day = '2026-01-09'
type World = { deps: Deps; county: County; roundId: string }

/**
 * A morning at the discipline department's desk, every request as a browser sends it and each step once, beside what it
 * cannot be quicker than: the reader of the same file, the writer of the same cells, the bare join, or the same rows
 * written by one bare statement.
 */
async function bench(): Promise<void> {
  const { deps, county, issue, close } = await benchCounty(people)
  await name(deps, county)
  const world = { deps, county, roundId: await issue() }
  await deps.pool.query('VACUUM ANALYZE')
  const server = serve(deps)
  const of = (role: 'reviewer' | 'signatory', unit: string) => server.browserOf(actorIn(county, role, unit))
  console.log(`A morning with ${people} people:`)
  await screening(world, await of('reviewer', 'discipline'))
  await answering(world, await of('reviewer', 'discipline'))
  await offline(world, await of('reviewer', 'court'))
  await signing(world, await of('signatory', 'discipline'))
  server.close()
  await close()
}

/** Names as people have them: some share theirs. */
async function name({ pool }: Deps, { candidates }: County): Promise<void> {
  invented(people, 3).forEach(({ name }, n) => (candidates[n]!.name = name))
  const rows = JSON.stringify(candidates.map(({ id, name }) => ({ id, name })))
  await pool.query(
    'UPDATE candidate c SET name = n.name FROM json_to_recordset($1) AS n (id uuid, name text) WHERE c.id = n.id',
    [rows],
  )
}

/** A register of 310 rows: two people of the round, three namesakes, strangers. */
async function screening({ deps, county }: World, reviewer: Browser): Promise<void> {
  const meant: Meant[] = county.candidates.slice(0, 2)
  const file = sanctionsLedger(meant, county.candidates.slice(2, 5), day)
  const about = { kind: 'sanctions', source: '县纪委案管室', asOf: day }
  await readWorkbook({ name: 'ledger.csv', file })
  const reading = await timed(() => readWorkbook({ name: 'ledger.csv', file }))
  let preview = ''
  const read = await timed(async () => {
    preview = await reviewer.upload('/ledgers/imports', 'ledger.csv', file, about)
    await reviewer.get(preview)
  })
  print('310 rows read into their preview', read, 'the sheet reader on the same file', reading)
  const taking: [string, string][] = fieldsOf(await reviewer.get(preview), 'form[action$="/taking"]')
  const taken = await timed(async () => {
    await reviewer.post(`${preview}/taking`, taking)
    await reviewer.get('/ledgers/screening')
  })
  print('taken, everybody screened, the result shown', taken, 'the bare join of the keys', await bareJoin(deps.pool))
  await deciding(deps, reviewer)
}

async function deciding({ pool }: Deps, reviewer: Browser): Promise<void> {
  const cleared = await timed(async () => {
    const fields = fieldsOf(await reviewer.get('/ledgers/hits/namesakes'), 'form[action="/ledgers/hits/namesakes"]')
    await reviewer.post('/ledgers/hits/namesakes', [...without(fields, 'words'), ['words', '出生年份不同，系同名']])
  })
  print('namesakes cleared together', cleared, ...(await bareRows(pool, 'hit_decision', 'TRUE')))
  let count = 0
  const accepted = await timed(async () => {
    for (let path = await openHit(reviewer); path; path = await openHit(reviewer), count++) await accept(reviewer, path)
  })
  if (!count) throw new Error('no hit was open to accept')
  print(`${count} hits accepted into drafts`, accepted, ...(await bareRows(pool, 'review', "answers ? 'N07'")))
}

async function openHit(reviewer: Browser): Promise<string | undefined> {
  return load(await reviewer.get('/ledgers/hits'))('main tbody a[href^="/ledgers/hits/"]').attr('href')
}

async function accept(reviewer: Browser, path: string): Promise<void> {
  const fields = fieldsOf(await reviewer.get(path), 'form[data-decision]')
  const said: [string, string][] = [
    ['decision', 'same'],
    ['fill', 'yes'],
    ['words', '身份证号一致'],
    ['onward', 'list'],
  ]
  await reviewer.post(path.split('?')[0]!, [...without(fields, ...said.map(([name]) => name)), ...said])
}

/** Everybody else at once with a basis, then whoever is left one by one. */
async function answering({ deps, county, roundId }: World, reviewer: Browser): Promise<void> {
  const items = load(await reviewer.get('/reviews/together?show=all'))('input[name=items]').get()
  const choice: [string, string][] = [
    ...Object.entries({
      roundId,
      people: 'filter',
      show: 'todo',
      source: '处分决定台账',
      consultedOn: day,
      method: 'ledger',
    }),
    ...items.map((input): [string, string] => ['items', input.attribs['value']!]),
  ]
  const together = await timed(async () => {
    const preview = await reviewer.page('/reviews/together/preview', choice)
    await reviewer.post('/reviews/together', fieldsOf(preview, 'form[action="/reviews/together"]'))
  })
  const mine = `department_id = '${county.departments['discipline']!}'`
  const written = await bareRows(deps.pool, 'review', `${mine} AND drafted_at IS NOT NULL`)
  print('the rest answered with a basis', together, ...written)
  const left = await deps.db.review.findMany({
    where: { departmentId: county.departments['discipline']!, complete: false },
  })
  const one = await timed(async () => {
    for (const { id } of left) await answer(reviewer, `/reviews/${id}`)
  })
  if (left.length) line(`${left.length} left, answered one by one`, one)
}

async function answer(reviewer: Browser, path: string): Promise<void> {
  const page = await reviewer.get(path)
  const $ = load(page)
  const fields = fieldsOf(page, 'form[data-answers]')
  const names = new Set(
    $('.answer-input')
      .map((_, input) => input.attribs['name']!)
      .get(),
  )
  for (const [name] of fields) names.delete(name)
  await reviewer.post($('form[data-answers]').attr('action')!, [
    ...fields,
    ...[...names].map((name): [string, string] => [name, 'none']),
    ['onward', 'next'],
  ])
}

/** The court's workbook, made, taken along, filled in and handed in. */
async function offline({ deps, roundId }: World, court: Browser): Promise<void> {
  let file = Buffer.alloc(0)
  const out = await timed(async () => {
    await court.post(`/reviews/packets/out/${roundId}`)
    await workOff(deps)
    const page = load(await court.get('/reviews/packets'))('main a[href^="/reviews/packets/"]').attr('href')!
    file = await court.download(`${page}/workbook`)
  })
  const cells = await cellsOf(file)
  print('a workbook for the court', out, 'ExcelJS writing the same cells', await timed(() => writeCells(cells)))
  const filled = await filledIn(file)
  const reading = await timed(() => readWorkbook({ name: 'return.xlsx', file: filled }))
  const back = await timed(async () => {
    await court.upload('/reviews/packets', 'return.xlsx', filled)
    await workOff(deps)
    const { id } = await deps.db.packet.findFirstOrThrow({ where: { direction: 'in' } })
    const preview = await court.get(`/reviews/packets/${id}`)
    await court.post(`/reviews/packets/${id}/taking`, fieldsOf(preview, 'form[action$="/taking"]'))
  })
  print('its return read, shown and taken', back, 'the sheet reader on the same file', reading)
}

async function signing({ deps, county }: World, signatory: Browser): Promise<void> {
  const signed = await timed(async () => {
    const all = fieldsOf(await signatory.get('/reviews/signing'), 'form[action="/reviews/signing/preview"]')
    const preview = await signatory.page('/reviews/signing/preview', [...all, ['all', 'yes']])
    await signatory.post('/reviews/signing', fieldsOf(preview, 'form[action="/reviews/signing"]'))
  })
  const departmentId = county.departments['discipline']!
  const count = await deps.db.review.count({ where: { departmentId, state: 'signed' } })
  const written = await bareRows(deps.pool, 'review', `department_id = '${departmentId}' AND state = 'signed'`)
  print(`${count} opinions signed after their preview`, signed, ...written)
}

/** Rows that a step has written, written again by one bare statement into a table of the same shape. */
async function bareRows(pool: Pool, table: string, where: string): Promise<[string, number]> {
  await pool.query(`DROP TABLE IF EXISTS bare; CREATE TABLE bare (LIKE ${table} INCLUDING ALL)`)
  const time = await timed(() => pool.query(`INSERT INTO bare SELECT * FROM ${table} WHERE ${where}`))
  return ['the same rows by one bare statement', time]
}

function bareJoin(pool: Pool): Promise<number> {
  return timed(() =>
    pool.query(`SELECT count(*) FROM (SELECT unnest(keys) AS key FROM ledger_row) r
      JOIN (SELECT unnest(keys) AS key FROM match_keys) c USING (key)`),
  )
}

function without(fields: [string, string][], ...names: string[]): [string, string][] {
  return fields.filter(([name]) => !names.includes(name))
}

function print(words: string, time: number, bound: string, boundTime: number): void {
  line(bound, boundTime)
  lineBeside(words, time, boundTime)
}

void bench()
