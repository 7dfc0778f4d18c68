import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import { currentCycle } from '../../cycles/cycles.store'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { lockCandidates } from '../../standings/standings.store'
import type { DecisionCommand } from './decision.form'
import type { Hit } from './hit'
import { findHitsOf, insertDecisions, openByLedger } from './hits.store'
import { compareLedger } from './matching.actions'
import { ledgersToCompare } from './matching.store'
import { raiseForDecision } from './triggers.actions'

/** Comparing a quarter of a million candidates with a million rows takes some minutes. */
const seconds = 600

/**
 * Says of hits whether row and candidate are one person. Said twice is said once; gives how many were decided anew.
 * @throws NotFound when one of them is not this department's; Refused 409 when somebody else has decided meanwhile.
 */
export function decideHits(acting: Acting, actor: Actor, command: DecisionCommand): Promise<number> {
  return recorded(acting, actor, 'hit.decided', async (tx) => {
    await lockCandidates(tx, [...new Set(command.pairs.map(({ candidateId }) => candidateId))])
    const cycle = await currentCycle(tx)
    if (!cycle) throw new NotFound()
    const departmentId = actor.departmentId!
    const of = { departmentId, accountId: actor.accountId, cycleId: cycle.id }
    const found = await findHitsOf(tx, of, command.pairs)
    if (found.length !== command.pairs.length) throw new NotFound()
    const waiting = stillToDecide(found, command)
    const at = acting.clock.now()
    const { decision, words } = command
    await insertDecisions(tx, waiting, { decision, words, accountId: actor.accountId, at })
    if (decision === 'same')
      await raiseForDecision(tx, { found: waiting, departmentId, accountId: actor.accountId }, acting.clock)
    return { result: waiting.length, records: waiting.map((hit) => recordOf(hit, command)) }
  })
}

/**
 * Compares all ledgers of the actor's department with the cycle's candidates as they are now. Gives how many hits wait
 * to be looked at.
 */
export function compareLedgers(acting: Acting, actor: Actor): Promise<number> {
  return recorded(
    acting,
    actor,
    'ledger.compared',
    async (tx) => {
      const [cycle, departmentId] = [await currentCycle(tx), actor.departmentId!]
      if (!cycle) throw new NotFound()
      const cycleId = cycle.id
      for (const ledgerId of await ledgersToCompare(tx, departmentId))
        await compareLedger(tx, { ledgerId, cycleId, freshFrom: null }, acting.clock.now())
      const open = await openByLedger(tx, { departmentId, accountId: actor.accountId, cycleId })
      const hits = [...open.values()].reduce((sum, count) => sum + count, 0)
      return { result: hits, record: { type: 'department', id: departmentId, details: { hits } } }
    },
    seconds,
  )
}

/** Those that nobody has decided alike since; one that was decided otherwise since is the reader's to see first. */
function stillToDecide(found: Hit[], { decision, seen }: DecisionCommand): Hit[] {
  const moved = found.some(({ state }) => state !== seen && state !== decision)
  if (moved) throw new Refused(message('ledgers:hits.moved'), 409)
  return found.filter(({ state }) => state !== decision)
}

function recordOf({ candidateId }: Hit, { decision }: DecisionCommand) {
  return { type: 'candidate' as const, id: candidateId, details: { decision } }
}
