import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { activeItems } from '../../../src/criteria/criteria'
import { canonicalJson } from '../../../src/lib/canonical'
import { addDays } from '../../../src/lib/day'
import { withAnswers } from '../../../src/outcomes/certificates/answer-change'
import { certificateOf, contentOf } from '../../../src/outcomes/certificates/certificate'
import { readCertificate } from '../../../src/outcomes/certificates/certificate.form'
import { answeredNone } from '../../../src/outcomes/certificates/needed'
import { differencesIn, ruleDifferences } from '../../../src/outcomes/certificates/replay'
import type { WouldChange } from '../../../src/outcomes/certificates/would-change'
import { replays } from '../../../src/outcomes/snapshot'
import { type Review, standingOf, type StandingInput, type StandingWord } from '../../../src/standings/standing'
import { anyCase } from '../standings/any-case'
import { certificateOfCase, snapshotOfCase } from './a-certificate'

const wordOf = (input: StandingInput) => standingOf(input).standing
const decided = ['bar', 'hold', 'refer', 'clear']

/**
 * One walk through ten thousand cases, since making them is most of the work: the certificate replays to its outcome,
 * nothing in it depends on an order, each reason is needed, and what would change the standing does.
 */
test('ten thousand random cases hold what their certificates say', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(anyCase, fc.nat(), (input, turn) => {
      const standing = wordOf(input)
      seen.add(standing)
      // Digests, which take longer than all the rest, are left to the next test; and so is `expect` of what holds.
      const broken = brokenLaws(input, standing, turn)
      if (broken.length) throw new Error(broken.join(', '))
    }),
    { numRuns: 10_000 },
  )
  expect(seen.size).toBe(9)
}, 120_000)

test('written down and read again they are the same, and so are their digests', () => {
  fc.assert(
    fc.property(anyCase, fc.nat(), (input, turn) => {
      const certificate = certificateOfCase(input)
      const read = readCertificate(`${canonicalJson(certificate)}\n`)
      expect(read).toEqual({ ok: true, certificate: JSON.parse(JSON.stringify(certificate)), notation: [] })
      const other = certificateOf(certificate.outcomeId, snapshotOfCase(turned(input, turn)), certificate.recordDigest)
      expect(other.digest).toBe(certificate.digest)
      expect(replays(snapshotOfCase(input), null)).toBe(true)
      if (decided.includes(certificate.standing)) expect(differencesIn(certificate)).toEqual([])
    }),
    { numRuns: 300 },
  )
})

function brokenLaws(input: StandingInput, standing: StandingWord, turn: number): string[] {
  const content = contentOf('outcome', snapshotOfCase(input, ''), '')
  const again = contentOf('outcome', snapshotOfCase(turned(input, turn), ''), '')
  const differences = ruleDifferences({ ...content, digest: '' }).map(({ key }) => key)
  const wanted = decided.includes(standing) ? [] : ['certificates:differs.outcome']
  const laws = {
    'the replay is the outcome': content.standing === standing && isDeepStrictEqual(differences, wanted),
    'no order matters': isDeepStrictEqual(again, content),
    'each reason is needed': isNeeded(input, content.needed, standing),
    'what would change it does': doesChange(input, content.wouldChange, standing),
  }
  return Object.entries(laws).flatMap(([law, holds]) => (holds ? [] : [law]))
}

function isNeeded(input: StandingInput, needed: string[], standing: StandingWord): boolean {
  const others = activeItems(input.criteria).flatMap(({ code }) => (needed.includes(code) ? [] : [code]))
  const without = needed.map((code) => wordOf(answeredNone(input, [...others, code])))
  return wordOf(answeredNone(input, others)) === standing && !without.includes(standing)
}

function doesChange(
  input: StandingInput,
  { smallest, better, periodEnd }: WouldChange,
  standing: StandingWord,
): boolean {
  const ways = [smallest, better].filter((way) => way !== null)
  const changed = ways.every(
    (way) => wordOf(withAnswers(input, way.changes)) === way.standing && way.standing !== standing,
  )
  if (!periodEnd) return changed
  const on = (referenceDate: string) => wordOf({ ...input, referenceDate })
  return changed && on(periodEnd.day) === periodEnd.standing && on(addDays(periodEnd.day, -1)) === standing
}

/** The same case with departments, reviews, answers and facts in another order. */
function turned(input: StandingInput, by: number): StandingInput {
  const turn = <T>(list: T[]): T[] => {
    const at = list.length ? by % list.length : 0
    return [...list.slice(at), ...list.slice(0, at)].toReversed()
  }
  const reviews = turn(input.reviews).map((review): Review => {
    const answers = turn(Object.entries(review.answers)).map(([code, { answer, facts }]) => [
      code,
      { answer, facts: turn(facts) },
    ])
    return { ...review, answers: Object.fromEntries(answers) }
  })
  return { ...input, departments: turn(input.departments), reviews }
}
