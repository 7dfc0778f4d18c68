import { findItem } from '../../../src/criteria/criteria'
import { answerProblems, factProblems } from '../../../src/standings/fact'
import { fact, found, main20, said } from './a-case'

const n03 = findItem(main20, 'N03')!
const n07 = findItem(main20, 'N07')!
const good = fact('2024-06-01', { kind: 'admin_demerit' })
const names = (problems: { key: string }[]) => problems.map((problem) => problem.key.replace('standings:fact.', ''))
const on = '2026-01-10'

test('a fact with date and evidence may be signed', () => {
  expect(factProblems(n07, good, main20, on)).toEqual([])
  expect(factProblems(n03, fact('2015-03-02'), main20, on)).toEqual([])
  expect(factProblems(n03, fact(on), main20, on)).toEqual([])
})

test.each([
  [{ effect: '' }, ['effectMissing']],
  [{ effect: '2025-02-29' }, ['effectNotADay']],
  [{ effect: '0001-01-01' }, ['effectNotADay']],
  [{ effect: '1899-12-31' }, ['effectTooEarly']],
  [{ effect: '2026-01-11' }, ['effectAfterReference']],
  [{ evidenceType: ' ' }, ['evidenceType']],
  [{ documentNumber: '' }, ['documentNumber']],
  [{ effect: '', documentNumber: '' }, ['effectMissing', 'documentNumber']],
  [{ kind: '' }, ['sanction']],
  [{ kind: '警告' }, ['sanction']],
  [{ statedEnd: 'soon' }, ['endNotADay']],
  [{ statedEnd: '2024-05-31' }, ['endBeforeEffect']],
  [{ statedEnd: '2028-06-01' }, []],
  [{ statedEnd: '2028-06-02' }, ['endTooLate']],
  [{ kind: 'party_warning', statedEnd: '2028-06-02' }, []],
  [{ kind: '政务记过', statedEnd: '2028-06-02' }, ['endTooLate']],
])('%j: %j', (change, expected) => {
  expect(names(factProblems(n07, { ...good, ...change }, main20, on))).toEqual(expected)
})

test('found needs facts, and only found has them', () => {
  expect(names(answerProblems(n03, found(), main20, on))).toEqual(['none'])
  expect(names(answerProblems(n03, { answer: 'none', facts: [good] }, main20, on))).toEqual(['notFound'])
  expect(answerProblems(n03, said('pending'), main20, on)).toEqual([])
  expect(answerProblems(n07, found(good), main20, on)).toEqual([])
  expect(names(answerProblems(n07, found(good, { ...good, effect: '' }), main20, on))).toEqual(['effectMissing'])
})
