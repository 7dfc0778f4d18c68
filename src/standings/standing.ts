import type { CriteriaSet, TermDays } from '../criteria/criteria'
import type { Day } from '../lib/day'

export type AnswerWord = 'none' | 'found' | 'pending' | 'not_ours'

/** One fact behind a `found`: dates are calendar days, `kind` for window `sanction` is a sanction key, else free words. */
export type Fact = {
  kind: string
  effect: Day
  statedEnd: Day | null
  evidenceType: string
  documentNumber: string
  issuingBody: string
  words: string
}

export type Answer = { answer: AnswerWord; facts: Fact[]; words?: string }

/** A department's latest review of a candidate: answers by item code. Only `signed` reviews' answers count. */
export type Review = {
  department: string
  state: 'unsigned' | 'signed' | 'returned'
  answers: Record<string, Answer>
}

export type StandingInput = {
  criteria: CriteriaSet
  terms: TermDays
  /** Keys of the departments taking part in the round. */
  departments: string[]
  referenceDate: Day
  /** One per department that has been asked; a missing one counts as unsigned. */
  reviews: Review[]
  withdrawn: boolean
  /** True when the file was sent in again after the latest `returned` review. */
  resubmitted: boolean
}

export type FindingWord = 'confirmed' | 'disputed' | 'open' | 'pending' | 'clear' | 'unanswered'

export type StandingWord =
  | 'withdrawn'
  | 'returned'
  | 'bar'
  | 'waiting'
  | 'disputed'
  | 'hold'
  | 'refer'
  | 'gap'
  | 'clear'
