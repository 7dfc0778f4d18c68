import type { Actor } from '../../accounts/actor'
import type { OwnSetUp } from '../../accounts/own-lists/own-list'
import { listing } from '../../accounts/own-lists/own-lists.view'
import { sortHead } from '../../lib/sort'
import type { Column, Row } from '../../lib/table'
import type { Translate } from '../../locales/translate'
import type { Township } from '../../organisations/organisation'
import type { OutcomeLine } from '../outcome-lists.store'
import { outcomeRow, outcomeStatus, outcomeTone, tabsOf } from '../outcomes.view'
import type { OutcomeWord } from '../outcome'
import { type ListFilter, outcomeSorts, outcomesHref } from './list-filter'

type OutcomeColumn = 'name' | 'place' | 'standing' | 'outcome' | 'state' | 'proposed' | 'decided'

export type ListInput = {
  actor: Pick<Actor, 'role'>
  filter: ListFilter
  lines: OutcomeLine[]
  total: number
  townships: Pick<Township, 'id' | 'name'>[]
  overtaken: number
  own: OwnSetUp
  pager: object
  most: number
  /** The leaf that is open. */
  page: number
  t: Translate
  lang: string
}

/** The list of outcomes with its tabs, filters, columns and the act on many that its tab allows. */
export function outcomesList(input: ListInput) {
  const { filter, lines, total, t, lang } = input
  const choosable = filter.tab === 'proposed'
  const shown = listing(t, {
    ...input,
    list: 'outcomes',
    address: outcomesHref(filter, { page: input.page }),
    caption: t('outcomes:title'),
    columns: outcomeColumns(filter, t),
    rows: lines.map((line) => outcomeCells(line, t, lang, choosable)),
    empty: emptyOf(input),
  })
  return {
    tabs: tabsOf(filter.tab, input.overtaken, t),
    filters: filtersOf(input),
    ...shown,
    table: { ...shown.table, ...(choosable && { tick: tickColumn(t) }) },
    filter: outcomesHref(filter),
    many: choosable ? manyOf(input, total) : null,
  }
}

/** The columns, in their order, with the ways to sort. */
export function outcomeColumns(filter: ListFilter, t: Translate): Column<OutcomeColumn>[] {
  const column = (key: OutcomeColumn, more: Partial<Column> = {}) => ({
    ...more,
    key,
    label: t(`outcomes:column.${key}`),
  })
  const by = (key: keyof typeof outcomeSorts) =>
    sortHead(key, filter.sort, outcomeSorts, (sort) => outcomesHref(filter, { sort }))
  return [
    column('name', { fixed: true, width: 14, ...by('name') }),
    column('place', { width: 30, ...by('place') }),
    column('standing', { width: 22 }),
    column('outcome', { width: 30, fixed: true }),
    column('state', { width: 22 }),
    column('proposed', { width: 26, ...by('proposed') }),
    column('decided', { width: 26, ...by('decided') }),
  ]
}

/** One outcome, ready to print; ticked beforehand where it waits for an act. */
export function outcomeCells(line: OutcomeLine, t: Translate, lang: string, tick = false): Row<OutcomeColumn> {
  const row = outcomeRow(line, t, lang)
  const until = row.until && t('outcomes:until', { day: row.until })
  const told = row.reReview ? [{ ...row.reReview, href: row.noticeHref }] : []
  const stale = row.stale ? [{ text: row.stale, tone: 'disputed' as const }] : []
  return {
    cells: {
      name: { text: row.name, href: row.href },
      place: { text: row.place, under: row.position },
      standing: row.standing,
      outcome: { ...row.outcome, under: [row.items, until].filter(Boolean).join(' · ') },
      state: { ...row.state, also: [...told, ...stale] },
      proposed: { text: row.proposer, at: row.proposedAt },
      decided: { text: row.decider, at: row.decidedAt },
    },
    ...(tick && { tick: { value: row.id, label: t('outcomes:column.chooseOne', { name: row.name }), checked: true } }),
  }
}

function filtersOf({ filter, townships, t }: ListInput) {
  const all = t('outcomes:filter.all')
  const outcomes = Object.keys(outcomeTone) as OutcomeWord[]
  const select = (name: 'township' | 'outcome', options: { value: string; label: string }[]) => {
    return { as: 'select', name, label: t(`outcomes:filter.${name}`), value: filter[name], options, empty: all }
  }
  return {
    action: '/outcomes',
    fields: [
      { as: 'hidden', name: 'tab', value: filter.tab },
      { as: 'hidden', name: 'sort', value: filter.sort },
      select(
        'township',
        townships.map(({ id, name }) => ({ value: id, label: name })),
      ),
      select(
        'outcome',
        outcomes.map((word) => ({ value: word, label: outcomeStatus(word, t).text })),
      ),
    ],
    clear: isNarrowed(filter) ? outcomesHref({ ...filter, township: null, outcome: null }) : undefined,
  }
}

function tickColumn(t: Translate) {
  return { name: 'outcomeIds', label: t('outcomes:column.choose'), all: t('ownLists:many.tickPage') }
}

function isNarrowed({ township, outcome }: ListFilter): boolean {
  return Boolean(township ?? outcome)
}

/** An act on many, its bound in the words of the button. */
function manyOf({ actor, lines, most, t }: ListInput, total: number) {
  const count = Math.min(total, most)
  return {
    act: t(actor.role === 'office' ? 'outcomes:choose.takeBack' : 'outcomes:choose.approve'),
    all: total > lines.length ? t(total > most ? 'ownLists:many.first' : 'ownLists:many.all', { count }) : undefined,
  }
}

function emptyOf({ filter, t }: ListInput) {
  if (!isNarrowed(filter)) return { title: t('outcomes:none'), text: t('outcomes:noneText') }
  const href = outcomesHref({ ...filter, township: null, outcome: null })
  const action = { label: t('shell:filters.clear'), href }
  return { title: t('outcomes:noneHere'), text: t('outcomes:noneHereText'), action }
}
