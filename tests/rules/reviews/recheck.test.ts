import {
  carriedAnswers,
  isAsked,
  overlapOf,
  recheckKinds,
  recheckStatus,
  type OpenRecheck,
} from '../../../src/reviews/rechecks/recheck'
import { recheckActs, recheckStates, recheckTransitions } from '../../../src/reviews/rechecks/transitions'
import type { Answer } from '../../../src/standings/standing'
import { writtenTransitions } from '../../support/states'

const none: Answer = { answer: 'none', facts: [] }

test('every state and act is as the table says, and docs/states.md prints it', () => {
  const rows = recheckStates.flatMap((state) =>
    recheckActs.flatMap((act) => {
      const transition = recheckTransitions[state][act]
      return transition ? [[state, act, transition.next, transition.who.join(', '), transition.words]] : []
    }),
  )
  expect(writtenTransitions('recheck')).toEqual(rows)
})

test('a recheck takes along what it does not ask; identity takes nothing', () => {
  const origin = { N03: none, N06: none, N09: none }
  expect(carriedAnswers('dispute', ['N03'], origin)).toEqual({ N06: none, N09: none })
  expect(carriedAnswers('identity', [], origin)).toEqual({})
  expect(isAsked({ kind: 'dispute', items: ['N03'] }, 'N06')).toBe(false)
  expect(isAsked({ kind: 'identity', items: [] }, 'N06')).toBe(true)
})

test.each(recheckKinds)('%s is open once for a candidate', (kind) => {
  const open: OpenRecheck = { id: 'a', kind, items: ['N01'], departmentIds: ['x'] }
  const plan = { kind, items: ['N03'], departmentIds: ['y'] }
  expect(overlapOf(plan, [open])).toEqual({ key: `rechecks:refused.open.${kind}`, values: undefined })
  expect(overlapOf(plan, [])).toBeNull()
})

test('two rechecks share neither a department nor an item', () => {
  const open: OpenRecheck = { id: 'a', kind: 'gap', items: ['N16'], departmentIds: ['x'] }
  const plan = { kind: 'dispute', items: ['N03'], departmentIds: ['y'] } as const
  const asking = (items: string[], departmentIds: string[]) => overlapOf({ ...plan, items, departmentIds }, [open])
  expect(asking(['N03'], ['y'])).toBeNull()
  expect(asking(['N16'], ['y'])?.key).toBe('rechecks:refused.overlap.gap')
  expect(asking(['N03'], ['y', 'x'])?.key).toBe('rechecks:refused.overlap.gap')
})

test.each([
  ['open', '2026-01-14', false, 'open'],
  ['open', '2026-01-13', false, 'overdue'],
  ['open', '2026-01-13', true, 'ended'],
  ['answered', '2026-01-13', true, 'answered'],
  ['cancelled', '2026-01-13', false, 'cancelled'],
] as const)('%s, due on %s, withdrawn %s: %s on 2026-01-14', (state, dueOn, withdrawn, status) => {
  expect(recheckStatus({ state, dueOn, withdrawn }, '2026-01-14')).toBe(status)
})
