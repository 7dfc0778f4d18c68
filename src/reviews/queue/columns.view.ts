import { columnsOf } from '../../lib/sort'
import type { Column } from '../../lib/table'
import type { Translate } from '../../locales/translate'
import { filterQuery, type QueueFilter, queueSorts } from './queue-filter'

const columns = {
  name: { fixed: true, width: 14 },
  state: { fixed: true, width: 40 },
  township: {},
  team: { width: 22 },
  position: { width: 22 },
  age: { number: true },
  round: { number: true },
}
export type QueueColumn = keyof typeof columns

/** The queue's columns with the ways to sort; “next” at the desk follows the same order. */
export function queueColumns(t: Translate, filter: QueueFilter): Column<QueueColumn>[] {
  return columnsOf(columns, (key) => t(`reviews:field.${key}`), {
    sorts: queueSorts,
    sort: filter.sort ?? 'township',
    hrefOf: (sort) => `/reviews${filterQuery({ ...filter, sort })}`,
  })
}
