import { digestOf } from '../lib/canonical'
import { standingOf, type Standing, type StandingInput } from '../standings/standing'
import type { Proposal } from './outcome'

/** What an outcome rests on, kept whole: nothing in it changes later, and the rule replays it (rules §5). */
export type Snapshot = {
  format: 1
  ruleVersion: string
  candidateId: string
  roundId: string
  criteria: { key: string; version: number; digest: string }
  /** Everything the rule was given, but for the criteria set, which `criteria` names and which never changes. */
  input: Omit<StandingInput, 'criteria'>
  standing: Standing
  proposal: Proposal
  proposedBy: string
  proposedAt: string
  approvedBy: string | null
  approvedAt: string | null
}

export function snapshotDigest(snapshot: Snapshot): string {
  return digestOf(snapshot)
}

/** Whether the rule, given the stored inputs and their criteria set, comes to the stored standing again. */
export function replays(snapshot: Snapshot, criteria: StandingInput['criteria']): boolean {
  return digestOf(standingOf({ ...snapshot.input, criteria })) === digestOf(snapshot.standing)
}
