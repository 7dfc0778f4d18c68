import { randomFrom } from '../../../prisma/seed/random'
import { hitKeyOf, hitKeys, matchKeys, type HitKey, type Known } from '../../../src/ledgers/match-key'
import { changes, people, type Somebody } from './people'

const candidates = people(1_000, 11)
const strangers = people(2_000, 97).map((who, serial) => ({ ...who, idDigest: `stranger-${serial}` }))
const found = indexOf(candidates)

/** Candidates by each number that they can be found by. */
function indexOf(all: Somebody[]): Map<number, Somebody[]> {
  const index = new Map<number, Somebody[]>()
  for (const who of all)
    for (const key of matchKeys(known(who), 'candidate')) index.set(key, [...(index.get(key) ?? []), who])
  return index
}

function known({ name, idDigest, birth, township, village }: Somebody): Known {
  return { name, idDigest, births: [birth], years: [], township, village }
}

/** Whom a row meets, each by the strongest key. */
function hitsOf(row: Known): Map<Somebody, HitKey> {
  const hits = new Map<Somebody, HitKey>()
  for (const number of matchKeys(row, 'row').toSorted((a, b) => (a % 8) - (b % 8)))
    for (const who of found.get(number) ?? []) if (!hits.has(who)) hits.set(who, hitKeyOf(number))
  return hits
}

const random = randomFrom(5)
const rows = Object.entries(changes).flatMap(([kind, change]) => {
  const made = candidates.flatMap((who) => {
    const row = change(who, random)
    return row ? [{ kind, who, row }] : []
  })
  return random.shuffled(made).slice(0, 250)
})

describe.each(Object.keys(changes))('%s', (kind) => {
  const mine = rows.filter((row) => row.kind === kind)

  it('is found again at least 99 times in a hundred', () => {
    const hits = mine.filter(({ who, row }) => hitsOf(row).has(who)).length
    expect(mine.length).toBeGreaterThan(50)
    console.log(`${kind}: recall ${((100 * hits) / mine.length).toFixed(1)} % of ${mine.length}`)
    expect(hits / mine.length).toBeGreaterThanOrEqual(0.99)
  })
})

it('says how many hits of each key are the person meant', () => {
  const counts = new Map<HitKey, { right: number; all: number }>(hitKeys.map((key) => [key, { right: 0, all: 0 }]))
  const all = [...rows, ...strangers.map((who) => ({ kind: 'stranger', who, row: known(who) }))]
  for (const { who, row } of all)
    for (const [hit, key] of hitsOf(row)) {
      const count = counts.get(key)!
      count.all += 1
      if (hit === who) count.right += 1
    }
  const lines = [...counts].map(([key, { right, all: hits }]) => `${key} ${right}/${hits}`)
  console.log(
    `right among all hits of ${all.length} rows, ${strangers.length} of them about strangers: ${lines.join(', ')}`,
  )
  expect(counts.get('id')).toEqual({ right: 250, all: 250 })
  const certain = counts.get('name_birth')!
  expect(certain.right / certain.all).toBeGreaterThan(0.99)
})
