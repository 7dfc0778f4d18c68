import {
  closingProblems,
  type Decided,
  decisionProblems,
  decisionsOn,
  groundOf,
  isAsDecided,
  meetingTransitions,
} from '../../../src/outcomes/meetings/meeting'
import type { StandingWord } from '../../../src/standings/standing'
import { codedTransitions, writtenTransitions } from '../../support/states'

const voting = ['甲一', '乙二', '丙三', '丁四']
const decided: Decided = {
  decision: 'eligible_with_reasons',
  groundItems: [],
  until: null,
  words: '情节轻微',
  votesFor: 3,
  votesAgainst: 1,
  votesAbstained: 0,
  recused: [],
}
const problemsOf = (over: Partial<Decided>, { standing = 'refer' as StandingWord, near = [] as string[] } = {}) =>
  Object.keys(
    decisionProblems(
      { ...decided, ...over },
      { standing, ground: ['N12'] },
      { today: '2026-01-12', voting, quorum: 3, near },
    ),
  )

test('docs/states.md prints the transitions of a meeting as the code has them', () => {
  expect(writtenTransitions('meeting')).toEqual(codedTransitions(meetingTransitions))
})

test.each<[StandingWord, string[]]>([
  ['refer', ['eligible_with_reasons', 'ineligible', 'rectify', 'postponed']],
  ['hold', ['held', 'eligible_with_reasons', 'ineligible', 'rectify', 'postponed']],
  ['disputed', ['recheck', 'postponed']],
  ['clear', ['postponed']],
])('on %s a meeting may come to %j', (standing, expected) => {
  expect(decisionsOn(standing)).toEqual(expected)
})

test.each<[string, Partial<Decided>, string[]]>([
  ['three of four', {}, []],
  ['two of four are not more than half', { votesFor: 2, votesAgainst: 2 }, ['votesFor']],
  ['a vote too many', { votesFor: 4 }, ['votesFor']],
  ['a vote too few', { votesAgainst: 0 }, ['votesFor']],
  ['one left the room: two of three', { recused: ['丁四'], votesFor: 2 }, []],
  ['two left: fewer than the quorum', { recused: ['丁四', '丙三'], votesFor: 2, votesAgainst: 0 }, ['recused']],
  ['no reasons', { words: '' }, ['words']],
  ['undecided', { decision: null }, ['decision']],
  ['what the standing does not allow', { decision: 'held', until: '2026-02-01' }, ['decision']],
  ['struck off without ground', { decision: 'ineligible' }, ['groundItems']],
  ['struck off on a ground that nobody found', { decision: 'ineligible', groundItems: ['N03'] }, ['groundItems']],
  ['struck off', { decision: 'ineligible', groundItems: ['N12'] }, []],
  ['put right, by when?', { decision: 'rectify' }, ['until']],
  ['put right by today', { decision: 'rectify', until: '2026-01-12' }, ['until']],
  ['put right', { decision: 'rectify', until: '2026-01-13' }, []],
  ['postponed without a vote', { decision: 'postponed', votesFor: 0, votesAgainst: 0 }, []],
  ['postponed, why?', { decision: 'postponed', words: '' }, ['words']],
])('%s', (_, over, expected) => {
  expect(problemsOf(over)).toEqual(expected)
})

test('who is near to the person has left the room', () => {
  expect(problemsOf({}, { near: ['丁四'] })).toEqual(['recused'])
  expect(problemsOf({ decision: 'postponed' }, { near: ['丁四'] })).toEqual(['recused'])
  expect(problemsOf({ recused: ['丁四'], votesFor: 2 }, { near: ['丁四'] })).toEqual([])
})

test('minutes close with everybody decided on, a quorum, a number and a day that has come', () => {
  const line = {
    ...decided,
    id: '1',
    candidateId: '1',
    position: 1,
    standing: 'refer' as const,
    reasons: [],
    version: 1,
  }
  const meeting = { documentNumber: '示〔2026〕1号', metOn: '2026-01-12' }
  const given = { agenda: [line], voting: 3, quorum: 3, today: '2026-01-12' }
  expect(closingProblems(meeting, given)).toEqual({})
  expect(Object.keys(closingProblems({ ...meeting, documentNumber: '' }, given))).toEqual(['documentNumber'])
  expect(Object.keys(closingProblems({ ...meeting, metOn: '2026-01-13' }, given))).toEqual(['metOn'])
  expect(Object.keys(closingProblems(meeting, { ...given, voting: 2 }))).toEqual(['attendance'])
  expect(Object.keys(closingProblems(meeting, { ...given, agenda: [] }))).toEqual(['agenda'])
  expect(Object.keys(closingProblems(meeting, { ...given, agenda: [{ ...line, decision: null }] }))).toEqual(['agenda'])
})

test('a dispute is sent back by its disputed items, others rest on what is confirmed or looked into', () => {
  const reason = (code: string, finding: 'disputed' | 'confirmed' | 'pending') => ({
    code,
    class: 'refer' as const,
    finding,
    answers: [],
  })
  const reasons = [reason('N03', 'disputed'), reason('N12', 'confirmed'), reason('N06', 'pending')]
  expect(groundOf({ standing: 'disputed', reasons })).toEqual(['N03'])
  expect(groundOf({ standing: 'refer', reasons })).toEqual(['N12'])
  expect(groundOf({ standing: 'hold', reasons })).toEqual(['N12', 'N06'])
})

test('a proposal says what the meeting decided, on the standing it decided on', () => {
  const there = {
    decision: 'ineligible' as const,
    groundItems: ['N12', 'N13'],
    until: null,
    standing: 'refer' as const,
  }
  const proposal = { outcome: 'ineligible' as const, groundItems: ['N13', 'N12'], until: null }
  expect(isAsDecided(proposal, 'refer', there)).toBe(true)
  expect(isAsDecided(proposal, 'hold', there)).toBe(false)
  expect(isAsDecided({ ...proposal, groundItems: ['N12'] }, 'refer', there)).toBe(false)
  expect(isAsDecided({ ...proposal, until: '2026-02-01' }, 'refer', there)).toBe(false)
  expect(isAsDecided({ ...proposal, outcome: 'rectify' }, 'refer', there)).toBe(false)
})
