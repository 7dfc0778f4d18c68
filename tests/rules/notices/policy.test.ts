import { type Role, roles } from '../../../src/accounts/role'
import type { NoticeMeta } from '../../../src/outcomes/notices/notice'
import { mayIssue, mayStep } from '../../../src/outcomes/notices/notice.policy'
import {
  doersOf,
  nextNoticeState,
  type NoticeAct,
  noticeActs,
  noticeStates,
  noticeTransitions,
} from '../../../src/outcomes/notices/transitions'
import { codedTransitions, writtenTransitions } from '../../support/states'
import { late, noticeOf, stopped } from './a-notice'

const today = '2026-01-16'
const asked = (role: Role, accountId = 'me') => ({ role, accountId })
const reasonOf = (role: Role, act: NoticeAct, over: Partial<NoticeMeta>, day = today) => {
  const judged = mayStep(asked(role), noticeOf(over), act, day)
  return judged.allowed ? 'allowed' : `${judged.status} ${judged.reason.key.replace('notices:refused.', '')}`
}

test('docs/states.md prints the transitions of a notice as the code has them', () => {
  expect(writtenTransitions('notice')).toEqual(codedTransitions(noticeTransitions))
})

test('only waived, lapsed, upheld and changed end it, and every other state can still end', () => {
  const ended = noticeStates.filter((state) => Object.keys(noticeTransitions[state]).length === 0)
  expect(ended).toEqual(['waived', 'lapsed', 'upheld', 'changed'])
})

describe.each(noticeActs)('%s', (act) => {
  test.each(roles.filter((role) => !doersOf[act].includes(role)))('is not for %s', (role) => {
    expect(reasonOf(role, act, {})).toMatch(/^403 doer\./)
  })

  test.each(noticeStates.filter((state) => !nextNoticeState(state, act)))('cannot follow %s', (state) => {
    expect(reasonOf(doersOf[act][0]!, act, { state })).toBe(`409 already.${state}`)
  })

  test('is refused once the person has withdrawn', () => {
    for (const state of noticeStates)
      expect(reasonOf(doersOf[act][0]!, act, { state, withdrawn: true })).toBe('409 withdrawn')
  })
})

test.each<[string, Role, NoticeAct, Partial<NoticeMeta>, string]>([
  ['time that has run out', 'office', 'lapse', {}, 'allowed'],
  ['the last day', 'office', 'lapse', { dueOn: today }, '409 notOver'],
  ['time that stands still', 'office', 'lapse', stopped, '409 standsStill'],
  ['an overtaken outcome', 'office', 'lapse', { stale: true }, '409 stale'],
  ['an overtaken outcome', 'township_clerk', 'waive', { stale: true }, '409 stale'],
  ['a waiver', 'township_clerk', 'waive', {}, 'allowed'],
  ['nothing late', 'office', 'accept', {}, '409 nothingLate'],
  ['a late reply', 'office', 'accept', { steps: [late] }, 'allowed'],
  ['a clock that runs', 'office', 'stop', {}, 'allowed'],
  ['a clock that stands', 'office', 'stop', stopped, '409 stopped'],
  ['a clock that stands', 'office', 'resume', stopped, 'allowed'],
  ['a clock that runs', 'office', 'resume', {}, '409 running'],
  ['a reply', 'office', 'rereview', { state: 'replied' }, 'allowed'],
  ['a re-review that is out', 'office', 'rereview', { state: 'rereview', recheck: 'open' }, '409 recheck.open'],
  ['one that is in', 'office', 'rereview', { state: 'rereview', recheck: 'answered' }, '409 recheck.answered'],
  ['one taken back', 'office', 'rereview', { state: 'rereview', recheck: 'cancelled' }, 'allowed'],
  ['another outcome', 'office', 'rereview', { state: 'replied', outcomeState: 'superseded' }, '409 superseded'],
])('%s: %s may %s', (_name, role, act, over, answer) => {
  expect(reasonOf(role, act, over)).toBe(answer)
})

const answered: Partial<NoticeMeta> = { state: 'rereview', recheck: 'answered' }

test.each<[string, Partial<NoticeMeta>, string, string]>([
  ['the re-review is in', answered, 'allowed', '409 notSuperseded'],
  ['it is out', { ...answered, recheck: 'open' }, '409 notAnswered', '409 notAnswered'],
  ['the standing has changed', { ...answered, stale: true }, '409 staleUphold', '409 notSuperseded'],
  ['an item fell', { ...answered, groundStands: false }, '409 groundFallen', '409 notSuperseded'],
  ['another is in force', { ...answered, outcomeState: 'superseded' }, '409 superseded', 'allowed'],
  [
    'another came before it was in',
    { ...answered, recheck: 'open', outcomeState: 'superseded' },
    '409 superseded',
    '409 notAnswered',
  ],
  ['who proposed it asks', { ...answered, proposedById: 'me' }, '403 ownProposal', '403 ownProposal'],
  ['who is near asks', { ...answered, near: true }, '403 near', '403 near'],
])('when %s, upholding and changing', (_name, over, uphold, change) => {
  expect(reasonOf('leading_group', 'uphold', over)).toBe(uphold)
  expect(reasonOf('leading_group', 'change', over)).toBe(change)
})

const untold = { outcome: 'ineligible', state: 'approved', stale: false, withdrawn: false, told: false } as const

test.each([
  [{}, 'allowed'],
  [{ told: true }, 'told'],
  [{ stale: true }, 'stale'],
  [{ withdrawn: true }, 'withdrawn'],
  [{ state: 'proposed' as const }, 'notInForce'],
  [{ outcome: 'held' }, 'notNeeded'],
])('a notice about an outcome with %j: %s', (over, answer) => {
  const judged = mayIssue({ role: 'office' }, { ...untold, ...over })
  expect(judged.allowed ? 'allowed' : judged.reason.key).toBe(
    answer === 'allowed' ? answer : `notices:refused.${answer}`,
  )
  expect(mayIssue({ role: 'leading_group' }, { ...untold, ...over })).toMatchObject({ status: 403 })
})
