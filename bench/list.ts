import { insertFiles, type FileRow } from '../src/candidates/files/files.store'
import { sealId } from '../src/candidates/id-seal'
import type { Deps } from '../src/deps'
import type { Keys } from '../src/keys'
import { newId } from '../src/lib/ids'
import { actorIn, idNumberOf, type County } from '../tests/support/county'
import { serve } from './browser'
import { benchCounty } from './county'
import { line, lineBeside, median, timed } from './times'

const people = 250_000
const turns = 30

/**
 * The office's list at 250,000 candidates, a page of 50 through HTTP as a browser gets it, against the bare query for
 * the same 50 rows through pg, turn by turn in one run. Prints medians and their ratio, then the list's other shapes and finding
 * people by parts of names.
 */
async function bench(): Promise<void> {
  const { deps, county, close } = await benchCounty(0)
  await fill(deps, county)
  await measure(deps, county)
  await close()
}

/** Teams of fifty, a tenth of the people declared as relatives of the next. */
async function fill({ db, keys, pool, clock }: Deps, county: County): Promise<void> {
  const township = county.townships[0]!
  const teams = Array.from({ length: people / 50 }, (_, place) => {
    return { id: newId(), townshipId: township.id, name: `第${place}村`, kind: 'village', position: place + 10 }
  })
  await db.team.createMany({ data: teams })
  const clerk = actorIn(county, 'township_clerk').accountId
  const files = Array.from({ length: people }, (_, n) => fileOf(n, teams[n % teams.length]!.id, county, keys))
  await db.$transaction((tx) => insertFiles(tx, files, clerk, clock.now()), { timeout: 300_000 })
  await pool.query(`INSERT INTO relative (id, candidate_id, kinship, name, id_digest)
    SELECT gen_random_uuid(), id, 'sibling', name, id_digest FROM candidate WHERE right(id::text, 1) = '0'`)
  await pool.query('VACUUM ANALYZE')
}

function fileOf(n: number, teamId: string, county: County, keys: Keys): FileRow {
  const id = newId()
  const birth = `${1950 + (n % 50)}-0${1 + (n % 9)}-1${n % 10}`
  const number = idNumberOf(Math.floor(n / 450), birth.replaceAll('-', ''))
  const place = { id, cycleId: county.cycleId, townshipId: county.townships[0]!.id, teamId }
  const words = { currentPost: null, isNew: null, source: null, nomination: null, phone: null, remarks: null }
  const codes = {
    ethnicGroup: '01',
    politicalStatus: '01',
    partyJoined: null,
    education: '30',
    position: 'party_member',
  }
  const name = `${surnames[n % surnames.length]}${given[Math.floor(n / 7) % given.length]}${given[n % given.length]}`
  return { ...place, name, sex: 'male', birth, ...codes, ...words, bothPosts: null, ...sealId(keys, number, id) }
}

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗']
const given = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂']

async function measure(deps: Deps, county: County): Promise<void> {
  const server = serve(deps)
  const { get } = await server.browserOf(actorIn(county, 'office'))
  const [page, bare] = await inTurn(
    () => get('/candidates'),
    () => deps.pool.query(bareQuery, [county.cycleId]),
  )
  console.log(`The list of ${people} candidates:`)
  line('the bare query for 50 rows', bare)
  lineBeside('a page of 50', page, bare)
  for (const path of others) line(path, median(await times(() => get(path), 5)))
  server.close()
}

const others = [
  '/candidates?page=1000',
  '/candidates?sort=name',
  '/candidates?sort=updated',
  '/candidates?stage=passed',
  '/candidates?q=wangwei',
  `/candidates?q=${encodeURIComponent('秀英')}`,
  '/candidates?flag=R1',
  '/candidates?flag=R2',
  '/candidates?flag=R3',
  `/find?q=${encodeURIComponent('王')}`,
  `/find?q=${encodeURIComponent('秀英')}`,
  `/find?q=${encodeURIComponent('没有这个人')}`,
  '/find?q=wangw',
  '/find?q=wxy',
]

/** The fastest form found: teams walked in order, fifty rows joined (list.store.ts tells why). */
const bareQuery = `
  SELECT c.id, c.name, c.sex, c.birth_date, c.position, c.political_status, c.education, c.state, c.updated_at,
         c.id_cipher, t.name AS team, p.name AS township, s.standing
  FROM (SELECT walked.place, c.id
        FROM (SELECT t.id, row_number() OVER (ORDER BY p.position, p.name, t.position, t.name, t.id) AS place
              FROM team t JOIN township p ON p.id = t.township_id ORDER BY place) walked
        CROSS JOIN LATERAL (SELECT c.id FROM candidate c WHERE c.team_id = walked.id AND c.cycle_id = $1 OFFSET 0) c
        ORDER BY walked.place, c.id LIMIT 50) page
  JOIN candidate c ON c.id = page.id JOIN team t ON t.id = c.team_id JOIN township p ON p.id = c.township_id
  LEFT JOIN standing s ON s.candidate_id = c.id
  ORDER BY page.place, c.id`

/** Medians in milliseconds, one of each in turn, so that whatever else the machine does falls on both. */
async function inTurn(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<[number, number]> {
  const pairs: [number, number][] = []
  for (let turn = -2; turn < turns; turn++) {
    const pair: [number, number] = [await timed(one), await timed(other)]
    if (turn >= 0) pairs.push(pair)
  }
  return [median(pairs.map(([time]) => time)), median(pairs.map(([, time]) => time))]
}

/** So many times, after two that do not count. */
async function times(work: () => Promise<unknown>, count: number): Promise<number[]> {
  const taken: number[] = []
  for (let turn = -2; turn < count; turn++) taken.push(await timed(work))
  return taken.slice(2)
}

void bench()
