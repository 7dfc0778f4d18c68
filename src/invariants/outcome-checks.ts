import type { CriteriaSet } from '../criteria/criteria'
import { criteriaOf, replays, type Snapshot, snapshotDigest } from '../outcomes/snapshot'
import type { OutcomeState } from '../outcomes/transitions'
import { standingOf } from '../standings/standing'
import type { CheckName } from './check'

/** An outcome as stored. `named`: the list of its round, which a first snapshot does not hold itself. */
export type StoredOutcome = {
  id: string
  candidateId: string
  roundId: string
  state: OutcomeState
  standing: string
  decidedById: string | null
  snapshot: Snapshot
  digest: string
  named: CriteriaSet | null
}

type OutcomeCheck = {
  name: CheckName
  /** Whether the check is about this outcome at all. */
  asks: (outcome: StoredOutcome) => boolean
  holds: (outcome: StoredOutcome) => boolean
}

/** What is asked of every outcome's snapshot; all of it is read once. */
export const outcomeChecks: readonly OutcomeCheck[] = [
  {
    name: 'outcomeDigests',
    asks: () => true,
    holds: ({ snapshot, digest }) => snapshotDigest(snapshot) === digest,
  },
  { name: 'outcomeReplays', asks: isDecided, holds: isItsOwnReplay },
  // A bar is a bar, whoever is still out.
  { name: 'outcomeOwners', asks: (outcome) => isDecided(outcome) && outcome.standing !== 'bar', holds: waitsForNobody },
]

/** Ids of those for which the check does not hold. A snapshot that cannot be read holds nothing. */
export function brokenOutcomes(outcomes: StoredOutcome[], { holds }: OutcomeCheck): string[] {
  return outcomes.filter((outcome) => !isTrue(() => holds(outcome))).map(({ id }) => `outcome ${id}`)
}

function isDecided({ state }: StoredOutcome): boolean {
  return state === 'approved' || state === 'superseded'
}

function isItsOwnReplay({ snapshot, named, ...row }: StoredOutcome): boolean {
  const same =
    snapshot.candidateId === row.candidateId &&
    snapshot.roundId === row.roundId &&
    snapshot.standing.standing === row.standing &&
    snapshot.approvedBy === row.decidedById
  return same && replays(snapshot, named)
}

/** By the inputs, not by what the snapshot says of itself. */
function waitsForNobody({ snapshot, named }: StoredOutcome): boolean {
  const criteria = criteriaOf(snapshot, named)
  return criteria !== null && standingOf({ ...snapshot.input, criteria }).waitingFor.length === 0
}

function isTrue(judge: () => boolean): boolean {
  try {
    return judge()
  } catch {
    return false
  }
}
