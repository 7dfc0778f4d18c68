import { type CriteriaSet, type Item, activeItems } from '../criteria/criteria'

/**
 * Owners of an item, lead first: its lead and those of its assisting departments that take part (rules §1).
 * A lead that takes no part stays an owner: such an item is open and waited for, never quietly clear.
 */
export function ownersOf(item: Item, departments: readonly string[]): string[] {
  return [...new Set([item.lead, ...item.assisting.filter((department) => departments.includes(department))])]
}

/** Departments that own a switched-on item, in criteria-file order: by first appearance, lead before assisting. */
export function ownersInOrder(criteria: CriteriaSet, departments: readonly string[]): string[] {
  return [...new Set(activeItems(criteria).flatMap((item) => ownersOf(item, departments)))]
}

/** Items that a department must answer, in file order. */
export function itemsOwnedBy(department: string, criteria: CriteriaSet): Item[] {
  return activeItems(criteria).filter((item) => item.lead === department || item.assisting.includes(department))
}

/** Codes of the switched-on items whose lead takes no part: while there are any, a round may not open (rules §1). */
export function roundProblems(criteria: CriteriaSet, departments: readonly string[]): string[] {
  return unledItems(criteria, departments).map((item) => item.code)
}

/** For `vet`, where nobody can add a department: the set without those items, and the items left out. */
export function withoutUnledItems(
  criteria: CriteriaSet,
  departments: readonly string[],
): { criteria: CriteriaSet; leftOut: Item[] } {
  const leftOut = unledItems(criteria, departments)
  return { criteria: { ...criteria, items: criteria.items.filter((item) => !leftOut.includes(item)) }, leftOut }
}

function unledItems(criteria: CriteriaSet, departments: readonly string[]): Item[] {
  return activeItems(criteria).filter((item) => !departments.includes(item.lead))
}
