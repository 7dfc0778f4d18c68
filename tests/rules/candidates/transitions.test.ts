import { roles } from '../../../src/accounts/role'
import { mayAct } from '../../../src/candidates/candidate.policy'
import { candidateActs, stageOf, stages, stateOf, transitionOf, transitions } from '../../../src/candidates/transitions'
import { writtenTransitions } from '../../support/states'

/** The path in words, one line per stage: act → next by whom; `*` needs words, `!` not by one's own hand. */
const path: Record<string, string> = {
  draft: 'correct → draft, submit → submitted, withdraw* → withdrawn',
  submitted: 'pass! → passed, return*! → returned, not_recommend*! → not_recommended, withdraw* → withdrawn',
  returned: 'correct → returned, resubmit → submitted, withdraw* → withdrawn',
  not_recommended: 'return*! → returned, withdraw* → withdrawn',
  passed: 'issue → in_review, withdraw* → withdrawn',
  in_review: 'issue → in_review, department_return* → sent_back, withdraw* → withdrawn',
  sent_back: 'correct → sent_back, department_return* → sent_back, resubmit → in_review, withdraw* → withdrawn',
  withdrawn: '',
}

test.each(stages)('from %s only these steps lead on', (stage) => {
  const lines = candidateActs.flatMap((act) => {
    const step = transitionOf(stage, act)
    return step ? [`${act}${step.reason ? '*' : ''}${step.notOwn ? '!' : ''} → ${step.next}`] : []
  })
  expect(lines.join(', ')).toBe(path[stage])
})

const townshipId = 'here'

test.each(roles)('the policy lets %s do what the table says, and gives a reason for all else', (role) => {
  for (const stage of stages)
    for (const act of candidateActs) {
      const answer = mayAct({ role, townshipId: null }, { stage, townshipId, ownHand: false }, act)
      expect(answer.allowed).toBe(transitionOf(stage, act)?.who.includes(role) ?? false)
      if (!answer.allowed) expect(answer.reason.key).toMatch(/^candidates:refused\.(role|stage)\./)
    }
})

test('nobody of another township may do anything', () => {
  for (const { from, act, who } of transitions) {
    const answer = mayAct({ role: who[0]!, townshipId: 'elsewhere' }, { stage: from, townshipId, ownHand: false }, act)
    expect(answer).toEqual({ allowed: false, reason: { key: 'candidates:refused.township' } })
  }
})

test('a lead screens nothing that came from the own hand', () => {
  for (const act of ['pass', 'return', 'not_recommend'] as const) {
    const answer = mayAct({ role: 'township_lead', townshipId }, { stage: 'submitted', townshipId, ownHand: true }, act)
    expect(answer).toEqual({ allowed: false, reason: { key: 'candidates:refused.ownHand' } })
  }
})

test('a stage is the stored state and, once passed, what the standing adds', () => {
  expect(stageOf({ state: 'passed', standing: null })).toBe('passed')
  expect(stageOf({ state: 'passed', standing: 'waiting' })).toBe('in_review')
  expect(stageOf({ state: 'passed', standing: 'returned' })).toBe('sent_back')
  expect(stageOf({ state: 'withdrawn', standing: 'withdrawn' })).toBe('withdrawn')
  expect(stages.map(stateOf)).toEqual([
    'draft',
    'submitted',
    'returned',
    'not_recommended',
    'passed',
    'passed',
    'passed',
    'withdrawn',
  ])
})

test('docs/states.md prints the table', () => {
  const rows = stages.flatMap((stage) => transitions.filter(({ from }) => from === stage))
  const printed = rows.map(({ from, act, next, who, reason, notOwn }) => {
    return [from, act, next, who.join(', '), reason ? 'needed' : 'none', notOwn ? 'another' : 'any']
  })
  expect(writtenTransitions('candidate')).toEqual(printed)
})
