import fc from 'fast-check'
import { activeItems } from '../../../src/criteria/criteria'
import { itemsAlone, rankOf } from '../../../src/outcomes/certificates/alone'
import { withAnswers, type AnswerChange } from '../../../src/outcomes/certificates/answer-change'
import { answeredNone, neededReasons } from '../../../src/outcomes/certificates/needed'
import { whatWouldChange } from '../../../src/outcomes/certificates/would-change'
import { addDays } from '../../../src/lib/day'
import { dutiesOf } from '../../../src/standings/duties'
import {
  type Answer,
  answerWords,
  signedReviews,
  standingOf,
  type StandingInput,
} from '../../../src/standings/standing'
import { caseOf, fact, found, main20, said } from '../standings/a-case'
import { anyCase } from '../standings/any-case'

const wordOf = (input: StandingInput) => standingOf(input).standing

describe('what would change', () => {
  test('a bar of one item: that its lead finds nothing, or the day on which its period ends', () => {
    const input = caseOf({ answers: { discipline: { N07: found(fact('2025-06-01', { kind: 'party_warning' })) } } })
    const change = { department: 'discipline', item: 'N07', from: 'found', to: 'none' }
    expect(whatWouldChange(input)).toEqual({
      smallest: { changes: [change], standing: 'clear' },
      better: { changes: [change], standing: 'clear' },
      periodEnd: {
        day: '2026-06-01',
        ended: [{ department: 'discipline', item: 'N07' }],
        standing: 'clear',
      },
      kinds: [],
    })
  })

  test('two bars have to go both; one period that ends is not enough', () => {
    const warning = found(fact('2025-06-01', { kind: 'party_warning' }))
    const input = caseOf({ answers: { discipline: { N07: warning }, court: { N03: found(fact('2020-01-01')) } } })
    const { smallest, better, periodEnd } = whatWouldChange(input)
    expect(smallest?.changes.map(({ item }) => item)).toEqual(['N03', 'N07'])
    expect([smallest?.standing, better, periodEnd]).toEqual(['clear', smallest, null])
  })

  test('two referred items: one that is looked into is the smallest, both gone is what would make it better', () => {
    const refer = found(fact('2025-06-01'))
    const input = caseOf({ answers: { petitions: { N12: refer }, environment: { N15: refer } } })
    const { smallest, better, periodEnd } = whatWouldChange(input)
    expect(wordOf(input)).toBe('refer')
    expect(smallest).toMatchObject({ standing: 'hold', changes: [{ from: 'none', to: 'pending' }] })
    expect(better).toMatchObject({ standing: 'clear', changes: [{ item: 'N12' }, { item: 'N15' }] })
    expect(periodEnd).toMatchObject({ day: '2030-06-01', standing: 'clear' })
  })

  test('of what would make it worse, the fewest answers', () => {
    const input = caseOf({
      answers: {
        discipline: { N06: said('pending'), N07: said('pending') },
        court: { N16: found(fact('2025-06-01')) },
      },
    })
    // N16, found by its lead, becomes disputed by two answers only; any other item by one.
    expect(whatWouldChange(input)).toMatchObject({
      smallest: { changes: [{ item: 'N01', to: 'found' }], standing: 'disputed' },
    })
    expect(whatWouldChange(input).better?.changes).toHaveLength(2)
  })

  test('clear: which kinds of single answers would change it', () => {
    const { smallest, better, kinds } = whatWouldChange(caseOf())
    expect(better).toBeNull()
    expect(smallest?.changes).toHaveLength(1)
    expect(kinds).toEqual([
      { to: 'found', lead: true, classes: ['bar'], standing: 'bar' },
      { to: 'found', lead: false, classes: ['bar', 'hold', 'refer'], standing: 'disputed' },
      { to: 'pending', lead: true, classes: ['bar', 'hold', 'refer'], standing: 'hold' },
      { to: 'pending', lead: false, classes: ['bar', 'hold', 'refer'], standing: 'hold' },
      { to: 'found', lead: true, classes: ['hold'], standing: 'hold' },
      { to: 'found', lead: true, classes: ['refer'], standing: 'refer' },
      // Items that nobody assists at: if their lead disowns them, nobody answers.
      { to: 'not_ours', lead: true, classes: ['refer'], standing: 'gap' },
    ])
  })

  test('what lapsed is named so', () => {
    const lapsed = found(fact('2020-01-01', { kind: 'party_warning' }))
    const criteria = {
      ...main20,
      items: main20.items.flatMap((item) => (item.code === 'N07' ? { ...item, assisting: [] } : [])),
    }
    const input = caseOf({ criteria, answers: { discipline: { N07: lapsed } } })
    expect(singlesOf(input).map(({ from }) => from)).toEqual(['lapsed', 'lapsed', 'lapsed'])
    expect(whatWouldChange(input).smallest?.changes[0]).toMatchObject({ from: 'lapsed' })
  })

  test('who has left, or whose file was sent back, is moved by no answer', () => {
    for (const input of [caseOf({ withdrawn: true }), caseOf({ states: { police: 'returned' } })])
      expect(whatWouldChange(input)).toEqual({ smallest: null, better: null, periodEnd: null, kinds: [] })
  })

  test('a list without items, and one that nobody answered', () => {
    const empty = { ...main20, items: [] }
    expect(whatWouldChange(caseOf({ criteria: empty }))).toMatchObject({ smallest: null, periodEnd: null, kinds: [] })
    const states = Object.fromEntries(caseOf().departments.map((key) => [key, 'unsigned' as const]))
    expect(whatWouldChange(caseOf({ states }))).toMatchObject({ smallest: null, better: null })
  })

  test('quick, also for 21 items that 13 departments own together and all look into', () => {
    const input = busiest()
    expect(whatWouldChange(input).better?.changes.length).toBe(21 * 13)
    // The processor's time, and the best of some runs: what else the machine does is not what is measured.
    const milliseconds = Array.from({ length: 8 }, () => {
      const start = process.cpuUsage()
      whatWouldChange(input)
      neededReasons(input)
      return process.cpuUsage(start).user / 1000
    })
    expect(Math.min(...milliseconds)).toBeLessThan(50)
  })
})

describe('needed reasons', () => {
  test('one of several bars is enough: the first, or the one that the office named', () => {
    const input = caseOf({
      answers: { court: { N03: found(fact('2020-01-01')) }, legal_affairs: { N04: found(fact('2020-01-01')) } },
    })
    const both = caseOf({
      answers: {
        court: { N03: found(fact('2020-01-01')) },
        discipline: { N06: said('pending'), N08: found(fact('2025-01-01')) },
      },
    })
    expect(wordOf(input)).toBe('bar')
    expect(neededReasons(both)).toEqual(['N03'])
    expect(neededReasons(both, ['N08'])).toEqual(['N08'])
  })

  test('nothing is needed for clear', () => {
    expect(neededReasons(caseOf())).toEqual([])
  })
})

describe('random cases', () => {
  const runs = { numRuns: 2000 }

  test('the standing is the worst of what each item alone gives', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        const bare = wordOf({ ...input, reviews: answersGone(input) })
        const worst = [bare, ...itemsAlone(input).map(({ standing }) => standing)].sort(
          (a, b) => rankOf(a) - rankOf(b),
        )[0]
        expect(worst).toBe(wordOf(input))
      }),
      runs,
    )
  })

  test('each listed reason is needed, and no other is', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(anyCase, (input) => {
        const standing = wordOf(input)
        const needed = neededReasons(input)
        const others = activeItems(input.criteria)
          .map(({ code }) => code)
          .filter((code) => !needed.includes(code))
        expect(wordOf(silenced(input, others))).toBe(standing)
        for (const code of needed) expect(wordOf(silenced(input, [...others, code]))).not.toBe(standing)
        seen.add(`${standing} ${needed.length}`)
      }),
      runs,
    )
    expect([...seen].sort()).toEqual([
      'bar 1',
      'clear 0',
      'disputed 1',
      'gap 1',
      'hold 1',
      'refer 1',
      'returned 0',
      'waiting 0',
      'withdrawn 0',
    ])
  })

  test('what would change it does', () => {
    const sizes = new Set<number>()
    fc.assert(
      fc.property(anyCase, (input) => {
        const standing = wordOf(input)
        const { smallest, better, periodEnd } = whatWouldChange(input)
        const saidNow = saidIn(input)
        for (const way of [smallest, better]) {
          if (!way) continue
          expect(wordOf(answered(input, way.changes))).toBe(way.standing)
          expect(way.standing).not.toBe(standing)
          expect(way.changes.filter(({ department, item, from }) => from !== saidNow(department, item))).toEqual([])
        }
        if (better) expect(rankOf(better.standing)).toBeGreaterThan(rankOf(standing))
        if (periodEnd) expectFirstDay(input, periodEnd)
        sizes.add(better?.changes.length ?? 0)
      }),
      runs,
    )
    expect(sizes.size).toBeGreaterThan(3)
  })

  test('where it names more than one answer no single one does, and the kinds are all there are', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        const standing = wordOf(input)
        const { smallest, better, kinds } = whatWouldChange(input)
        const singles = singlesOf(input).map((change) => wordOf(answered(input, [change])))
        expect(smallest?.changes.length === 1).toBe(singles.some((word) => word !== standing))
        expect(better?.changes.length === 1).toBe(singles.some((word) => rankOf(word) > rankOf(standing)))
        expect(new Set(kinds.map((kind) => kind.standing))).toEqual(
          new Set(standing === 'clear' ? singles.filter((word) => word !== 'clear') : []),
        )
      }),
      runs,
    )
  })

  test('of small cases no smaller change is overlooked', () => {
    fc.assert(
      fc.property(anyCase, (whole) => {
        const input = { ...whole, criteria: { ...whole.criteria, items: whole.criteria.items.slice(0, 2) } }
        const { smallest, better } = whatWouldChange(input)
        expect(smallest?.changes.length ?? null).toBe(fewest(input, (word, now) => word !== now))
        expect(better?.changes.length ?? null).toBe(fewest(input, (word, now) => rankOf(word) > rankOf(now)))
      }),
      { numRuns: 500 },
    )
  })
})

/** Every set of changes to at most 8 signed answers, tried one by one through the rule. */
function fewest(
  input: StandingInput,
  wanted: (word: string & ReturnType<typeof wordOf>, now: ReturnType<typeof wordOf>) => boolean,
): number | null {
  const now = wordOf(input)
  const places = placesOf(input)
  const words = places.map(({ from }) => [
    null,
    ...answerWords.filter((word) => word !== (from === 'lapsed' ? 'none' : from)),
  ])
  let best: number | null = null
  const walk = (at: number, changes: AnswerChange[]): void => {
    if (best !== null && changes.length >= best) return
    if (at === places.length) {
      if (changes.length && wanted(wordOf(answered(input, changes)), now)) best = changes.length
      return
    }
    for (const to of words[at]!) walk(at + 1, to ? [...changes, { ...places[at]!, to }] : changes)
  }
  walk(0, [])
  return best
}

function expectFirstDay(input: StandingInput, { day, standing }: { day: string; standing: string }): void {
  const now = wordOf(input)
  expect(wordOf({ ...input, referenceDate: day })).toBe(standing)
  expect(wordOf({ ...input, referenceDate: addDays(day, -1) })).toBe(now)
  expect(standing).not.toBe(now)
}

type Place = Pick<AnswerChange, 'department' | 'item' | 'from'>

/** Every signed answer of an owner, as it counts. */
function placesOf(input: StandingInput): Place[] {
  const { items, codes } = dutiesOf(input.criteria, input.departments)
  const signed = signedReviews(input, codes)
  const saidNow = saidIn(input)
  return items.flatMap(({ item, owners }) =>
    owners
      .filter((department) => signed.has(department))
      .map((department) => ({ department, item: item.code, from: saidNow(department, item.code) })),
  )
}

function singlesOf(input: StandingInput): AnswerChange[] {
  return placesOf(input).flatMap((place) =>
    answerWords.filter((to) => to !== (place.from === 'lapsed' ? 'none' : place.from)).map((to) => ({ ...place, to })),
  )
}

type SaidNow = (department: string, item: string) => AnswerChange['from']

/** What each department said, as it counts. */
function saidIn(input: StandingInput): SaidNow {
  const lapsed = new Set(standingOf(input).lapsed.map(({ department, code }) => `${department} ${code}`))
  return (department, item) => {
    if (lapsed.has(`${department} ${item}`)) return 'lapsed'
    return input.reviews.find((review) => review.department === department)!.answers[item]!.answer
  }
}

/** Written once more, and with a real fact, apart from the code. */
function answered(input: StandingInput, changes: AnswerChange[]): StandingInput {
  const saidOf = (to: AnswerChange['to']) =>
    to === 'found' ? found(fact('2026-01-09', { statedEnd: '2999-01-01' })) : said(to)
  const reviews = input.reviews.map((review) => {
    const own = changes.filter(({ department }) => department === review.department)
    return {
      ...review,
      answers: { ...review.answers, ...Object.fromEntries(own.map(({ item, to }) => [item, saidOf(to)])) },
    }
  })
  return { ...input, reviews }
}

/** Written once more, apart from the code. */
function silenced(input: StandingInput, codes: string[]): StandingInput {
  const quiet = (code: string, answer: Answer): Answer => (codes.includes(code) ? said('none') : answer)
  const reviews = input.reviews.map((review) => ({
    ...review,
    answers: Object.fromEntries(Object.entries(review.answers).map(([code, answer]) => [code, quiet(code, answer)])),
  }))
  return { ...input, reviews }
}

function answersGone(input: StandingInput): StandingInput['reviews'] {
  return answeredNone(
    input,
    input.criteria.items.map(({ code }) => code),
  ).reviews
}

function busiest(): StandingInput {
  const owners = caseOf().departments.slice(0, 13)
  const items = Array.from({ length: 21 }, (_, at) => ({
    ...main20.items[5]!,
    code: `K${at + 1}`,
    class: 'hold' as const,
    lead: owners[at % 13]!,
    assisting: owners.filter((_key, n) => n !== at % 13),
  }))
  const pending = Object.fromEntries(items.map(({ code }) => [code, said('pending')]))
  const answers = Object.fromEntries(owners.map((key) => [key, pending]))
  return caseOf({ criteria: { ...main20, items }, departments: owners, answers })
}

test('the case is left as it was', () => {
  const input = busiest()
  const before = JSON.stringify(input)
  whatWouldChange(input)
  neededReasons(input)
  withAnswers(input, [])
  expect(JSON.stringify(input)).toBe(before)
})
