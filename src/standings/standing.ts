import type { CriteriaSet, ItemClass, TermDays } from '../criteria/criteria'
import type { Day } from '../lib/day'
import { type ItemFinding, findingOf } from './finding'
import { type Duties, dutiesOf } from './duties'
import type { DatedFact } from './window'

/** Goes up with every change that could alter a standing; stored with it, so that a replay knows which rule it replays. */
export const ruleVersion = '1'

export const answerWords = ['none', 'found', 'pending', 'not_ours'] as const
export type AnswerWord = (typeof answerWords)[number]

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
  /** One per department that has been asked; a missing one counts as unsigned, and so do two of one department. */
  reviews: Review[]
  withdrawn: boolean
  /** True when the file was sent in again after the latest `returned` review. */
  resubmitted: boolean
  /**
   * Departments that the latest round asks anew and that have not signed in it: what they signed before still counts (a
   * bar stays one, rules §1), but they are waited for, since silence is not a pass (domain §3.3). None when left out.
   */
  askedAgain?: string[]
}

export type FindingWord = 'confirmed' | 'disputed' | 'open' | 'pending' | 'clear' | 'unanswered'

export type StandingWord =
  'withdrawn' | 'returned' | 'bar' | 'waiting' | 'disputed' | 'hold' | 'refer' | 'gap' | 'clear'

/** An owner's signed answer to an item; `answer` is null while it has not signed. `end`: first day on which no fact counts. */
export type ItemAnswer = {
  department: string
  lead: boolean
  answer: AnswerWord | null
  lapsed: boolean
  end: Day | null
  facts: DatedFact[]
  words: string
}

/** An item that is not clear, with every owner's answer, lead first. */
export type Reason = { code: string; class: ItemClass; finding: FindingWord; answers: ItemAnswer[] }

/** A found answer that counts as none because all its facts have ended; `end` is the latest of their ends. */
export type Lapse = { code: string; department: string; end: Day; facts: DatedFact[] }

/** `waitingFor`: departments that own an item and have neither signed nor returned, in criteria-file order. */
export type Standing = { standing: StandingWord; reasons: Reason[]; lapsed: Lapse[]; waitingFor: string[] }

/** The standing of one candidate (rules §3–4): total, pure, and blind to the order of departments, reviews and facts. */
export function standingOf(input: StandingInput): Standing {
  const { items, owners, codes } = dutiesOf(input.criteria, input.departments)
  const signed = signedReviews(input, codes)
  const out = (department: string) => !signed.has(department) || (input.askedAgain ?? []).includes(department)
  const findings = items.map((item) => findingOf(item, signed, input))
  const seen: Seen = {
    withdrawn: input.withdrawn,
    returned: returnedDepartments(input).length > 0 && !input.resubmitted,
    unsigned: owners.some(out),
    findings,
  }
  return {
    standing: precedence.find((row) => row.when(seen))!.standing,
    reasons: findings.filter(({ finding }) => finding !== 'clear').map(reasonOf),
    lapsed: findings.flatMap(lapsesOf),
    waitingFor: waitedFor(input, owners.filter(out)),
  }
}

/**
 * The reviews that count. A review that leaves an owned item unanswered is not a signed one, whatever its state says:
 * an item nobody looked at must show (domain §3). Two reviews of one department contradict each other: neither counts.
 */
export function signedReviews({ reviews }: StandingInput, codes: Duties['codes']): Map<string, Review> {
  const signed = new Map<string, Review>()
  const seen = new Set<string>()
  for (const review of reviews) {
    const { department } = review
    if (seen.has(department)) signed.delete(department)
    else if (isComplete(review, codes.get(department) ?? [])) signed.set(department, review)
    seen.add(department)
  }
  return signed
}

type Seen = { withdrawn: boolean; returned: boolean; unsigned: boolean; findings: ItemFinding[] }

/** The table of rules §4, worst first: the first row that matches is the standing. */
export const precedence: readonly { standing: StandingWord; when: (seen: Seen) => boolean }[] = [
  { standing: 'withdrawn', when: (seen) => seen.withdrawn },
  { standing: 'returned', when: (seen) => seen.returned },
  { standing: 'bar', when: (seen) => hasConfirmed(seen, 'bar') },
  { standing: 'waiting', when: (seen) => seen.unsigned },
  { standing: 'disputed', when: (seen) => hasFinding(seen, 'disputed') },
  { standing: 'hold', when: (seen) => hasConfirmed(seen, 'hold') || hasFinding(seen, 'pending') },
  { standing: 'refer', when: (seen) => hasConfirmed(seen, 'refer') },
  { standing: 'gap', when: (seen) => hasFinding(seen, 'unanswered') },
  { standing: 'clear', when: () => true },
]

function hasFinding(seen: Seen, word: FindingWord): boolean {
  return seen.findings.some(({ finding }) => finding === word)
}

function hasConfirmed(seen: Seen, itemClass: ItemClass): boolean {
  return seen.findings.some(({ item, finding }) => finding === 'confirmed' && item.class === itemClass)
}

function isComplete({ state, answers }: Review, owned: string[]): boolean {
  return state === 'signed' && owned.every((code) => answers[code])
}

/** Only who takes part can send a file back. */
function returnedDepartments({ reviews, departments }: StandingInput): string[] {
  return reviews
    .filter((review) => review.state === 'returned' && departments.includes(review.department))
    .map((review) => review.department)
}

/** After the file was sent in again, who returned it has to look once more, and is waited for like everybody else. */
function waitedFor(input: StandingInput, unsigned: string[]): string[] {
  const returned = input.resubmitted ? [] : returnedDepartments(input)
  return unsigned.filter((department) => !returned.includes(department))
}

function reasonOf({ item, finding, answers }: ItemFinding): Reason {
  return { code: item.code, class: item.class, finding, answers }
}

function lapsesOf({ item, answers }: ItemFinding): Lapse[] {
  return answers
    .filter((answer) => answer.lapsed)
    .map(({ department, end, facts }) => ({ code: item.code, department, end: end!, facts }))
}
