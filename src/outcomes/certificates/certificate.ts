import { compareCodes } from '../../criteria/code-order'
import type { CriteriaSet, ItemClass, TermDays } from '../../criteria/criteria'
import { digestOf } from '../../lib/canonical'
import type { Day } from '../../lib/day'
import { standingOf } from '../../standings/standing'
import type { AnswerWord, Fact, FindingWord, Review, StandingInput, StandingWord } from '../../standings/standing'
import { type Ground, offers, type OutcomeWord } from '../outcome'
import type { FullSnapshot, Person, Signature } from '../snapshot'
import { neededReasons } from './needed'
import { whatWouldChange, type WouldChange } from './would-change'

/**
 * 结论说明书: an approved outcome that explains itself and can be replayed by whoever trusts nobody. Written as canonical
 * JSON (RFC 8785). Days are 'YYYY-MM-DD', instants ISO 8601 in UTC, digests SHA-256 in hex; departments are named by
 * key, items by code. docs/certificate.md says the same for a reader.
 */
export type Certificate = Given & Derived & { digest: string }

/** What was answered and decided. */
export type Given = {
  format: 'lianshen-certificate'
  /** 2 where a deputy signed something: a program of before could not read it. */
  formatVersion: 1 | 2
  outcomeId: string
  /** Digest of the county's own record of the outcome, as its page shows it. */
  recordDigest: string
  candidate: Person & { id: string }
  round: { id: string; number: number }
  referenceDate: Day
  terms: TermDays
  departments: FullSnapshot['departments']
  criteria: CriteriaSet & { digest: string }
  ruleVersion: string
  withdrawn: boolean
  resubmitted: boolean
  askedAgain: string[]
  /** By department key; their answers by item code. `signature` is null where nothing was signed: such answers do not count. */
  reviews: CertifiedReview[]
  outcome: OutcomeWord
  ground: Ground | null
  groundItems: string[]
  /** Last day of a hold, or of putting right. */
  until: Day | null
  words: string
  meeting: FullSnapshot['meeting']
  proposed: Hand
  approved: Hand
}

/** What follows from `Given` by the rule alone; a replay works it out again and compares. */
export type Derived = {
  standing: StandingWord
  /** Items that are not clear. `at`: when the last of the answers behind the finding was signed. */
  findings: { item: string; class: ItemClass; finding: FindingWord; at: string | null; answers: CertifiedFinding[] }[]
  /** Found, but ended: `end` is the first day on which it no longer counted. */
  lapsed: { item: string; department: string; end: Day; at: string | null }[]
  waitingFor: string[]
  /** Codes of reasons that are enough: leave one out and the standing is another. */
  needed: string[]
  wouldChange: WouldChange
}

export type CertifiedReview = {
  department: string
  state: Review['state']
  signature: Omit<Signature, 'department'> | null
  answers: { item: string; answer: AnswerWord; facts: Fact[]; words: string }[]
}

type CertifiedFinding = {
  department: string
  lead: boolean
  answer: AnswerWord | null
  lapsed: boolean
  end: Day | null
}

/** A person who proposed or approved. */
export type Hand = { accountId: string; name: string; at: string }

/** The certificate of an outcome that was approved; `recordDigest` is that of its stored snapshot. */
export function certificateOf(outcomeId: string, snapshot: FullSnapshot, recordDigest: string): Certificate {
  const content = contentOf(outcomeId, snapshot, recordDigest)
  return { ...content, digest: certificateDigest(content) }
}

/** All of a certificate but its digest. The order in which answers were stored leaves no trace in it. */
export function contentOf(outcomeId: string, snapshot: FullSnapshot, recordDigest: string): Given & Derived {
  const given = givenIn(outcomeId, snapshot, recordDigest)
  return { ...given, ...derivedFrom(given) }
}

/** Digest over everything but the digest itself. */
export function certificateDigest(certificate: Given & Derived & { digest?: string }): string {
  const { digest: _, ...rest } = certificate
  return digestOf(rest)
}

/** What the rule says of the given answers now; total, also where the rule's version is another. */
export function derivedFrom(given: Given): Derived {
  const input = caseIn(given)
  const standing = standingOf(input)
  const signedAt = (department: string) =>
    given.reviews.find((review) => review.department === department)?.signature?.signedAt ?? null
  return {
    standing: standing.standing,
    findings: standing.reasons.map(({ code, class: itemClass, finding, answers }) => ({
      item: code,
      class: itemClass,
      finding,
      at: latest(answers.filter(({ answer }) => answer !== null).map(({ department }) => signedAt(department))),
      answers: answers.map(({ department, lead, answer, lapsed, end }) => ({ department, lead, answer, lapsed, end })),
    })),
    lapsed: standing.lapsed.map(({ code, department, end }) => ({
      item: code,
      department,
      end,
      at: signedAt(department),
    })),
    waitingFor: standing.waitingFor,
    needed: neededReasons(input, given.groundItems),
    wouldChange: whatWouldChange(input),
  }
}

/** What the rule is given. */
export function caseIn(given: Given): StandingInput {
  const { digest: _, ...criteria } = given.criteria
  return {
    criteria,
    terms: given.terms,
    departments: given.departments.map(({ key }) => key),
    referenceDate: given.referenceDate,
    reviews: given.reviews.map(({ department, state, answers }) => ({
      department,
      state,
      answers: Object.fromEntries(answers.map(({ item, answer, facts, words }) => [item, { answer, facts, words }])),
    })),
    withdrawn: given.withdrawn,
    resubmitted: given.resubmitted,
    askedAgain: given.askedAgain,
  }
}

function givenIn(outcomeId: string, snapshot: FullSnapshot, recordDigest: string): Given {
  const { input, proposal } = snapshot
  return {
    format: 'lianshen-certificate',
    formatVersion: snapshot.signatures.some(({ signedFor }) => signedFor) ? 2 : 1,
    outcomeId,
    recordDigest,
    candidate: { id: snapshot.candidateId, ...snapshot.candidate },
    round: { id: snapshot.roundId, number: snapshot.round },
    referenceDate: input.referenceDate,
    terms: input.terms,
    departments: [...input.departments].sort().map((key) => departmentNamed(key, snapshot)),
    criteria: snapshot.criteria,
    ruleVersion: snapshot.ruleVersion,
    withdrawn: input.withdrawn,
    resubmitted: input.resubmitted,
    askedAgain: [...(input.askedAgain ?? [])].sort(),
    reviews: sorted(input.reviews.map((review) => certifiedReview(review, snapshot))),
    outcome: proposal.outcome,
    ground: proposal.outcome === 'ineligible' ? offers[snapshot.standing.standing].ground : null,
    groundItems: [...proposal.groundItems].sort(compareCodes),
    until: proposal.until,
    words: proposal.words,
    meeting: snapshot.meeting,
    proposed: { accountId: snapshot.proposedBy, name: snapshot.proposer, at: snapshot.proposedAt },
    approved: {
      accountId: snapshot.approvedBy ?? '',
      name: snapshot.approver ?? '',
      at: snapshot.approvedAt ?? '',
    },
  }
}

function departmentNamed(key: string, { departments }: FullSnapshot): FullSnapshot['departments'][number] {
  return departments.find((one) => one.key === key) ?? { key, name: key, nameEn: key }
}

function certifiedReview({ department, state, answers }: Review, { signatures }: FullSnapshot): CertifiedReview {
  const signed = signatures.find((one) => one.department === department)
  const { department: _, ...signature } = signed ?? { department }
  return {
    department,
    state,
    signature: signed ? (signature as CertifiedReview['signature']) : null,
    answers: Object.entries(answers)
      .map(([item, { answer, facts, words }]) => ({
        item,
        answer,
        facts: sorted(facts.map(certifiedFact)),
        words: words ?? '',
      }))
      .sort((a, b) => compareCodes(a.item, b.item)),
  }
}

/** In one order of fields, so that they can be compared as text. */
function certifiedFact({ kind, effect, statedEnd, evidenceType, documentNumber, issuingBody, words }: Fact): Fact {
  return { kind, effect, statedEnd, evidenceType, documentNumber, issuingBody, words }
}

/** The same whatever order they come in. */
function sorted<T>(values: readonly T[]): T[] {
  const keyed = values.map((value) => ({ value, key: JSON.stringify(value) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ value }) => value)
}

function latest(instants: (string | null)[]): string | null {
  return (
    instants
      .filter((at) => at !== null)
      .sort()
      .at(-1) ?? null
  )
}
