import { minuteInChina } from '../../lib/clock'
import type { Day } from '../../lib/day'
import { columnsOf } from '../../lib/sort'
import type { Column, Row } from '../../lib/table'
import type { Translate } from '../../locales/translate'
import type { RecheckLine } from './list.store'
import { type RechecksAsked, rechecksHref, recheckSorts } from './recheck-list'
import { recheckRow } from './rechecks.view'

const columns = {
  name: { fixed: true, width: 14 },
  place: { width: 30 },
  kind: { width: 20 },
  items: {},
  dueOn: {},
  done: {},
  state: {},
  closed: { extra: true, width: 18 },
}
type RecheckColumn = keyof typeof columns

export function recheckColumns(t: Translate, asked: RechecksAsked): Column<RecheckColumn>[] {
  return columnsOf(columns, (key) => t(`rechecks:field.${key}`), {
    sorts: recheckSorts,
    sort: asked.sort,
    hrefOf: (sort) => rechecksHref({ ...asked, sort }),
  })
}

export function recheckCells(t: Translate, line: RecheckLine, today: Day): Row<RecheckColumn> {
  const { name, href, place, kind, items, dueOn, done, status } = recheckRow(t, line, today)
  return {
    cells: {
      name: { text: name, href },
      place: { text: place },
      kind: { text: kind },
      items: { text: items },
      dueOn: { text: dueOn, whole: true },
      done: { text: done },
      state: status,
      closed: { text: line.closedAt ? minuteInChina(line.closedAt) : '', whole: true },
    },
  }
}
