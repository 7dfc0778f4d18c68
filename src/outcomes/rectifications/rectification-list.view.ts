import { columnsOf } from '../../lib/sort'
import type { Column, Row } from '../../lib/table'
import { type RectificationSort, rectificationSorts, rectificationsHref } from './rectification-list'
import { rectificationRow, type Words } from './rectification.view'
import type { RectificationOnFile } from './rectifications.store'

const columns = {
  name: { fixed: true, width: 14 },
  place: { width: 30 },
  items: {},
  demand: { width: 40 },
  until: { width: 20 },
  state: { width: 20 },
}
type RectificationColumn = keyof typeof columns

export function rectificationColumns({ t }: Pick<Words, 't'>, sort: RectificationSort): Column<RectificationColumn>[] {
  return columnsOf(columns, (key) => t(`rectifications:field.${key}`), {
    sorts: rectificationSorts,
    sort,
    hrefOf: (to) => rectificationsHref({ sort: to }),
  })
}

export function rectificationCells(file: RectificationOnFile, words: Omit<Words, 'actor'>): Row<RectificationColumn> {
  const { name, href, place, items, demand, until, late, status } = rectificationRow(file, words)
  return {
    cells: {
      name: { text: name, href },
      place: { text: place },
      items: { text: items },
      demand: { text: demand },
      until: { text: until, whole: true, also: late ? [{ text: late, tone: 'bar' }] : [] },
      state: status,
    },
  }
}

/** The first of them on another page, as the list comes. */
export function rectificationsTable(files: RectificationOnFile[], words: Omit<Words, 'actor'>) {
  return {
    caption: words.t('rectifications:list'),
    columns: rectificationColumns(words, 'until').map(({ key, label }) => ({ key, label })),
    rows: files.map((file) => rectificationCells(file, words)),
  }
}
