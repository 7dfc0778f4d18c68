import { compareCodes } from '../criteria/code-order'
import { type CriteriaSet, type Item, activeItems } from '../criteria/criteria'
import { itemsOwnedBy, ownersInOrder, ownersOf } from './owners'

/** Who answers for what in a round: the same for all its people, so worked out once and not for each of them. */
export type Duties = {
  /** Switched-on items in the order of their codes, each with its owners, lead first. */
  items: { item: Item; owners: string[] }[]
  /** Departments that own an item, in criteria-file order. */
  owners: string[]
  /** Codes that each owner must answer. */
  codes: ReadonlyMap<string, string[]>
}

/** The duties under a list and the departments that take part; remembered as long as the list is in use. */
export function dutiesOf(criteria: CriteriaSet, departments: readonly string[]): Duties {
  const known = remembered.get(criteria) ?? new Map<string, Duties>()
  const key = departments.join()
  const duties = known.get(key) ?? workedOut(criteria, departments)
  remembered.set(criteria, known.set(key, duties))
  return duties
}

const remembered = new WeakMap<CriteriaSet, Map<string, Duties>>()

function workedOut(criteria: CriteriaSet, departments: readonly string[]): Duties {
  const owners = ownersInOrder(criteria, departments)
  const items = activeItems(criteria).map((item) => ({ item, owners: ownersOf(item, departments) }))
  return {
    items: items.sort((a, b) => compareCodes(a.item.code, b.item.code)),
    owners,
    codes: new Map(owners.map((key) => [key, itemsOwnedBy(key, criteria).map(({ code }) => code)])),
  }
}
