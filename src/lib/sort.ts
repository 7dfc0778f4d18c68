import type { Column } from './table'

/**
 * By what a list can be sorted, each with the order that the bare word gives and the first press on its head; `-` before
 * the word turns it round. A list comes in the first one.
 */
export type Sorts<Key extends string> = Record<Key, Order>
export type Sort<Key extends string> = Key | `-${Key}`
type Order = 'ascending' | 'descending'

/** The sort that an address asks for; nonsense is the order that the list comes in. */
export function readSort<K extends string>(asked: unknown, sorts: Sorts<K>): Sort<K> {
  const words = Object.keys(sorts) as K[]
  return words.flatMap((word): Sort<K>[] => [word, `-${word}`]).find((word) => word === asked) ?? words[0]!
}

export function plainSort<K extends string>(sorts: Sorts<K>): K {
  return Object.keys(sorts)[0] as K
}

/** By what, and which way, a sort word puts rows in order. */
export function sortMeant<K extends string>(sort: Sort<K>, sorts: Sorts<K>): { key: K; order: Order } {
  if (sort in sorts) return { key: sort as K, order: sorts[sort as K] }
  const key = sort.slice(1) as K
  return { key, order: sorts[key] === 'ascending' ? 'descending' : 'ascending' }
}

/** A head that sorts: its address and, where the list is sorted by it, which way. */
export function sortHead<K extends string>(
  key: K,
  current: Sort<K>,
  sorts: Sorts<K>,
  hrefOf: (sort: Sort<K>) => string,
): Pick<Column, 'href' | 'sorted'> {
  const meant = sortMeant(current, sorts)
  if (meant.key !== key) return { href: hrefOf(key) }
  return { href: hrefOf(current === key ? `-${key}` : key), sorted: meant.order }
}

/** How a list is sorted now, and the address that sorts it otherwise. */
export type Sorting<Key extends string> = {
  sorts: Sorts<Key>
  sort: Sort<Key>
  hrefOf: (sort: Sort<Key>) => string
}

/** A list's columns in their order; those that `sorts` knows get a head that sorts. */
export function columnsOf<K extends string, S extends string>(
  columns: Record<K, Partial<Column>>,
  label: (key: K) => string,
  { sorts, sort, hrefOf }: Sorting<S>,
): Column<K>[] {
  const keys = Object.keys(columns) as K[]
  const headOf = (key: string) => (key in sorts ? sortHead(key as S, sort, sorts, hrefOf) : {})
  return keys.map((key) => ({ ...columns[key], key, label: label(key), ...headOf(key) }))
}
