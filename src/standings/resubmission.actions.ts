import type { Actor } from '../accounts/actor'
import { scopeOf } from '../accounts/scope'
import { recorded } from '../audit/recorded'
import { type CandidateDeps, requireStep } from '../candidates/candidates.actions'
import { insertEvents, lockInScope } from '../candidates/steps.store'
import { stageOf } from '../candidates/transitions'
import { NotFound, Refused } from '../lib/errors'
import { message } from '../lib/message'
import { recomputeStandings } from './standings.actions'
import { reopenReturned } from './resubmission.store'

/**
 * Hands a file in again that a department had sent back: reviews that were returned in open rounds are open again, and
 * the standing waits for them. The return itself stays readable in the history and the audit trail.
 * @throws NotFound outside the actor's scope, Refused when no department has sent the file back.
 */
export async function resubmitToDepartments(
  deps: Pick<CandidateDeps, 'db' | 'clock'>,
  actor: Actor,
  id: string,
  words: string | null,
): Promise<void> {
  return recorded(deps, actor, 'candidate.submitted', async (tx) => {
    const now = deps.clock.now()
    const [locked] = await lockInScope(tx, scopeOf(actor), [id], actor.accountId)
    if (!locked) throw new NotFound()
    requireStep(actor, locked, 'resubmit')
    // A township's own return is answered by handing in to its lead, which is another act.
    if (stageOf(locked) !== 'sent_back') throw new Refused(message(`candidates:refused.stage.${stageOf(locked)}`))
    const reopened = await reopenReturned(tx, id, now)
    await insertEvents(tx, actor, [{ candidateId: id, kind: 'resubmit', words }], now)
    await recomputeStandings(tx, [id], now)
    return { result: undefined, record: { type: 'candidate', id, details: { reopened } } }
  })
}
