import fc from 'fast-check'
import { hitKeyOf, matchKeys, type HitKey, type Known } from '../../../src/ledgers/match-key'
import { people } from './people'

const nothing: Known = { name: null, idDigest: null, births: [], years: [], township: null, village: null }
const crowd = people(60, 3)
const some = fc.constantFrom(...crowd)
const name = some.map((who) => who.name)

const anybody: fc.Arbitrary<Known> = fc.record({
  name: fc.option(name),
  idDigest: fc.option(some.map((who) => who.idDigest)),
  births: fc.uniqueArray(
    some.map((who) => who.birth),
    { maxLength: 2 },
  ),
  years: fc.uniqueArray(fc.integer({ min: 1950, max: 2004 }), { maxLength: 2 }),
  township: fc.option(some.map((who) => who.township)),
  village: fc.option(some.map((who) => who.village)),
})

/** The same with some fields not known. */
const lessAndMore = fc.tuple(anybody, fc.record({ ...mapped() })).map(([more, drop]) => {
  const less = Object.fromEntries(
    Object.entries(more).map(([field, value]) => [field, drop[field] ? empty(value) : value]),
  )
  return [less as Known, more] as const
})

function mapped(): Record<string, fc.Arbitrary<boolean>> {
  return Object.fromEntries(Object.keys(nothing).map((field) => [field, fc.boolean()]))
}

function empty(value: unknown) {
  return Array.isArray(value) ? [] : null
}

function meets(row: Known, candidate: Known): HitKey | null {
  const mine = new Set(matchKeys(candidate, 'candidate'))
  const shared = matchKeys(row, 'row').filter((key) => mine.has(key))
  return shared.length ? hitKeyOf(shared.toSorted((a, b) => (a % 8) - (b % 8))[0]!) : null
}

describe('knowing more', () => {
  it.each(['row', 'candidate'] as const)('only adds keys to a %s', (side) => {
    fc.assert(
      fc.property(lessAndMore, ([less, more]) => {
        const all = new Set(matchKeys(more, side))
        expect(matchKeys(less, side).filter((key) => !all.has(key))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('never loses a hit, however much of it disagrees', () => {
    fc.assert(
      fc.property(lessAndMore, lessAndMore, ([row, fullerRow], [candidate, fullerCandidate]) => {
        const [before, after] = [meets(row, candidate), meets(fullerRow, fullerCandidate)]
        expect(before !== null && after === null).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a row meets a candidate', () => {
  const candidate: Known = {
    name: '张志升',
    idDigest: 'd1',
    births: ['1975-03-12'],
    years: [],
    township: '盛乐镇',
    village: '示范村',
  }
  const row = (more: Partial<Known>): Known => ({ ...nothing, ...more })

  it.each<[string, Partial<Known>, HitKey | null]>([
    ['by the number, whatever the name', { name: '李四', idDigest: 'd1' }, 'id'],
    ['by the number alone', { idDigest: 'd1' }, 'id'],
    ['by name and birth date', { name: '张志升', births: ['1975-03-12'] }, 'name_birth'],
    ['by name and birth date in another form of writing', { name: '張 志昇', births: ['1975-03-12'] }, 'name_birth'],
    ['by a birth date beside another one', { name: '张志升', births: ['1975-03-21', '1975-03-12'] }, 'name_birth'],
    ['by the name, though all else disagrees', { name: '张志升', idDigest: 'd2', births: ['1980-01-01'] }, 'name'],
    ['by sound and year', { name: '章志生', years: [1975] }, 'sound'],
    ['by sound and township', { name: '章志生', township: '盛乐' }, 'sound'],
    ['by sound and village', { name: '章志生', village: '示范村委会' }, 'sound'],
    ['by a turned name', { name: '张升志', years: [1975] }, 'swapped'],
    ['by a shorter name', { name: '张升', years: [1975] }, 'dropped'],
    ['not by sound alone', { name: '章志生' }, null],
    ['not by sound with another year', { name: '章志生', years: [1976] }, null],
    ['not by a shorter name alone', { name: '张升' }, null],
    ['not by year and village alone', { years: [1975], village: '示范村' }, null],
    [
      'not by another name that lost something else',
      { name: '张志国', births: ['1975-03-12'], township: '盛乐镇' },
      null,
    ],
    ['not by another number', { idDigest: 'd2' }, null],
  ])('%s', (_how, more, key) => {
    expect(meets(row(more), candidate)).toBe(key)
  })

  it('and the other way round when the candidate lost a character', () => {
    expect(meets(row({ name: '张志升', years: [1975] }), { ...candidate, name: '张升' })).toBe('dropped')
  })

  it('whether a minority name has its dot or only its first part', () => {
    const minority = { ...candidate, name: '阿依古丽·买买提' }
    expect(meets(row({ name: '阿依古丽买买提' }), minority)).toBe('name')
    expect(meets(row({ name: '阿依古丽.麦麦提', years: [1975] }), minority)).toBe('sound')
    expect(meets(row({ name: '阿依古丽', village: '示范' }), minority)).toBe('part')
    expect(meets(row({ name: '阿依古丽' }), minority)).toBeNull()
  })
})
