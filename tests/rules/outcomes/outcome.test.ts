import { groundChoices, offers, proposalProblems, type Proposal } from '../../../src/outcomes/outcome'
import type { FindingWord, Reason, Standing, StandingWord } from '../../../src/standings/standing'

const today = '2026-01-10'
const proposal: Proposal = { outcome: 'eligible', groundItems: [], until: null, words: '', deliberationId: null }
const deliberationId = 'minutes'

/** Which outcomes each standing may lead to, and what they need, as the regulation of the office has it. */
test.each<[StandingWord, string[], 'minutes' | 'none', 'many' | 'one']>([
  ['clear', ['eligible'], 'none', 'many'],
  ['bar', ['ineligible', 'held'], 'none', 'one'],
  ['refer', ['eligible_with_reasons', 'ineligible', 'rectify'], 'minutes', 'one'],
  ['hold', ['held', 'eligible_with_reasons', 'ineligible', 'rectify'], 'minutes', 'one'],
  ['disputed', [], 'none', 'one'],
  ['gap', [], 'none', 'one'],
  ['waiting', [], 'none', 'one'],
  ['returned', [], 'none', 'one'],
  ['withdrawn', [], 'none', 'one'],
])('from %s: %j, %s needed, %s at a time', (standing, outcomes, needs, many) => {
  const offer = offers[standing]
  expect([offer.outcomes, offer.deliberation, offer.many]).toEqual([outcomes, needs === 'minutes', many === 'many'])
})

test('the standings of the table are all there are', () => {
  expect(Object.keys(offers)).toHaveLength(9)
  expect([offers.bar.ground, offers.refer.ground, offers.hold.ground, offers.clear.ground]).toEqual([
    'bar',
    'refer',
    'refer',
    null,
  ])
})

test('only what the standing rests on can be the ground', () => {
  const reasons = [
    reason('N01', 'bar', 'confirmed'),
    reason('N02', 'bar', 'disputed'),
    reason('N13', 'hold', 'confirmed'),
    reason('N15', 'refer', 'confirmed'),
    reason('N16', 'refer', 'pending'),
    reason('N17', 'refer', 'unanswered'),
  ]
  expect(groundChoices(standing('bar', reasons))).toEqual(['N01'])
  expect(groundChoices(standing('refer', reasons))).toEqual(['N01', 'N13', 'N15'])
  expect(groundChoices(standing('hold', reasons))).toEqual(['N01', 'N13', 'N15', 'N16'])
})

describe('a proposal', () => {
  const barred = standing('bar', [reason('N01', 'bar', 'confirmed')])
  const referred = standing('refer', [reason('N15', 'refer', 'confirmed')])

  test.each<[string, Partial<Proposal>, Standing, string[]]>([
    ['eligible on a clear standing', {}, standing('clear'), []],
    ['eligible on a barred one', {}, barred, ['outcome']],
    ['anything while departments are out', {}, standing('waiting'), ['outcome']],
    ['ineligible with its ground', { outcome: 'ineligible', groundItems: ['N01'] }, barred, []],
    ['ineligible without a ground', { outcome: 'ineligible' }, barred, ['groundItems']],
    ['ineligible on another item', { outcome: 'ineligible', groundItems: ['N01', 'N15'] }, barred, ['groundItems']],
    ['held until a day to come', { outcome: 'held', until: '2026-01-11' }, barred, []],
    ['held until today', { outcome: 'held', until: today }, barred, ['until']],
    ['held for ever', { outcome: 'held' }, barred, ['until']],
    ['eligible with reasons', { outcome: 'eligible_with_reasons', deliberationId }, referred, []],
    ['eligible with reasons, unmet', { outcome: 'eligible_with_reasons' }, referred, ['deliberationId']],
    ['to rectify', { outcome: 'rectify', until: '2026-03-01', words: '清理欠款', deliberationId }, referred, []],
    ['to rectify what?', { outcome: 'rectify' }, referred, ['until', 'deliberationId', 'words']],
  ])('of %s', (_, change, on, fields) => {
    expect(Object.keys(proposalProblems({ ...proposal, ...change }, on, today))).toEqual(fields)
  })
})

function standing(word: StandingWord, reasons: Reason[] = []): Standing {
  return { standing: word, reasons, lapsed: [], waitingFor: [] }
}

function reason(code: string, itemClass: Reason['class'], finding: FindingWord): Reason {
  return { code, class: itemClass, finding, answers: [] }
}
