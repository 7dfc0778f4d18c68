import { listTools } from '../../accounts/own-lists/own-lists.view'
import type { OwnSetUp } from '../../accounts/own-lists/own-list'
import type { Column, Row } from '../../lib/table'
import type { Translate } from '../../locales/translate'
import type { Township } from '../../organisations/organisation'
import type { PointerKind } from './pointer'
import { type PointersAsked, pointersHref } from './pointer-list'
import type { Listed } from './pointers.store'
import { lookedLine, type Reader } from './pointers.view'
import { rowOf } from './rows.view'

/** What narrows the list, and what its reader has kept of it. Each pointer is read in words, so there are no columns to choose. */
export function pointerTools(t: Translate, { asked, page, townships, own, any }: ToolsGiven) {
  const { kind, looked, township, words } = asked
  return {
    filters: [
      { as: 'hidden', name: 'kind', value: kind },
      { as: 'hidden', name: 'looked', value: looked ? 'yes' : '' },
      { name: 'q', label: t('pointers:filter.words'), value: words, type: 'search', maxlength: 60 },
      {
        as: 'select',
        name: 'township',
        label: t('pointers:filter.township'),
        value: township,
        options: townships.map(({ id, name }) => ({ value: id, label: name })),
        empty: t('pointers:filter.anyTownship'),
      },
    ],
    clear: township || words ? pointersHref({ ...asked, township: '', words: '' }) : '',
    tools: listTools(t, { list: 'pointers', address: pointersHref({ ...asked, page }), own, columns: [] }, any),
  }
}

export type ToolsGiven = {
  asked: PointersAsked
  /** The leaf that is open. */
  page: number
  townships: Township[]
  own: OwnSetUp
  /** Whether there is anything to take out. */
  any: boolean
}

const widths = { kind: 16, people: 40, state: 20, text: 60, todo: 60, look: 40 }
type PointerColumn = keyof typeof widths

export function pointerColumns(t: Translate): Column<PointerColumn>[] {
  const keys = Object.keys(widths) as PointerColumn[]
  return keys.map((key) => ({ key, label: t(`pointers:column.${key}`), fixed: true, width: widths[key] }))
}

/** A pointer as a row of the workbook: what its words on the page say. */
export function pointerCells(reader: Reader, kind: PointerKind, { row, look }: Listed<never>): Row<PointerColumn> {
  const { t } = reader
  const { people, state, text, todo } = rowOf[kind](reader, row)
  const named = people.map(({ name, place }) => t('pointers:person', { name, place })).join(t('shell:listComma'))
  return {
    cells: {
      kind: { text: t(`pointers:kind.${kind}`) },
      people: { text: named },
      state: { text: state.text },
      text: { text },
      todo: { text: todo },
      look: { text: look ? lookedLine(t, look) : '' },
    },
  }
}
