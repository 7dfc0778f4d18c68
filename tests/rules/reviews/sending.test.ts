import { askedItems, barredAnswers, keptAnswers } from '../../../src/reviews/asked-items'
import { disputeOf, isEnough, sendingDigest, unansweredOf } from '../../../src/reviews/rechecks/sending/sending'
import type { AnswerWord, FindingWord, ItemAnswer, Reason } from '../../../src/standings/standing'
import { loadPreset } from '../../../src/criteria/presets'

const said = (department: string, answer: AnswerWord, lead = false, lapsed = false): ItemAnswer => {
  return { department, lead, answer, lapsed, end: null, facts: [], words: '' }
}
const reason = (code: string, finding: FindingWord, answers: ItemAnswer[]): Reason => {
  return { code, class: 'bar', finding, answers }
}

const reasons = [
  reason('N03', 'disputed', [said('court', 'none', true), said('police', 'found'), said('justice', 'none')]),
  reason('N05', 'disputed', [
    said('police', 'none', true),
    said('united_front', 'found', false, true),
    said('political_legal', 'found'),
  ]),
  reason('N09', 'confirmed', [said('court', 'found', true)]),
  reason('N16', 'unanswered', [said('court', 'not_ours', true), said('market', 'not_ours')]),
]

test('a dispute goes to each lead and to those who found something that has not lapsed', () => {
  expect(disputeOf(reasons)).toEqual({ items: ['N03', 'N05'], departmentKeys: ['court', 'police', 'political_legal'] })
})

test('an unanswered item may be assigned to each of its owners', () => {
  const owners = [
    { departmentKey: 'court', lead: true },
    { departmentKey: 'market', lead: false },
  ]
  expect(unansweredOf(reasons)).toEqual([{ code: 'N16', owners }])
})

test('the digest of a preview knows people, items and departments, in any order', () => {
  const people = ['a', 'b'].map((candidateId) => ({ candidateId, reasons }))
  const shown = sendingDigest(people)
  expect(sendingDigest(people.toReversed())).toBe(shown)
  expect(sendingDigest(people.slice(1))).not.toBe(shown)
  expect(sendingDigest([people[0]!, { candidateId: 'b', reasons: reasons.slice(1) }])).not.toBe(shown)
})

test.each([
  [{ drafters: 2, signers: 1, people: 2 }, true],
  [{ drafters: 1, signers: 1, people: 1 }, false],
  [{ drafters: 2, signers: 0, people: 2 }, false],
  [{ drafters: 0, signers: 2, people: 2 }, false],
])('%j: two people can share it: %s', (hands, enough) => {
  expect(isEnough(hands)).toBe(enough)
})

test('a desk opens what the recheck asks and keeps the rest', () => {
  const none = { answer: 'none' as const, facts: [] }
  const basis = {
    criteria: loadPreset('main20'),
    terms: { cycleStart: null, lastTermStart: null },
    referenceDate: '2026-01-10',
    departmentKey: 'court',
    answers: { N03: none, N09: none },
  }
  const asking = (kind: 'dispute' | 'gap' | 'identity', items: string[]) => ({ ...basis, recheck: { kind, items } })
  expect(askedItems(asking('dispute', ['N03', 'N07'])).map(({ code }) => code)).toEqual(['N03'])
  expect(keptAnswers(asking('dispute', ['N03']))).toEqual({ N09: none })
  expect(keptAnswers(asking('identity', []))).toEqual({})
  expect(askedItems({ ...basis, recheck: null })).toHaveLength(6)
  expect(barredAnswers(asking('gap', ['N16']))).toHaveProperty('not_ours')
  expect(barredAnswers(asking('dispute', ['N16']))).toEqual({})
})
