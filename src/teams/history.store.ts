import type { Scope } from '../accounts/scope'
import { entryOf, type HistoryEntry } from '../candidates/history/history'
import type { Tx } from '../db/client'
import type { Day } from '../lib/day'
import type { ElectionWord } from './election'

/** What became of one candidate in the vote, as it was recorded last. */
export type CandidateResult = {
  heldOn: Day
  result: ElectionWord
  votes: number | null
  post: string | null
  person: string
  role: string
  at: Date
}

/** The result of a candidate that the caller may see; null before it is recorded. */
export async function findResult(db: Tx, candidateId: string): Promise<CandidateResult | null> {
  const rows = await db.$queryRaw<CandidateResult[]>`
    SELECT to_char(e.held_on, 'YYYY-MM-DD') AS "heldOn", r.result, r.votes, r.post, a.name AS person, a.role,
           e.recorded_at AS at
    FROM election_result r JOIN election e ON e.id = r.election_id JOIN account a ON a.id = e.recorded_by_id
    WHERE r.candidate_id = ${candidateId}::uuid`
  return rows[0] ?? null
}

/** What a vote decided is known to everybody who may read the case. */
export async function electionHistory(db: Tx, scope: Scope, candidateId: string): Promise<HistoryEntry[]> {
  const found = scope.kind === 'nothing' ? null : await findResult(db, candidateId)
  if (!found) return []
  const { result, heldOn, votes, ...said } = found
  const number = votes === null ? null : String(votes)
  return [entryOf({ kind: 'elected', code: result, day: heldOn, number, ...said })]
}
