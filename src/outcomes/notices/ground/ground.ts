import type { ItemAnswer, Reason } from '../../../standings/standing'
import type { Sources } from './gist'

/** Shorter words of a fact are everyday ones ("赌博"): a notice may say them. */
const shortestWords = 6

/** The reasons of a standing that an outcome rests on. */
export function groundReasons(reasons: readonly Reason[], groundItems: readonly string[]): Reason[] {
  return reasons.filter(({ code }) => groundItems.includes(code))
}

/** Keys of the departments whose found answers the ground rests on; under a hold also those that look into it. */
export function groundDepartments(reasons: readonly Reason[]): string[] {
  return [...new Set(reasons.flatMap(({ answers }) => answers.filter(counts).map(({ department }) => department)))]
}

/**
 * What a notice should leave out: who found it, on whose paper. `said` are the list's own words, which it has to say.
 */
export function groundPapers(
  reasons: readonly Reason[],
  departments: { key: string; name: string }[],
  said: readonly string[],
): Sources['papers'] {
  const keys = groundDepartments(reasons)
  const names = departments.filter(({ key }) => keys.includes(key)).map(({ name }) => name)
  const facts = reasons.flatMap(({ answers }) => answers.filter(counts).flatMap((answer) => answer.facts))
  const papers = facts.flatMap(({ issuingBody, documentNumber, words }) => {
    const telling = words.length >= shortestWords && !said.some((text) => text.includes(words))
    return [issuingBody, documentNumber, telling ? words : '']
  })
  return [...new Set([...names, ...papers].filter(Boolean))]
}

function counts({ answer, lapsed }: ItemAnswer): boolean {
  return answer === 'pending' || (answer === 'found' && !lapsed)
}
