import type { CriteriaSet } from '../criteria/criteria'
import { digestOf } from '../lib/canonical'
import type { Day } from '../lib/day'
import { standingOf, type Standing, type StandingInput } from '../standings/standing'
import type { Proposal } from './outcome'

/** What an outcome rests on, kept whole: nothing in it changes later, and the rule replays it (rules §5). */
export type Snapshot = FirstSnapshot | FullSnapshot

/** As written by the first release: whoever replays it needs the criteria set that it names. */
export type FirstSnapshot = Decided & { format: 1; criteria: CriteriaRef }

/** Complete in itself: nothing has to be looked up to read or to replay it. */
export type FullSnapshot = Decided & {
  format: 2
  criteria: CriteriaSet & CriteriaRef
  candidate: Person
  round: number
  /** Departments that take part, as they were called. */
  departments: { key: string; name: string; nameEn: string }[]
  /** One for each review whose answers count, by department key. */
  signatures: Signature[]
  meeting: { metOn: Day; documentNumber: string } | null
  proposer: string
  approver: string | null
}

/** The candidate as the outcome names them; `post` is a post code, the ID number is masked. */
export type Person = { name: string; township: string; team: string; post: string; maskedId: string }

/** Who answers for a department's review. `signedAt` is ISO 8601 in UTC; `drafter` is null where none was kept. */
export type Signature = {
  department: string
  reviewId: string
  round: number
  drafterId: string | null
  drafter: string | null
  signerId: string
  signer: string
  /** 代签: in whose stead; absent where the signatory signed, as in every snapshot of before there were deputies. */
  signedForId?: string
  signedFor?: string
  signedAt: string
}

type CriteriaRef = { key: string; version: number; digest: string }

type Decided = {
  ruleVersion: string
  candidateId: string
  roundId: string
  /** Everything the rule was given, but for the criteria set, which `criteria` names or holds. */
  input: Omit<StandingInput, 'criteria'>
  standing: Standing
  proposal: Proposal
  /** Account ids and instants (ISO 8601 in UTC). */
  proposedBy: string
  proposedAt: string
  approvedBy: string | null
  approvedAt: string | null
}

export function snapshotDigest(snapshot: Snapshot): string {
  return digestOf(snapshot)
}

/** The snapshot with who approved and when. */
export function approvedSnapshot(snapshot: Snapshot, by: { accountId: string; name: string }, at: Date): Snapshot {
  const approval = { approvedBy: by.accountId, approvedAt: at.toISOString() }
  return snapshot.format === 2 ? { ...snapshot, ...approval, approver: by.name } : { ...snapshot, ...approval }
}

/** The list that governed: its own, or for a first one the set that it names, which the caller looks up. */
export function criteriaOf(snapshot: Snapshot, named: CriteriaSet | null): CriteriaSet | null {
  if (snapshot.format !== 2) return named
  const { digest: _, ...criteria } = snapshot.criteria
  return criteria
}

/**
 * Whether the rule, given the stored inputs and their criteria set, comes to the stored standing again. `named` is the
 * set that a first snapshot names; a full one holds its own.
 */
export function replays(snapshot: Snapshot, named: CriteriaSet | null): boolean {
  const criteria = criteriaOf(snapshot, named)
  return criteria !== null && digestOf(standingOf({ ...snapshot.input, criteria })) === digestOf(snapshot.standing)
}
