import fc from 'fast-check'
import { type CarryGiven, carryOf, departmentsBehind, type EarlierReview } from '../../../src/rounds/carry'
import { reasonsTaken, roundReasons, usualReasons } from '../../../src/rounds/reason'
import type { AnswerWord, FindingWord, Reason } from '../../../src/standings/standing'

const earlier: EarlierReview = {
  id: 'r1',
  state: 'signed',
  signedOn: '2026-01-10',
  at: new Date('2026-01-10T02:00:00Z'),
  codes: ['N03', 'N04'],
}
const given: CarryGiven = {
  earlier,
  owned: ['N03', 'N04'],
  issueDay: '2026-02-08',
  reuseDays: 30,
  identifiedAt: null,
  triggered: false,
  behind: false,
}

describe('an earlier review is used again', () => {
  test.each<[string, Partial<CarryGiven>, ReturnType<typeof carryOf>]>([
    ['on the last day of its age', {}, 'carried'],
    ['not on the day after', { issueDay: '2026-02-09' }, { ask: 'old' }],
    ['not where nothing is ever used again', { issueDay: '2026-01-10', reuseDays: 0 }, { ask: 'old' }],
    ['not where there is none', { earlier: null }, { ask: 'never' }],
    ['not where the file was sent back', { earlier: { ...earlier, state: 'returned' } }, { ask: 'returned' }],
    ['not after the identity changed', { identifiedAt: new Date('2026-01-11') }, { ask: 'identity' }],
    ['not where the identity changed at the very moment', { identifiedAt: earlier.at }, { ask: 'identity' }],
    ['where it is about the corrected identity', { identifiedAt: new Date('2026-01-09') }, 'carried'],
    ['not where something was raised', { triggered: true }, { ask: 'triggered' }],
    ['not where its answers are behind the hold', { behind: true }, { ask: 'behind' }],
    ['not where the department owns one more item', { owned: ['N03', 'N04', 'N16'] }, { ask: 'items' }],
    ['where the department owns one item less', { owned: ['N03'] }, 'carried'],
  ])('%s', (_, also, carry) => {
    expect(carryOf({ ...given, ...also })).toEqual(carry)
  })

  // Silence is not a pass: nothing that speaks against it is ever overlooked, whatever else is true.
  test('only when nothing at all speaks against it', () => {
    const any = fc.record({
      triggered: fc.boolean(),
      behind: fc.boolean(),
      reuseDays: fc.integer({ min: 0, max: 60 }),
      identifiedAt: fc.option(fc.constantFrom(new Date('2026-01-01'), new Date('2026-02-01'))),
      owned: fc.subarray(['N03', 'N04', 'N16']),
      earlier: fc.option(fc.constantFrom(earlier, { ...earlier, state: 'returned' as const })),
    })
    fc.assert(
      fc.property(any, (also) => {
        const spared = carryOf({ ...given, ...also }) === 'carried'
        const young = also.reuseDays > 29
        const right = also.earlier?.state === 'signed' && also.identifiedAt?.getMonth() !== 1
        const quiet = !also.triggered && !also.behind && !also.owned.includes('N16')
        expect(spared).toBe(young && right && quiet)
      }),
    )
  })
})

describe('whose answers are behind', () => {
  const said = (department: string, answer: AnswerWord | null) => ({
    department,
    lead: false,
    answer,
    lapsed: false,
    end: null,
    facts: [],
    words: '',
  })
  const reason = (code: string, finding: FindingWord, answers: Reason['answers'], of: Reason['class'] = 'refer') => ({
    code,
    class: of,
    finding,
    answers,
  })
  const pending = reason('N06', 'pending', [said('discipline', 'pending'), said('police', 'none')], 'hold')
  const refer = reason('N12', 'confirmed', [said('petitions', 'found')])
  const none = { groundItems: [], decided: [], now: [] }

  test('a hold that ended: who was still looking into it, not who found something else', () => {
    expect(departmentsBehind({ ...none, reasons: ['hold_ended'], decided: [pending, refer] })).toEqual(['discipline'])
  })

  test('a rectification: the items that were named, else all that were not clear', () => {
    const decided = [refer, reason('N14', 'confirmed', [said('natural_resources', 'found')])]
    expect(departmentsBehind({ ...none, reasons: ['rectified'], decided, groundItems: ['N12'] })).toEqual(['petitions'])
    expect(departmentsBehind({ ...none, reasons: ['rectified'], decided })).toEqual(['natural_resources', 'petitions'])
  })

  test('a stale outcome: only the items that changed', () => {
    const now = [refer, reason('N03', 'confirmed', [said('court', 'found'), said('police', 'none')])]
    expect(departmentsBehind({ ...none, reasons: ['stale'], decided: [refer], now })).toEqual(['court'])
  })

  test('where nobody found anything, whoever answered; where nobody answered, all', () => {
    const gap = reason('N16', 'unanswered', [said('court', 'not_ours'), said('tax', 'not_ours'), said('labour', null)])
    expect(departmentsBehind({ ...none, reasons: ['stale'], now: [gap] })).toEqual(['court', 'tax'])
    expect(departmentsBehind({ ...none, reasons: ['hold_ended'] })).toBe('all')
  })

  test('other reasons ask nobody by themselves', () => {
    expect(departmentsBehind({ ...none, reasons: ['everyone', 'elected', 'triggered'], decided: [pending] })).toEqual(
      [],
    )
  })
})

describe('why a person goes into a round', () => {
  test('what was chosen takes them in; what else is true of them is said too', () => {
    expect(reasonsTaken(['corrected', 'triggered', 'everyone'], ['triggered'])).toEqual(['corrected', 'triggered'])
    expect(reasonsTaken(['everyone'], usualReasons)).toEqual([])
    expect(reasonsTaken(['new', 'everyone', 'elected'], ['everyone'])).toEqual(['new', 'everyone'])
  })

  test('by itself a round takes in everybody of whom something is new, and nobody else', () => {
    expect(roundReasons.filter((reason) => !usualReasons.includes(reason))).toEqual(['everyone', 'elected'])
  })
})
