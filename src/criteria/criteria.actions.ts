import type { Actor } from '../accounts/actor'
import { entryOf, recorded, type Acting } from '../audit/recorded'
import { appendEntries } from '../audit/audit.store'
import { lockCycle } from '../cycles/cycles.store'
import type { Tx } from '../db/client'
import { NotFound, Refused } from '../lib/errors'
import { newId } from '../lib/ids'
import { message } from '../lib/message'
import { nameableDepartments } from '../organisations/departments/departments-preset'
import { listDepartments } from '../organisations/organisations.store'
import type { CriteriaSet } from './criteria'
import { criteriaProblems } from './check'
import { insertCriteria, lockCriteria, markFrozen, updateCriteria, type StoredCriteria } from './criteria.store'
import { criteriaDigest } from './digest'
import { mayEdit } from './transitions'

/**
 * Freezes the cycle's set under the act that opens the first round: from now on every answer rests on this text. A set
 * that is frozen already stays as it is. Refused while anything in it is unsound. Gives the frozen set.
 */
export async function freezeCriteria(tx: Tx, actor: Actor, cycleId: string, now: Date): Promise<StoredCriteria> {
  const set = await lockCriteria(tx, cycleId)
  if (!set) throw new Refused(message('cycles:refused.noCriteria'))
  if (set.state === 'frozen') return set
  const known = nameableDepartments(await listDepartments(tx, 'all'))
  const problem = criteriaProblems(
    contentOf(set),
    known.map(({ key }) => key),
  )[0]
  if (problem) throw new Refused(problem)
  const frozen = { digest: criteriaDigest(contentOf(set)), frozenAt: now, frozenById: actor.accountId }
  await markFrozen(tx, set.id, frozen)
  await appendEntries(tx, [entryOf(actor, 'criteria.frozen', now)(recordOf(set, { digest: frozen.digest }))])
  return { ...set, ...frozen, state: 'frozen', revision: set.revision + 1 }
}

/** Puts a whole set (preset, file, copy) in place of the cycle's draft, or makes the first one. */
export function chooseCriteria(
  acting: Acting,
  actor: Actor,
  cycleId: string,
  criteria: CriteriaSet,
  from: 'preset' | 'file' | 'copy',
): Promise<void> {
  return recorded(acting, actor, 'criteria.created', async (tx) => {
    await refuseClosed(tx, cycleId)
    const before = await lockCriteria(tx, cycleId)
    if (before) refuseFrozen(before)
    const id = before?.id ?? newId()
    await (before ? updateCriteria(tx, id, criteria) : insertCriteria(tx, id, cycleId, criteria))
    const details = { from, key: criteria.key, version: criteria.version, items: criteria.items.length }
    return { result: undefined, record: { type: 'criteria_set', id, details } }
  })
}

/** One change of a draft: locked, judged, written, recorded. `change` gives the new set and what to say about it. */
export function changeCriteria(
  acting: Acting,
  actor: Actor,
  cycleId: string,
  change: (set: StoredCriteria, tx: Tx) => Changed | Promise<Changed>,
): Promise<void> {
  return recorded(acting, actor, 'criteria.changed', async (tx) => {
    const set = await lockCriteria(tx, cycleId)
    if (!set) throw new NotFound()
    refuseFrozen(set)
    const { criteria, details } = await change(set, tx)
    await updateCriteria(tx, set.id, criteria)
    return { result: undefined, record: recordOf(set, details) }
  })
}

export type Changed = { criteria: CriteriaSet; details: Record<string, unknown> }

/** The set without what the store keeps about it. */
export function contentOf({ key, version, name, items, sanctions }: CriteriaSet): CriteriaSet {
  return { key, version, name, items, sanctions }
}

/** Held while the first set is made: two at once would make two. */
async function refuseClosed(tx: Tx, cycleId: string): Promise<void> {
  const cycle = await lockCycle(tx, cycleId)
  if (!cycle) throw new NotFound()
  if (cycle.state === 'closed') throw new Refused(message('cycles:refused.closed'), 409)
}

function refuseFrozen(set: StoredCriteria): void {
  const may = mayEdit(set.state)
  if (!may.ok) throw new Refused(may.reason, 409)
}

function recordOf(set: StoredCriteria, details: Record<string, unknown>) {
  return { type: 'criteria_set', id: set.id, details: { key: set.key, version: set.version, ...details } }
}
