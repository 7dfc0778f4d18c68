import { canonicalJson, digestOf } from '../../lib/canonical'
import { mostFacts } from '../../reviews/desk/desk-text'
import type { Answers } from '../../reviews/review'
import type { Answer, Fact } from '../../standings/standing'
import type { KindKey } from '../kind'

/** A row that was filled in as a fact of a draft, and what the draft's desk says of it. */
export type Filled = {
  rowId: string
  candidateId: string
  code: string
  factDigest: string
  kind: KindKey
  version: number
  row: number
  by: string
  at: Date
  /** What was decided on the two records as they are now: not any more the same person, perhaps. */
  same: boolean
}

/** What became of a filled fact: as it was filled in, changed by somebody since, or gone. */
export type FilledState = 'untouched' | 'changed' | 'gone'

export function filledState({ code, factDigest }: Pick<Filled, 'code' | 'factDigest'>, answers: Answers): FilledState {
  const facts = answers[code]?.facts ?? []
  if (facts.length === 0) return 'gone'
  return facts.some((fact) => digestOf(fact) === factDigest) ? 'untouched' : 'changed'
}

/** The same fact may have been typed by hand, or come from another ledger: one decision is one fact. */
export function isThere(fact: Fact, answer: Answer | undefined): boolean {
  return (answer?.facts ?? []).some((one) => canonicalJson(one) === canonicalJson(fact) || isSamePaper(one, fact))
}

export function isFull(answer: Answer | undefined): boolean {
  return (answer?.facts ?? []).length >= mostFacts
}

/** The answer with one fact more; what was said in words stays. */
export function withFact(answers: Answers, code: string, fact: Fact): Answers {
  const before = answers[code]
  return { ...answers, [code]: { ...before, answer: 'found', facts: [...(before?.facts ?? []), fact] } }
}

/** The answers without a fact; an item that loses its last one is unanswered again, for somebody to look at. */
export function withoutFact(answers: Answers, code: string, factDigest: string): Answers {
  const { [code]: answer, ...others } = answers
  const facts = (answer?.facts ?? []).filter((fact) => digestOf(fact) !== factDigest)
  return answer && facts.length ? { ...answers, [code]: { ...answer, facts } } : others
}

function isSamePaper(one: Fact, other: Fact): boolean {
  return one.documentNumber !== '' && one.documentNumber === other.documentNumber && one.kind === other.kind
}
