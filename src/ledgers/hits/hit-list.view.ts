import type { OwnSetUp } from '../../accounts/own-lists/own-list'
import { listing } from '../../accounts/own-lists/own-lists.view'
import { columnsOf } from '../../lib/sort'
import type { Column, Row } from '../../lib/table'
import type { Translate } from '../../locales/translate'
import { kindKeys } from '../kind'
import type { Reader } from '../ledgers.view'
import { type Hit, type HitState, hitStates } from './hit'
import { type HitsAsked, hitsHref, hitSorts } from './hit-list'
import { decidedWords, rowView } from './hits.view'

const columns = {
  candidate: { fixed: true },
  place: { width: 30 },
  record: { width: 40 },
  key: { width: 20 },
  disagrees: { width: 20 },
  decided: { width: 40, extra: true },
}
type HitColumn = keyof typeof columns

export type HitsGiven = {
  hits: Hit[]
  counts: Record<HitState, number>
  asked: HitsAsked
  own: OwnSetUp
  /** The leaf that is open. */
  page: number
  pager: object
  uncompared: number
}

/** Hits of the department in one state, those that nobody has looked at first. */
export function hitsPage({ t }: Reader, { hits, counts, uncompared, ...given }: HitsGiven) {
  const { asked } = given
  return {
    title: t('ledgers:hits.title'),
    lead: t('ledgers:hits.help'),
    breadcrumbs: [{ label: t('ledgers:title'), href: '/ledgers' }],
    uncompared: uncompared ? t('ledgers:uncompared', { count: uncompared }) : '',
    shows: hitStates.map((state) => ({
      text: t(`ledgers:hits.state.${state}`),
      count: counts[state],
      href: hitsHref({ ...asked, state }),
      current: state === asked.state,
    })),
    filters: filterFields(t, asked),
    clear: asked.kind || asked.words ? hitsHref({ ...asked, kind: '', words: '' }) : '',
    actions: [{ label: t('ledgers:screening.title'), href: '/ledgers/screening' }],
    listing: listing(t, {
      ...given,
      list: 'hits',
      address: hitsHref({ ...asked, page: given.page }),
      columns: hitColumns(t, asked),
      rows: hits.map((hit) => hitCells(t, hit)),
      caption: t('ledgers:hits.caption'),
      empty: { title: t('ledgers:hits.empty'), text: t('ledgers:hits.emptyHelp') },
    }),
  }
}

export function hitColumns(t: Translate, asked: HitsAsked): Column<HitColumn>[] {
  return columnsOf(columns, (key) => t(`ledgers:hits.column.${key}`), {
    sorts: hitSorts,
    sort: asked.sort,
    hrefOf: (sort) => hitsHref({ ...asked, sort }),
  })
}

export function hitCells(t: Translate, hit: Hit): Row<HitColumn> {
  const row = rowView(t, hit)
  return {
    cells: {
      candidate: { text: row.name, href: row.href },
      place: { text: row.place },
      record: { text: `${row.kind} · ${row.record}`, under: row.contents },
      key: row.key,
      disagrees: { text: row.disagrees },
      decided: { text: decidedWords(t, hit) },
    },
  }
}

function filterFields(t: Translate, { state, kind, words, sort }: HitsAsked) {
  return [
    { as: 'hidden', name: 'state', value: state },
    { as: 'hidden', name: 'sort', value: sort },
    { name: 'q', label: t('ledgers:hits.search'), value: words, type: 'search', maxlength: 60 },
    {
      as: 'select',
      name: 'kind',
      label: t('ledgers:hits.kind'),
      value: kind,
      options: kindKeys.map((key) => ({ value: key, label: t(`ledgers:kind.${key}`) })),
      empty: t('ledgers:hits.everyKind'),
    },
  ]
}
