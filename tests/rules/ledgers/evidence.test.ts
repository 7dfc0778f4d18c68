import { evidenceOf, type CandidateKnown, type RowKnown } from '../../../src/ledgers/evidence'
import { foldName } from '../../../src/ledgers/name-key'
import { townshipKey, villageKey } from '../../../src/ledgers/place-key'

const candidate: CandidateKnown = {
  name: '张志升',
  idDigest: 'd1',
  sex: 'male',
  birth: '1975-03-12',
  township: '盛乐镇',
  village: '示范村',
}
const silent: RowKnown = { name: null, idDigest: null, births: [], years: [], sexes: [], township: null, village: null }

test('what a row does not say neither agrees nor disagrees', () => {
  expect(evidenceOf(silent, candidate)).toEqual({ agrees: [], disagrees: [] })
})

test('all that agrees, in the order of its weight', () => {
  const row = { name: '张志升', idDigest: 'd1', births: ['1975-03-12'], years: [1975], sexes: ['male' as const] }
  const places = { township: '盛乐镇人民政府', village: '示范村委会' }
  const agrees = ['id', 'name', 'birth', 'sex', 'township', 'village']
  expect(evidenceOf({ ...row, ...places }, candidate)).toEqual({ agrees, disagrees: [] })
})

test.each<[string, Partial<RowKnown>]>([
  ['id', { idDigest: 'd2' }],
  ['name', { name: '张志昇' }],
  ['birth', { births: ['1975-03-13'] }],
  ['year', { years: [1976] }],
  ['sex', { sexes: ['female'] }],
  ['township', { township: '城关镇' }],
  ['village', { village: '前进村' }],
])('another %s disagrees', (what, row) => {
  expect(evidenceOf({ ...silent, ...row }, candidate)).toEqual({ agrees: [], disagrees: [what] })
})

test('one of two births that agrees is enough, and the year is only asked where there is no date', () => {
  const row = { ...silent, births: ['1980-01-01', '1975-03-12'], years: [1980, 1975] }
  expect(evidenceOf(row, candidate)).toEqual({ agrees: ['birth'], disagrees: [] })
  expect(evidenceOf({ ...silent, years: [1975] }, candidate).agrees).toEqual(['year'])
})

test('names and places are folded alike', () => {
  expect(new Set(['张志升', '張志昇', '张 志升', '張志陞'].map(foldName))).toEqual(new Set(['张志升']))
  expect(new Set(['阿依古丽·买买提', '阿依古麗•買買提', '阿依古丽买买提'].map(foldName)).size).toBe(1)
  expect(new Set(['盛乐镇', '盛乐', '盛乐镇人民政府', ' 盛乐镇 '].map(townshipKey))).toEqual(new Set(['盛乐']))
  expect(new Set(['示范村', '示范村村委会', '示范行政村', '示范'].map(villageKey))).toEqual(new Set(['示范']))
  expect([townshipKey(null), villageKey('村')]).toEqual(['', '村'])
})
