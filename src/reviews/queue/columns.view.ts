import type { SavedFilter } from '../../accounts/own-lists/own-list'
import { isPlain, type ListTools, savedLinks } from '../../accounts/own-lists/own-lists.view'
import { type Column, columnChoices } from '../../lib/table'
import type { Translate } from '../../locales/translate'
import { filterQuery, type QueueFilter } from './queue-filter'

type QueueColumn = 'name' | 'state' | 'township' | 'team' | 'position' | 'age' | 'round'

/** The queue's columns. It is not sorted by them: its order is the desk's, where “next” must mean the same. */
export function queueColumns(t: Translate): Column<QueueColumn>[] {
  const column = (key: QueueColumn, more: Partial<Column> = {}) => ({ ...more, key, label: t(`reviews:field.${key}`) })
  return [
    column('name', { fixed: true }),
    column('state', { fixed: true }),
    column('township'),
    column('team'),
    column('position'),
    column('age', { number: true }),
    column('round', { number: true }),
  ]
}

/** A person's own columns and saved filters of the queue. */
export type OwnQueue = { chosen: string[] | null; saved: SavedFilter[] }

export function queueTools(t: Translate, filter: QueueFilter, { chosen, saved }: OwnQueue): ListTools {
  const address = `/reviews${filterQuery(filter)}`
  return {
    list: 'reviews',
    address,
    mayKeep: !isPlain('reviews', address),
    saved: savedLinks('reviews', address, saved),
    columns: columnChoices(queueColumns(t), chosen),
  }
}
