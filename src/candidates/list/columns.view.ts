import { sortHead } from '../../lib/sort'
import type { Column } from '../../lib/table'
import { seesStandings } from '../candidate.policy'
import { listHref, sorts } from './list'
import type { ListInput } from './list.view'

/** The columns of the list, whoever looks; `row.view` fills each of them. */
export type ListColumn =
  | 'name'
  | 'team'
  | 'position'
  | 'person'
  | 'politics'
  | 'currentPost'
  | 'ethnicGroup'
  | 'source'
  | 'isNew'
  | 'stage'
  | 'standing'
  | 'updated'

/** What this person may see, in its order, with the ways to sort. */
export function columnsFor({ actor, filter, t }: Pick<ListInput, 'actor' | 'filter' | 't'>): Column<ListColumn>[] {
  const column = (key: ListColumn, more: Partial<Column> = {}) => ({
    ...more,
    key,
    label: t(`candidates:column.${key}`),
  })
  const by = (key: keyof typeof sorts) => sortHead(key, filter.sort, sorts, (sort) => listHref(filter, { sort }))
  const extra = { extra: true }
  return [
    column('name', { fixed: true, width: 14, ...by('name') }),
    column('team', { width: 26, ...by('team') }),
    column('position', { width: 22 }),
    ...(actor.role === 'observer'
      ? []
      : [
          column('person', by('age')),
          column('politics', { width: 24 }),
          column('currentPost', extra),
          column('ethnicGroup', extra),
          column('source', extra),
          column('isNew', extra),
        ]),
    column('stage', { width: 26 }),
    ...(seesStandings(actor) ? [column('standing', { width: 22 })] : []),
    // Beside the standing there is no room for it unless somebody wants it.
    column('updated', { ...by('updated'), extra: seesStandings(actor) && !filter.sort.endsWith('updated') }),
  ]
}
