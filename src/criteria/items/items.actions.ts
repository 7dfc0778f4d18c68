import type { Actor } from '../../accounts/actor'
import type { Acting } from '../../audit/recorded'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { refuseStale } from '../../lib/stale'
import type { Tx } from '../../db/client'
import { nameableDepartments } from '../../organisations/departments/departments-preset'
import { listDepartments } from '../../organisations/organisations.store'
import { findItem, type CriteriaSet, type Item } from '../criteria'
import { changeCriteria, contentOf } from '../criteria.actions'
import { refuseUnsound, type Direction, type ItemCommand } from './item.form'

const mostItems = 200

/** A new item at the end of the list. */
export function addItem(acting: Acting, actor: Actor, cycleId: string, { item }: ItemCommand): Promise<void> {
  return changeCriteria(acting, actor, cycleId, async (set, tx) => {
    if (set.items.length >= mostItems) throw new Refused(message('criteria:refused.full', { most: mostItems }))
    refuseUnsound(item, set, await knownKeys(tx))
    return { criteria: withItems(set, [...set.items, item]), details: { added: item.code } }
  })
}

/** Another text for an item; only a form made from its present text is taken, so that nobody's work is lost unseen. */
export function changeItem(
  acting: Acting,
  actor: Actor,
  cycleId: string,
  code: string,
  { item, seen }: ItemCommand,
): Promise<void> {
  return changeCriteria(acting, actor, cycleId, async (set, tx) => {
    const before = itemIn(set, code)
    refuseStale(seen, before)
    refuseUnsound(
      item,
      withItems(
        set,
        set.items.filter((one) => one !== before),
      ),
      await knownKeys(tx),
    )
    const items = set.items.map((one) => (one === before ? item : one))
    return { criteria: withItems(set, items), details: { changed: code, code: item.code } }
  })
}

export function removeItem(acting: Acting, actor: Actor, cycleId: string, code: string): Promise<void> {
  return changeCriteria(acting, actor, cycleId, (set) => {
    const before = itemIn(set, code)
    return {
      criteria: withItems(
        set,
        set.items.filter((one) => one !== before),
      ),
      details: { removed: code },
    }
  })
}

/** One place up or down; at the end of the list it stays. */
export function moveItem(
  acting: Acting,
  actor: Actor,
  cycleId: string,
  code: string,
  direction: Direction,
): Promise<void> {
  return changeCriteria(acting, actor, cycleId, (set) => {
    const from = set.items.indexOf(itemIn(set, code))
    const to = Math.min(Math.max(from + (direction === 'up' ? -1 : 1), 0), set.items.length - 1)
    const items = [...set.items]
    items.splice(to, 0, ...items.splice(from, 1))
    return { criteria: withItems(set, items), details: { moved: code, place: to + 1 } }
  })
}

export function renameCriteria(
  acting: Acting,
  actor: Actor,
  cycleId: string,
  { name, seen }: { name: string; seen: string },
): Promise<void> {
  return changeCriteria(acting, actor, cycleId, (set) => {
    refuseStale(seen, { name: set.name })
    return { criteria: { ...contentOf(set), name }, details: { fields: ['name'] } }
  })
}

function itemIn(set: CriteriaSet, code: string): Item {
  const item = findItem(set, code)
  if (!item) throw new NotFound()
  return item
}

function withItems(set: CriteriaSet, items: Item[]): CriteriaSet {
  return { ...contentOf(set), items }
}

async function knownKeys(tx: Tx): Promise<string[]> {
  return nameableDepartments(await listDepartments(tx, 'all')).map(({ key }) => key)
}
