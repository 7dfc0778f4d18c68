import { Prisma } from '../../db/generated/client'
import { orderedBy, type Orders } from '../../db/order'
import { plainSort } from '../../lib/sort'
import { type QueueFilter, queueSorts } from './queue-filter'

const place = ['p.position', 'p.name', 't.position', 't.name', 'c.name', 'v.pass'].map((column) => Prisma.raw(column))

/** The order of the county's lists. */
export const listOrder = Prisma.join([...place, Prisma.sql`v.id`], ', ')

/** The filter's order, and behind it that of the county's lists: of `review v` with what queue.store joins. */
export function orderOf({ sort = plainSort(queueSorts) }: QueueFilter): Prisma.Sql {
  return Prisma.sql`${orderedBy(sort, queueSorts, orders)}, ${listOrder}`
}

/** Of the person and the round alone, whom nothing that another department does can move. */
const orders: Orders<keyof typeof queueSorts> = {
  township: place,
  name: [Prisma.sql`c.pinyin`],
  // The youngest were born last.
  age: [Prisma.sql`r.reference_date - c.birth_date`],
  round: [Prisma.sql`r.number`],
}
