import { answerWords } from '../../standings/standing'
import type { AnswerWord, StandingInput, StandingWord } from '../../standings/standing'
import { givenBy, rankOf, type ItemAlone, type Owner } from './alone'

/** One signed answer that would be another. `to` found means: with a fact that counts on the reference date. */
export type AnswerChange = { department: string; item: string; from: AnswerWord | 'lapsed'; to: AnswerWord }

/** Other answers, and the standing that they would give. */
export type Alteration = { changes: AnswerChange[]; standing: StandingWord }

/** The case with these answers instead. A found one gets no fact, and so nothing that could lapse. */
export function withAnswers(input: StandingInput, changes: readonly AnswerChange[]): StandingInput {
  const reviews = input.reviews.map((review) => {
    const own = changes.filter(({ department }) => department === review.department)
    const answers = Object.fromEntries(own.map(({ item, to }) => [item, { answer: to, facts: [] }]))
    return own.length ? { ...review, answers: { ...review.answers, ...answers } } : review
  })
  return { ...input, reviews }
}

/**
 * Everything that other answers to this one item could make of it alone: every word of the lead with every set of words
 * of the assisting owners, each with the fewest changes. Fewest changes first, of these the best standing first.
 */
export function alterations({ item, owners }: ItemAlone): Alteration[] {
  const assisting = waysOf(owners.filter((owner) => !owner.lead))
  return waysOf(owners.filter((owner) => owner.lead))
    .flatMap((lead) => assisting.map((others) => altered(item, owners, [...lead, ...others])))
    .sort((a, b) => a.changes.length - b.changes.length || rankOf(b.standing) - rankOf(a.standing))
}

/** What each single other answer to this item would make of it alone. */
export function singleAlterations({ item, owners }: ItemAlone): (Alteration & { lead: boolean })[] {
  return owners.filter(hasSigned).flatMap((owner) => {
    const others = answerWords.filter((to) => to !== owner.counts)
    return others.map((to) => ({ ...altered(item, owners, [{ owner, to }]), lead: owner.lead }))
  })
}

type Signed = Owner & { counts: AnswerWord; from: AnswerChange['from'] }
type Move = { owner: Signed; to: AnswerWord }

function hasSigned(owner: Owner): owner is Signed {
  return owner.counts !== null
}

function altered(item: ItemAlone['item'], owners: Owner[], moves: Move[]): Alteration {
  const words = new Map<Owner, AnswerWord>(moves.map(({ owner, to }) => [owner, to]))
  const said = owners.map((owner) => ({ lead: owner.lead, counts: words.get(owner) ?? owner.counts }))
  const changes = moves.map(({ owner, to }) => ({
    department: owner.department,
    item: item.code,
    from: owner.from,
    to,
  }))
  return { changes, standing: givenBy(item.class, said) }
}

/** The fewest moves to each set of words that these owners could say between them; who has not signed stays out. */
function waysOf(owners: Owner[]): Move[][] {
  const signed = owners.filter(hasSigned)
  const sets = signed.length === 0 ? [[]] : wordSets.filter(({ length }) => length > 0 && length <= signed.length)
  return sets.map((words) => movesTo(words, signed))
}

/** All sets of the four words, the empty one first. */
const wordSets = Array.from({ length: 2 ** answerWords.length }, (_, bits) =>
  answerWords.filter((_word, at) => bits & (1 << at)),
)

/**
 * Who says a word outside the set has to change; while words of the set are missing, those who only repeat one change as
 * well. The missing words are given out first, whoever is left takes the first word of the set.
 */
function movesTo(words: AnswerWord[], owners: Signed[]): Move[] {
  const said = owners.map(({ counts }) => counts)
  const missing = words.filter((word) => !said.includes(word))
  const outside = owners.filter(({ counts }) => !words.includes(counts))
  const repeating = owners.filter(({ counts }, at) => words.includes(counts) && said.indexOf(counts) !== at)
  const changing = [...outside, ...repeating.slice(0, Math.max(0, missing.length - outside.length))]
  return changing.map((owner, at) => ({ owner, to: missing[at] ?? words[0]! }))
}
