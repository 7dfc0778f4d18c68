import fc from 'fast-check'
import type { CriteriaSet, Item } from '../../../src/criteria/criteria'
import { itemsOwnedBy } from '../../../src/standings/owners'
import { type Answer, type Fact, type Review, type StandingInput, answerWords } from '../../../src/standings/standing'
import { main20 } from './a-case'

const keys = ['court', 'police', 'discipline', 'tax', 'organisation']

/** Days close to where windows end before 2026-01-10, so that both sides of every end come up. */
const day = fc.constantFrom(
  '2026-01-10',
  '2026-01-09',
  '2025-07-10',
  '2025-07-11',
  '2025-01-10',
  '2025-01-11',
  '2024-02-29',
  '2024-07-10',
  '2024-07-11',
  '2021-01-10',
  '2021-01-11',
  '2020-12-31',
  '2021-01-01',
  '2010-05-05',
)

const anyFact: fc.Arbitrary<Fact> = fc.record({
  kind: fc.constantFrom(...main20.sanctions.map((row) => row.key)),
  effect: day,
  statedEnd: fc.option(fc.constantFrom('2026-01-10', '2026-01-11', '2024-12-31'), { freq: 5 }),
  evidenceType: fc.constant('处分决定'),
  documentNumber: fc.constantFrom('〔2024〕1号', '〔2025〕2号'),
  issuingBody: fc.constant(''),
  words: fc.constant(''),
})

const anyAnswer: fc.Arbitrary<Answer> = fc
  .tuple(fc.constantFrom(...answerWords), fc.array(anyFact, { minLength: 1, maxLength: 3 }))
  .map(([answer, facts]) => ({ answer, facts: answer === 'found' ? facts : [] }))

const anyItem: fc.Arbitrary<Omit<Item, 'code'>> = fc
  .record({
    class: fc.constantFrom('bar' as const, 'hold' as const, 'refer' as const),
    owners: fc.shuffledSubarray(keys, { minLength: 1, maxLength: 4 }),
    window: fc.constantFrom<Item['window']>('always', 'while', 'years:5', 'years:1', 'sanction', 'terms', 'cycle'),
    off: fc.option(fc.constant(true), { freq: 6, nil: undefined }),
  })
  .map(({ owners, ...rest }) => ({ ...rest, text: '·', text_en: '·', lead: owners[0]!, assisting: owners.slice(1) }))

const anySet: fc.Arbitrary<CriteriaSet> = fc
  .array(anyItem, { minLength: 1, maxLength: 12 })
  .map((items) => ({ ...main20, items: items.map((item, i) => ({ code: `K${i + 1}`, ...item })) }))

const state = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Review['state']>('signed') },
  { weight: 2, arbitrary: fc.constant<Review['state']>('unsigned') },
  { weight: 1, arbitrary: fc.constant<Review['state']>('returned') },
)

/** Mostly quiet candidates, as in life: a busy one is a bar nearly always, and shows nothing of the rest of the table. */
const quiet = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Answer>({ answer: 'none', facts: [] }) },
  { weight: 2, arbitrary: fc.constant<Answer>({ answer: 'not_ours', facts: [] }) },
  { weight: 1, arbitrary: anyAnswer },
)

/** A case that could be: every lead takes part, and a review answers every item its department owns. */
export const anyCase: fc.Arbitrary<StandingInput> = anySet.chain((criteria) => {
  const leads = criteria.items.map((item) => item.lead)
  const departments = fc.subarray(keys).map((some) => keys.filter((key) => some.includes(key) || leads.includes(key)))
  return departments.chain((taking) =>
    fc.record({
      criteria: fc.constant(criteria),
      terms: fc.constantFrom(
        { cycleStart: '2026-01-01', lastTermStart: '2021-01-01' },
        { cycleStart: null, lastTermStart: null },
      ),
      departments: fc.constant(taking),
      referenceDate: fc.constant('2026-01-10'),
      reviews: fc.tuple(...taking.map((department) => anyReview(department, criteria))),
      withdrawn: fc.integer({ min: 0, max: 20 }).map((n) => n === 0),
      resubmitted: fc.boolean(),
    }),
  )
})

function anyReview(department: string, criteria: CriteriaSet): fc.Arbitrary<Review> {
  const codes = itemsOwnedBy(department, criteria).map((item) => item.code)
  return fc.record({
    department: fc.constant(department),
    state,
    answers: fc
      .oneof(fc.tuple(...codes.map(() => quiet)), fc.tuple(...codes.map(() => anyAnswer)))
      .map((answers) => Object.fromEntries(codes.map((code, i) => [code, answers[i]!]))),
  })
}
