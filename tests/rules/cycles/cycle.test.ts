import { criteriaTransitions } from '../../../src/criteria/transitions'
import { cycleTransitions, nextCycleState, type CycleAct, type CycleState } from '../../../src/cycles/cycle'
import { codedTransitions, writtenTransitions } from '../../support/states'

const ready = { departments: 13, hasCriteria: true, openRounds: 0, openRechecks: 0 }

describe('a cycle', () => {
  test.each<[CycleState, CycleAct, CycleState | 'refused']>([
    ['preparing', 'open', 'open'],
    ['preparing', 'close', 'refused'],
    ['open', 'open', 'refused'],
    ['open', 'close', 'closed'],
    ['closed', 'open', 'refused'],
    ['closed', 'close', 'refused'],
  ])('%s, %s: %s', (state, act, next) => {
    const moved = nextCycleState(state, act, ready)
    expect(moved.ok ? moved.next : 'refused').toBe(next)
  })

  test.each([
    ['open', { ...ready, departments: 0 }, 'cycles:refused.noDepartments'],
    ['open', { ...ready, hasCriteria: false }, 'cycles:refused.noCriteria'],
  ] as const)('does not %s without what it needs', (act, parts, key) => {
    expect(nextCycleState('preparing', act, parts)).toEqual({ ok: false, reason: { key } })
  })

  test('does not close while a round is out', () => {
    const refused = { ok: false, reason: { key: 'cycles:refused.openRounds', values: { count: 2 } } }
    expect(nextCycleState('open', 'close', { ...ready, openRounds: 2 })).toEqual(refused)
    const waiting = { ok: false, reason: { key: 'cycles:refused.openRechecks', values: { count: 1 } } }
    expect(nextCycleState('open', 'close', { ...ready, openRechecks: 1 })).toEqual(waiting)
  })
})

test.each([
  ['cycle', cycleTransitions],
  ['criteria', criteriaTransitions],
])('docs/states.md prints the transitions of %s as the code has them', (name, table) => {
  expect(writtenTransitions(name)).toEqual(codedTransitions(table))
})
