import type { Tx } from '../db/client'
import { ruleVersion, standingOf, type StandingInput } from './standing'
import {
  candidatesInRounds,
  departmentsAskedAgain,
  flagStaleOutcomes,
  latestReviews,
  roundBases,
  saveStandings,
  type CandidateInRound,
} from './standings.store'

/**
 * Computes and stores the standings of these candidates from what is stored now. Call it inside the act that changed an
 * answer, a file or a round, after `lockCandidates`. Candidates in no round have no standing.
 */
export async function recomputeStandings(tx: Tx, candidateIds: string[], now: Date): Promise<void> {
  const inputs = await standingInputs(tx, candidateIds)
  const stored = inputs.map(({ candidate, input }) => ({ candidate, standing: standingOf(input) }))
  await saveStandings(tx, stored, ruleVersion, now)
  await flagStaleOutcomes(tx, candidateIds, now)
}

/** Everything the rule is given for each candidate: what an outcome's snapshot keeps and an invariant recomputes. */
export async function standingInputs(
  tx: Tx,
  candidateIds: string[],
): Promise<{ candidate: CandidateInRound; input: StandingInput; criteriaDigest: string }[]> {
  const candidates = await candidatesInRounds(tx, candidateIds)
  const bases = await roundBases(tx, [...new Set(candidates.map((candidate) => candidate.roundId))])
  const reviews = await latestReviews(tx, candidateIds)
  const asked = await departmentsAskedAgain(tx, candidates)
  return candidates.map((candidate) => {
    const { roundId: _, criteriaDigest, ...basis } = bases.get(candidate.roundId)!
    const own = (reviews.get(candidate.candidateId) ?? []).filter((row) => basis.departments.includes(row.department))
    const input: StandingInput = {
      ...basis,
      reviews: own.map(({ department, state, answers }) => ({ department, state, answers })),
      withdrawn: candidate.withdrawn,
      resubmitted: own.every((row) => isResubmitted(row.returnedAt, candidate.resubmittedAt)),
      askedAgain: asked.get(candidate.candidateId) ?? [],
    }
    return { candidate, input, criteriaDigest }
  })
}

function isResubmitted(returnedAt: Date | null, resubmittedAt: Date | null): boolean {
  return returnedAt === null || (resubmittedAt !== null && resubmittedAt > returnedAt)
}
