import { isOutcomeState, nextOutcomeState, outcomeTransitions } from '../../../src/outcomes/transitions'
import { codedTransitions, writtenTransitions } from '../../support/states'

test('docs/states.md prints the transitions of an outcome as the code has them', () => {
  expect(writtenTransitions('outcome')).toEqual(codedTransitions(outcomeTransitions))
})

test('a proposal ends once, and what was approved can only be superseded', () => {
  expect(nextOutcomeState('proposed', 'approve')).toBe('approved')
  expect(nextOutcomeState('proposed', 'supersede')).toBeNull()
  expect(nextOutcomeState('approved', 'take_back')).toBeNull()
  for (const ended of ['refused', 'taken_back', 'superseded'] as const)
    expect(Object.keys(outcomeTransitions[ended])).toEqual([])
})

test('a word of the database is a state only when the table has it', () => {
  expect(isOutcomeState('approved')).toBe(true)
  expect(isOutcomeState('toString')).toBe(false)
})
