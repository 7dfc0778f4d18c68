import type { Actor } from '../../../src/accounts/actor'
import { type Role, roles } from '../../../src/accounts/role'
import { mayDecide, mayPropose, mayTakeBack, type Verdict } from '../../../src/outcomes/outcome.policy'
import { type OutcomeState, outcomeTransitions } from '../../../src/outcomes/transitions'

const states = Object.keys(outcomeTransitions) as OutcomeState[]
const proposed = { state: 'proposed', proposedById: 'proposer', near: false } as const

test.each(roles)('%s: proposing and taking back are for the office, deciding for the leading group', (role) => {
  const office = role === 'office' ? 'allowed' : 'outcomes:refusals.onlyOffice'
  const group = role === 'leading_group' ? 'allowed' : 'outcomes:refusals.onlyLeadingGroup'
  const by = actor(role)
  expect(saidOf(mayPropose(by))).toBe(office)
  expect(saidOf(mayTakeBack(by, proposed))).toBe(office)
  expect(saidOf(mayDecide(by, proposed, 'approve'))).toBe(group)
  expect(saidOf(mayDecide(by, proposed, 'refuse'))).toBe(group)
})

test('who proposed never decides, not even after a change of role', () => {
  const own = actor('leading_group', 'proposer')
  for (const act of ['approve', 'refuse'] as const)
    expect(saidOf(mayDecide(own, proposed, act))).toBe('outcomes:refusals.ownProposal')
})

test('nobody proposes for, decides on, or sends back someone they are near to', () => {
  const near = { ...proposed, near: true }
  for (const act of ['approve', 'refuse'] as const)
    expect(saidOf(mayDecide(actor('leading_group'), near, act))).toBe('outcomes:refusals.near')
  expect(saidOf(mayPropose(actor('office'), true))).toBe('outcomes:refusals.nearPropose')
})

test.each(states.filter((state) => state !== 'proposed'))('what is %s is not decided again', (state) => {
  const outcome = { state, proposedById: 'proposer', near: false }
  const answers = [
    mayDecide(actor('leading_group'), outcome, 'approve'),
    mayDecide(actor('leading_group'), outcome, 'refuse'),
    mayTakeBack(actor('office'), outcome),
  ]
  expect(answers.map(saidOf)).toEqual(answers.map(() => `outcomes:refusals.already.${state}`))
})

function saidOf(verdict: Verdict): string {
  return verdict.allowed ? 'allowed' : verdict.reason.key
}

function actor(role: Role, accountId = 'me'): Actor {
  return { accountId, username: '', name: '', role, townshipId: null, departmentId: null, address: '', requestId: '' }
}
