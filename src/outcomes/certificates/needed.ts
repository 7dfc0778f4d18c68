import { standingOf, type StandingInput } from '../../standings/standing'

/**
 * Codes, in order, of reasons that are enough: with every other item answered `none` by all its owners the standing stays
 * what it is, and with any one of them answered `none` as well it does not. Items of `preferred` are kept before others
 * (the ground that the office named). Empty where no item is needed: clear, withdrawn, returned, waiting.
 */
export function neededReasons(input: StandingInput, preferred: readonly string[] = []): string[] {
  const { standing, reasons } = standingOf(input)
  const codes = reasons.map(({ code }) => code)
  const holds = (kept: string[]) => standingOf(answeredNone(input, without(codes, kept))).standing === standing
  // The last to be tried is the likeliest to stay: the preferred ones, of these the first by code.
  const tried = [
    ...without(codes, preferred).toReversed(),
    ...codes.filter((code) => preferred.includes(code)).toReversed(),
  ]
  return leftOver(codes, tried, holds)
}

/** The case with all owners' answers to these items become `none`; what nobody answered stays unanswered. */
export function answeredNone(input: StandingInput, codes: readonly string[]): StandingInput {
  const reviews = input.reviews.map((review) => {
    const answered = codes.filter((code) => review.answers[code])
    const none = Object.fromEntries(answered.map((code) => [code, { answer: 'none' as const, facts: [] }]))
    return { ...review, answers: { ...review.answers, ...none } }
  })
  return { ...input, reviews }
}

/** Leaves out what can be left out, again and again until nothing more can. */
function leftOver(codes: string[], tried: string[], holds: (kept: string[]) => boolean): string[] {
  const dispensable = tried.find((code) => codes.includes(code) && holds(without(codes, [code])))
  return dispensable === undefined ? codes : leftOver(without(codes, [dispensable]), tried, holds)
}

function without(codes: readonly string[], left: readonly string[]): string[] {
  return codes.filter((code) => !left.includes(code))
}
