import fc from 'fast-check'
import { changesBetween } from '../../../src/outcomes/stale/change'
import type { StandingInput } from '../../../src/standings/standing'
import { caseOf, fact, found, said } from '../standings/a-case'
import { anyCase } from '../standings/any-case'

const clear = caseOf()
const changes = (now: StandingInput, then = clear, rounds: [number, number] = [1, 1]) =>
  changesBetween({ input: then, round: rounds[0] }, { input: now, round: rounds[1] })

test('an answer, by department and item, before and after', () => {
  const now = caseOf({ answers: { court: { N03: found(fact('2025-01-01')) } } })
  const change = { kind: 'answer', department: 'court', item: 'N03' }
  expect(changes(now)).toEqual([{ ...change, from: 'none', to: 'found' }])
  expect(changes(clear, now)).toEqual([{ ...change, from: 'found', to: 'none' }])
})

test('another fact under the same answer; the same facts in another order are none', () => {
  const facts = [fact('2025-01-01'), fact('2025-02-01')]
  const then = caseOf({ answers: { court: { N03: found(...facts) } } })
  expect(changes(caseOf({ answers: { court: { N03: found(...facts.toReversed()) } } }), then)).toEqual([])
  expect(changes(caseOf({ answers: { court: { N03: found(facts[0]!) } } }), then)).toEqual([
    { kind: 'facts', department: 'court', item: 'N03' },
  ])
})

test('a later reference date, a later round, and what lapsed by it', () => {
  const warned = caseOf({ answers: { discipline: { N07: found(fact('2025-06-01', { kind: 'party_warning' })) } } })
  const later = { ...warned, referenceDate: '2026-07-01' }
  expect(changes(later, warned, [1, 2])).toEqual([
    { kind: 'round', from: 1, to: 2 },
    { kind: 'referenceDate', from: '2026-01-10', to: '2026-07-01' },
    { kind: 'answer', department: 'discipline', item: 'N07', from: 'found', to: 'lapsed' },
  ])
})

test('withdrawn, sent back, asked again, no longer counted, another list', () => {
  expect(changes(caseOf({ withdrawn: true }))).toEqual([{ kind: 'withdrawn' }])
  expect(changes(caseOf({ states: { police: 'returned' } }))).toEqual([{ kind: 'returned', department: 'police' }])
  expect(changes({ ...clear, askedAgain: ['police'] })).toEqual([{ kind: 'askedAgain', department: 'police' }])
  expect(changes(caseOf({ states: { police: 'unsigned' } }))).toEqual([{ kind: 'unsigned', department: 'police' }])
  expect(changes({ ...clear, criteria: { ...clear.criteria, version: 2 } })).toEqual([{ kind: 'criteria' }])
})

test('who signs after a bar: the signature, and only what it found', () => {
  const then = caseOf({ states: { police: 'unsigned' } })
  expect(changes(clear, then)).toEqual([{ kind: 'signed', department: 'police' }])
  const now = caseOf({ answers: { police: { N11: said('pending') } } })
  expect(changes(now, then)).toEqual([
    { kind: 'signed', department: 'police' },
    { kind: 'answer', department: 'police', item: 'N11', from: null, to: 'pending' },
  ])
})

test('nothing changed, nothing told', () => {
  fc.assert(
    fc.property(anyCase, (input) => {
      expect(changes(structuredClone(input), input)).toEqual([])
    }),
    { numRuns: 300 },
  )
})
