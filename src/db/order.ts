import { type Sort, sortMeant, type Sorts } from '../lib/sort'
import { Prisma } from './generated/client'

/** The expressions behind each sort word, in ascending order. */
export type Orders<Key extends string> = Record<Key, Prisma.Sql[]>

/**
 * What stands after ORDER BY, without what makes the order stable: the caller's own key comes behind it. `gaps`: words
 * whose rows may lack the value; those rows stand last either way. (The others read an index from either end.)
 */
export function orderedBy<K extends string>(
  sort: Sort<K>,
  sorts: Sorts<K>,
  orders: Orders<K>,
  gaps: readonly K[] = [],
): Prisma.Sql {
  const { key, order } = sortMeant(sort, sorts)
  const way =
    order === 'ascending' ? Prisma.sql`ASC` : gaps.includes(key) ? Prisma.sql`DESC NULLS LAST` : Prisma.sql`DESC`
  return Prisma.join(
    orders[key].map((expression) => Prisma.sql`${expression} ${way}`),
    ', ',
  )
}
