import type { Actor } from '../accounts/actor'
import { scopeOf } from '../accounts/scope'
import { recorded } from '../audit/recorded'
import { type CandidateDeps, requireStep } from '../candidates/candidates.actions'
import { insertEvents, lockInScope, moveCandidates } from '../candidates/steps/steps.store'
import { NotFound } from '../lib/errors'
import { recomputeStandings } from './standings.actions'

/**
 * 主动退出: recorded with words, at any point; the standing becomes `withdrawn` and is never published as struck off.
 * @throws NotFound outside the actor's scope, Refused when the actor may not or the candidate has left already.
 */
export async function withdrawCandidate(
  deps: Pick<CandidateDeps, 'db' | 'clock'>,
  actor: Actor,
  id: string,
  words: string,
): Promise<void> {
  return recorded(deps, actor, 'candidate.withdrawn', async (tx) => {
    const now = deps.clock.now()
    const [locked] = await lockInScope(tx, scopeOf(actor), [id], actor.accountId)
    if (!locked) throw new NotFound()
    requireStep(actor, locked, 'withdraw')
    await moveCandidates(tx, [{ id, state: 'withdrawn' }], now)
    await insertEvents(tx, actor, [{ candidateId: id, kind: 'withdraw', words }], now)
    await recomputeStandings(tx, [id], now)
    return { result: undefined, record: { type: 'candidate', id } }
  })
}
