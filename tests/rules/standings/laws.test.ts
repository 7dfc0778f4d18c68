import fc from 'fast-check'
import { activeItems } from '../../../src/criteria/criteria'
import { ownersInOrder } from '../../../src/standings/owners'
import { type StandingInput, precedence, standingOf } from '../../../src/standings/standing'
import { fact, found } from './a-case'
import { anyCase } from './any-case'
import { naiveStanding } from './naive'

const runs = { numRuns: 400 }

/** Worse comes first in the precedence: `severity` 0 is the worst. */
const severity = (input: StandingInput) => precedence.findIndex((row) => row.standing === standingOf(input).standing)

test('a second, naive reading of the rules says the same', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(anyCase, (input) => {
      const { standing, reasons, lapsed, waitingFor } = standingOf(input)
      seen.add(standing)
      expect({
        standing,
        reasons: reasons.map(({ code, finding }) => `${code} ${finding}`),
        lapsed: lapsed.map(({ code, department }) => `${code} ${department}`).sort(),
        waitingFor,
      }).toEqual(naiveStanding(input))
    }),
    { numRuns: 2500 },
  )
  // The comparison is worth something only if the random cases reach every row of the table.
  expect([...seen].sort()).toEqual(precedence.map((row) => row.standing).sort())
})

test('the order of departments, reviews, answers and facts never matters', () => {
  fc.assert(
    fc.property(anyCase, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (input, chance) => {
      const shuffled = <T>(list: T[]): T[] =>
        list
          .map((value) => ({ value, at: chance.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ value }) => value)
      const reviews = shuffled(input.reviews).map((review) => ({
        ...review,
        answers: Object.fromEntries(
          shuffled(Object.entries(review.answers)).map(([code, answer]) => [
            code,
            { ...answer, facts: shuffled(answer.facts) },
          ]),
        ),
      }))
      expect(standingOf({ ...input, departments: shuffled(input.departments), reviews })).toEqual(standingOf(input))
    }),
    runs,
  )
})

test('the order of items in the set alters nothing but the order of those still out', () => {
  fc.assert(
    fc.property(anyCase, (input) => {
      const turned = { ...input, criteria: { ...input.criteria, items: input.criteria.items.toReversed() } }
      const [one, other] = [standingOf(input), standingOf(turned)]
      expect({ ...other, waitingFor: [...other.waitingFor].sort() }).toEqual({
        ...one,
        waitingFor: [...one.waitingFor].sort(),
      })
    }),
    runs,
  )
})

test('one more confirmed bar never improves a standing', () => {
  fc.assert(
    fc.property(anyCase, fc.nat(), (input, pick) => {
      const bars = activeItems(input.criteria).filter((item) => item.class === 'bar')
      const item = bars[pick % Math.max(bars.length, 1)]
      fc.pre(item !== undefined)
      const reviews = input.reviews.map((review) =>
        review.department === item!.lead
          ? {
              ...review,
              answers: {
                ...review.answers,
                [item!.code]: found(fact('2026-01-09', { kind: 'party_warning', statedEnd: null })),
              },
            }
          : review,
      )
      const worse = { ...input, reviews }
      expect(severity(worse)).toBeLessThanOrEqual(severity(input))
    }),
    runs,
  )
})

test('with an owner unsigned the standing is never disputed, hold, refer, gap or clear', () => {
  fc.assert(
    fc.property(anyCase, fc.nat(), (input, pick) => {
      const owners = ownersInOrder(input.criteria, input.departments)
      fc.pre(owners.length > 0)
      const department = owners[pick % owners.length]!
      const reviews = input.reviews.map((review) =>
        review.department === department ? { ...review, state: 'unsigned' as const } : review,
      )
      const { standing, waitingFor } = standingOf({ ...input, reviews })
      expect(['withdrawn', 'returned', 'bar', 'waiting']).toContain(standing)
      expect(waitingFor).toContain(department)
    }),
    runs,
  )
})

test('what an unsigned review drafted alters nothing', () => {
  fc.assert(
    fc.property(anyCase, (input) => {
      const reviews = input.reviews.map((review) => (review.state === 'signed' ? review : { ...review, answers: {} }))
      expect(standingOf({ ...input, reviews })).toEqual(standingOf(input))
    }),
    runs,
  )
})

test('replaying the stored inputs gives the stored standing', () => {
  fc.assert(
    fc.property(anyCase, (input) => {
      const stored = JSON.stringify({ input, standing: standingOf(input) })
      const { input: read, standing } = JSON.parse(stored)
      expect(standingOf(read)).toEqual(standing)
      expect(JSON.stringify({ input, standing: standingOf(input) })).toBe(stored)
    }),
    runs,
  )
})

test('the input is left as it was', () => {
  fc.assert(
    fc.property(anyCase, (input) => {
      const before = JSON.stringify(input)
      standingOf(input)
      expect(JSON.stringify(input)).toBe(before)
    }),
  )
})
