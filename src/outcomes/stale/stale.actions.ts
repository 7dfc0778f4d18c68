import type { Tx } from '../../db/client'
import { standingOf, type StandingWord } from '../../standings/standing'
import { standingInputs } from '../../standings/standings.actions'
import { roundsNamed } from '../certificates/snapshots.store'
import { countOutcomeLines, listOutcomeLines, type OutcomeLine } from '../outcome-lists.store'
import { criteriaOf } from '../snapshot'
import { changesBetween, type Change } from './change'
import type { StaleAsked } from './stale-list'
import { findBases } from './stale.store'

/** An outcome that later changes have overtaken: what the standing would be now, since when, and what changed. */
export type Overtaken = { line: OutcomeLine; now: StandingWord; since: Date; changes: Change[] }

/** How many outcomes, proposed or in force, rest on a standing that would be another now. */
export function countOvertaken(db: Tx, cycleId: string): Promise<number> {
  return countOutcomeLines(db, { cycleId, stale: true })
}

/** One page of them. Reads only: nothing alters by itself. */
export async function listOvertaken(
  db: Tx,
  filter: StaleAsked & { cycleId: string },
  page: { skip: number; take: number },
): Promise<Overtaken[]> {
  const lines = await listOutcomeLines(db, { ...filter, stale: true }, page)
  const bases = await findBases(
    db,
    lines.map(({ id }) => id),
  )
  const inputs = await standingInputs(
    db,
    lines.map(({ candidateId }) => candidateId),
  )
  const today = new Map(inputs.map((given) => [given.candidate.candidateId, given]))
  const rounds = await roundsNamed(db, [...new Set(inputs.map(({ candidate }) => candidate.roundId))])
  return lines.flatMap((line) => {
    const [basis, given] = [bases.get(line.id), today.get(line.candidateId)]
    if (!basis || !given) return []
    const { snapshot } = basis
    // A list never changes under its key and version: the one in use now serves an outcome that does not hold its own.
    const criteria = criteriaOf(snapshot, given.input.criteria)!
    const before = { input: { ...snapshot.input, criteria }, round: basis.round }
    const now = { input: given.input, round: rounds.get(given.candidate.roundId)!.number }
    const standing = standingOf(given.input).standing
    return [{ line, now: standing, since: basis.staleAt, changes: changesBetween(before, now) }]
  })
}
