import type { Actor } from '../../accounts/actor'
import { type Acting, recorded } from '../../audit/recorded'
import { currentCycle } from '../../cycles/cycles.store'
import { NotFound, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { lookProblem, type PointerKey } from './pointer'
import { findPointer, insertLook } from './pointers.store'

/**
 * 已看过: the office has looked at a pointer as it was shown. Nothing else changes; once the facts behind it are others it
 * is back. Marked twice is marked once, with the first words. Gives whether it is marked anew.
 * @throws Refused 409 when there is no such pointer any more, or its facts have changed since it was shown.
 */
export function markLooked(acting: Acting, actor: Actor, look: PointerKey & { words: string }): Promise<boolean> {
  return recorded(acting, actor, 'pointer.looked_at', async (tx) => {
    const cycle = await currentCycle(tx)
    if (!cycle) throw new NotFound()
    const problem = lookProblem(await findPointer(tx, cycle.id, look), look)
    if (problem) throw new Refused(problem, 409)
    const id = newId()
    const row = { ...look, id, cycleId: cycle.id, lookedById: actor.accountId, lookedAt: acting.clock.now() }
    const isNew = await insertLook(tx, row)
    return { result: isNew, records: isNew ? [{ type: 'pointer', id, details: { kind: look.kind } }] : [] }
  })
}
