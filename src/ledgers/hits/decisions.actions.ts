import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import { mustKeepAway } from '../../candidates/structure/nearness'
import { nearTo } from '../../candidates/structure/nearness.store'
import { currentCycle } from '../../cycles/cycles.store'
import type { Tx } from '../../db/client'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { reasonMessage } from '../../reviews/review.policy'
import { lockCandidates } from '../../standings/standings.store'
import { type DraftEnd, fillIn, takeOut } from '../filling/filling.actions'
import type { DecisionCommand } from './decision.form'
import type { Hit, Pair } from './hit'
import { findHitsOf, insertDecisions } from './hits.store'
import { raiseForDecision } from './triggers.actions'

/** How many hits were decided anew, and what became of the draft where only one was decided. */
export type Decided = { count: number; draft: DraftEnd }

/**
 * Says of hits whether row and candidate are one person. Said twice is said once. Of a single hit the row is filled in
 * as a fact of the person's draft where that is wanted, and taken out again with "not the same after all".
 * @throws NotFound when one of them is not this department's; Refused 403 when one of the people is near to the actor,
 * 409 when somebody else has decided meanwhile; Invalid for `fill` when the draft takes no fact of it.
 */
export function decideHits(acting: Acting, actor: Actor, command: DecisionCommand): Promise<Decided> {
  return recorded<Decided>(acting, actor, 'hit.decided', async (tx) => {
    const found = await lockedHits(tx, actor, command.pairs)
    const waiting = stillToDecide(found, command)
    const { decision, words } = command
    await insertDecisions(tx, waiting, { decision, words, accountId: actor.accountId, at: acting.clock.now() })
    const [departmentId, { accountId }] = [actor.departmentId!, actor]
    if (decision === 'same') await raiseForDecision(tx, { found: waiting, departmentId, accountId }, acting.clock)
    const draft = found.length === 1 ? await draftOf(tx, acting, actor, found[0]!, command) : null
    const records = waiting.map((hit) => recordOf(hit, command, draft, waiting.length))
    return { result: { count: waiting.length, draft }, records }
  })
}

/** The hits as they are now, their people locked; nobody decides whether a relative is meant. */
async function lockedHits(tx: Tx, actor: Actor, pairs: readonly Pair[]): Promise<Hit[]> {
  const people = [...new Set(pairs.map(({ candidateId }) => candidateId))]
  await lockCandidates(tx, people)
  const cycle = await currentCycle(tx)
  if (!cycle) throw new NotFound()
  const of = { departmentId: actor.departmentId!, accountId: actor.accountId, cycleId: cycle.id }
  const found = await findHitsOf(tx, of, pairs)
  if (found.length !== pairs.length) throw new NotFound()
  const near = await nearTo(tx, actor.accountId, people)
  if ([...near.values()].some(mustKeepAway)) throw new Refused(reasonMessage('near'))
  return found
}

/** Those that nobody has decided alike since; one that was decided otherwise since is the reader's to see first. */
function stillToDecide(found: Hit[], { decision, seen, namesakes }: DecisionCommand): Hit[] {
  const moved = found.some(({ state }) => state !== seen && state !== decision)
  if (moved || (namesakes && !found.every(({ namesake }) => namesake)))
    throw new Refused(message('ledgers:hits.moved'), 409)
  return found.filter(({ state }) => state !== decision)
}

async function draftOf(
  tx: Tx,
  acting: Acting,
  actor: Actor,
  hit: Hit,
  { decision, fill }: DecisionCommand,
): Promise<DraftEnd> {
  if (decision === 'not_same') return takeOut(tx, { acting, actor, hit })
  return fill ? fillIn(tx, { acting, actor, hit }) : null
}

/** `together`: how many were decided in the same act. */
function recordOf({ candidateId }: Hit, { decision }: DecisionCommand, draft: DraftEnd, together: number) {
  const more = { ...(draft ? { draft } : {}), ...(together > 1 ? { together } : {}) }
  return { type: 'candidate' as const, id: candidateId, details: { decision, ...more } }
}
