import type { Day } from '../lib/day'
import { type Message, message } from '../lib/message'

export const results = ['elected', 'not_elected', 'not_stood'] as const
export type ElectionWord = (typeof results)[number]

/** One candidate's result; `votes` where they were counted, `post` (codes/post.ts) only of who was elected. */
export type Result = { candidateId: string; result: ElectionWord; votes: number | null; post: string | null }

/** 选举结果 of one team. `voters` are registered, `voted` handed in a ballot. */
export type Election = { heldOn: Day; voters: number | null; voted: number | null; results: Result[] }

/** What cannot be, by field (`result.<candidate id>` and so on); empty when all is possible. */
export function electionProblems(election: Election, today: Day): Record<string, Message> {
  const { heldOn, voters, voted } = election
  return {
    ...(heldOn > today ? { heldOn: message('elections:problem.later') } : {}),
    ...(voters !== null && voted !== null && voted > voters
      ? { voted: message('elections:problem.moreVoted', { voters }) }
      : {}),
    ...Object.assign({}, ...election.results.map((result) => resultProblems(result, voted))),
  }
}

/** Who was elected has a post; nobody has more votes than ballots were handed in. */
function resultProblems({ candidateId, result, votes, post }: Result, voted: number | null): Record<string, Message> {
  const tooMany = votes !== null && voted !== null && votes > voted
  return {
    ...(result === 'elected' && !post ? { [`post.${candidateId}`]: message('elections:problem.post') } : {}),
    ...(tooMany ? { [`votes.${candidateId}`]: message('elections:problem.moreVotes', { voted }) } : {}),
  }
}

/** Ballots handed in per hundred registered voters, one decimal; null while either is unknown. */
export function turnoutOf({ voters, voted }: Pick<Election, 'voters' | 'voted'>): number | null {
  return voters && voted !== null ? Math.round((voted / voters) * 1000) / 10 : null
}
