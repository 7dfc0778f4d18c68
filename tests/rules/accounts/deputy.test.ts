import { dayProblems, deputyshipState, deputyTransitions } from '../../../src/accounts/deputies/deputy'
import { signsToday } from '../../../src/accounts/deputies/deputy.policy'
import { codedTransitions, writtenTransitions } from '../../support/states'

const days = { fromOn: '2026-01-12', untilOn: '2026-01-14', endedAt: null }

test.each([
  ['2026-01-11', 'coming'],
  ['2026-01-12', 'running'],
  ['2026-01-14', 'running'],
  ['2026-01-15', 'over'],
])('on %s it is %s', (today, state) => expect(deputyshipState(days, today)).toBe(state))

test('what was ended is ended, whatever the day', () => {
  expect(deputyshipState({ ...days, endedAt: new Date() }, '2026-01-13')).toBe('ended')
})

test('not in the past, not backwards, not for a season', () => {
  const problems = (fromOn: string, untilOn: string) => Object.keys(dayProblems({ fromOn, untilOn }, '2026-01-10'))
  expect(problems('2026-01-10', '2026-01-10')).toEqual([])
  expect(problems('2026-01-09', '2026-01-12')).toEqual(['fromOn'])
  expect(problems('2026-01-12', '2026-01-11')).toEqual(['untilOn'])
  expect(problems('2026-01-10', '2026-03-10')).toEqual([])
  expect(problems('2026-01-10', '2026-03-11')).toEqual(['untilOn'])
})

test('a signatory signs, and a reviewer only in somebody’s stead', () => {
  expect(signsToday({ role: 'signatory' })).toBe(true)
  expect(signsToday({ role: 'reviewer' })).toBe(false)
  expect(signsToday({ role: 'reviewer', standsInFor: { accountId: 'a', name: '王', until: '2026-01-14' } })).toBe(true)
})

test('docs/states.md prints how a deputyship goes', () => {
  expect(codedTransitions(deputyTransitions)).toEqual(writtenTransitions('deputyship'))
})
