import { type Hold, holdStatus } from '../../../src/rounds/holds/hold'
import { triggerProblem } from '../../../src/rounds/triggers/trigger.policy'
import { triggerState, triggerStates, triggerTransitions } from '../../../src/rounds/triggers/transitions'
import { writtenTransitions } from '../../support/states'

const hold: Hold = { outcome: 'held', until: '2026-01-20', lookedAt: null, proofOn: null }

test.each<[string, Partial<Hold>, string]>([
  ['2026-01-12', {}, 'running'],
  ['2026-01-13', {}, 'soon'],
  ['2026-01-19', {}, 'soon'],
  ['2026-01-20', {}, 'ends_today'],
  ['2026-01-21', {}, 'overdue'],
  ['2026-01-21', { proofOn: '2026-01-19' }, 'proof'],
  ['2026-01-21', { proofOn: '2026-01-19', lookedAt: 2 }, 'looked_at'],
])('seven days’ reminder: on %s with %j a hold until 20 January is %s', (today, also, status) => {
  expect(holdStatus({ ...hold, ...also }, today, 7)).toBe(status)
})

describe('a trigger', () => {
  const columns = {
    open: { roundId: null, setAsideAt: null },
    taken_up: { roundId: 'r', setAsideAt: null },
    set_aside: { roundId: null, setAsideAt: new Date(0) },
  }

  test('is in the state that its columns say', () => {
    for (const state of triggerStates) expect(triggerState(columns[state])).toBe(state)
  })

  test('does what the table says, for whom it says, and docs/states.md prints it', () => {
    const rows = triggerStates.flatMap((state) =>
      (['take_up', 'set_aside'] as const).flatMap((act) => {
        const transition = triggerTransitions[state][act]
        expect(triggerProblem({ role: 'office' }, act, columns[state]) === null).toBe(transition !== undefined)
        expect(triggerProblem({ role: 'signatory' }, act, columns[state])).not.toBeNull()
        return transition ? [[state, act, transition.next, transition.who.join(', '), transition.words]] : []
      }),
    )
    expect(writtenTransitions('trigger')).toEqual(rows)
  })
})
