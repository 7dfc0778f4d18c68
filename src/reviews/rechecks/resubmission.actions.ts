import type { Actor } from '../../accounts/actor'
import { scopeOf } from '../../accounts/scope'
import { recorded } from '../../audit/recorded'
import { type CandidateDeps, requireStep } from '../../candidates/candidates.actions'
import { eventsOf, openReturns } from '../../candidates/candidates.store'
import { changesIdentity, correctionsSince } from '../../candidates/files/corrections'
import { insertEvents, lockInScope } from '../../candidates/steps/steps.store'
import { stageOf } from '../../candidates/transitions'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import { currentCycle } from '../../cycles/cycles.store'
import { addWorkingDays } from '../../cycles/calendar/working-days'
import type { Tx } from '../../db/client'
import { dayInChina } from '../../lib/clock'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { recomputeStandings } from '../../standings/standings.actions'
import { openRecheck } from './rechecks.actions'
import { markCancelled, openRechecksOf } from './rechecks.store'
import { departmentsToAskAnew, markIdentified, reopenReturned } from './resubmission.store'

/**
 * Hands a file in again that a department had sent back: returned reviews are open again, and the standing waits for them.
 * Where name, sex or ID number were corrected, everybody who has signed is asked anew, and what was signed before no
 * longer counts; where only papers were, only those who sent it back look again. Gives whether it was the identity.
 * @throws NotFound outside the actor's scope, Refused when no department has sent the file back.
 */
export async function resubmitToDepartments(
  deps: Pick<CandidateDeps, 'db' | 'clock'>,
  actor: Actor,
  id: string,
  words: string | null,
): Promise<{ identity: boolean }> {
  return recorded(deps, actor, 'candidate.submitted', async (tx) => {
    const now = deps.clock.now()
    await lockSentBack(tx, actor, id)
    const identity = await isIdentityCorrected(tx, id)
    const reopened = await reopenReturned(tx, id, now)
    const asked = identity ? await askEverybodyAnew(tx, actor, id, now) : 0
    await insertEvents(tx, actor, [{ candidateId: id, kind: 'resubmit', words }], now)
    await recomputeStandings(tx, [id], now)
    return { result: { identity }, record: { type: 'candidate', id, details: { reopened, identity, asked } } }
  })
}

async function lockSentBack(tx: Tx, actor: Actor, id: string): Promise<void> {
  const [locked] = await lockInScope(tx, scopeOf(actor), [id], actor.accountId)
  if (!locked) throw new NotFound()
  requireStep(actor, locked, 'resubmit')
  // A township's own return is answered by handing in to its lead, which is another act.
  if (stageOf(locked) !== 'sent_back') throw new Refused(message(`candidates:refused.stage.${stageOf(locked)}`))
}

/** Measured from the first return that is still open: everything before it the departments have seen. */
async function isIdentityCorrected(tx: Tx, id: string): Promise<boolean> {
  const since = (await openReturns(tx, id)).at(-1)?.at
  return since !== undefined && changesIdentity(correctionsSince(await eventsOf(tx, id), since))
}

/** Other open rechecks end with it: what they take along was signed about somebody else. Gives how many are asked. */
async function askEverybodyAnew(tx: Tx, actor: Actor, candidateId: string, now: Date): Promise<number> {
  await markIdentified(tx, candidateId, now)
  for (const { id } of await openRechecksOf(tx, candidateId))
    await markCancelled(tx, { id, by: actor.accountId, at: now, words: null })
  const departmentIds = await departmentsToAskAnew(tx, candidateId)
  if (!departmentIds.length) return 0
  const dueOn = addWorkingDays(dayInChina(now), (await currentCycle(tx))!.dueWorkingDays, await readCalendar(tx))
  const asked = { kind: 'identity' as const, items: [], departmentIds, words: '', dueOn }
  await openRecheck(tx, { candidateId, ...asked, openedById: actor.accountId, openedAt: now })
  return departmentIds.length
}
