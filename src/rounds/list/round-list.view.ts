import type { OwnSetUp } from '../../accounts/own-lists/own-list'
import { listing } from '../../accounts/own-lists/own-lists.view'
import type { Cycle } from '../../cycles/cycle'
import { dayInChina } from '../../lib/clock'
import { columnsOf } from '../../lib/sort'
import type { Column, Row } from '../../lib/table'
import type { Translate } from '../../locales/translate'
import type { Overdue } from '../due/due.store'
import { dueActions } from '../holds/holds.view'
import { roundStates } from '../round'
import type { RoundTally } from '../rounds.store'
import { roundReasons } from '../reason'
import { type Reader, roundStatus } from '../rounds.view'
import { type RoundsAsked, roundsHref, roundSorts } from './round-list'

const columns = {
  round: { fixed: true },
  state: { width: 20 },
  which: { width: 40, extra: true },
  referenceDate: {},
  dueOn: { width: 30 },
  people: { number: true },
  signed: {},
  issuedOn: { extra: true },
  closedOn: { extra: true },
}
type RoundColumn = keyof typeof columns

type Given = {
  asked: RoundsAsked
  rounds: RoundTally[]
  overdue: Overdue[]
  triggers: number
  due: number
  own: OwnSetUp
  /** The leaf that is open. */
  page: number
  pager: object
}

/** Rounds of the cycle, and what waits around them. */
export function roundsPage(reader: Reader, cycle: Cycle, { asked, rounds, overdue, triggers, due, ...given }: Given) {
  const { t } = reader
  const next = { label: t('rounds:new.action'), href: '/rounds/new' }
  const late = { label: t('rounds:overdue.link', { count: overdue.length }), href: '/rounds/overdue' }
  return {
    title: t('rounds:list.title'),
    lead: cycle.name,
    actions: [
      ...(overdue.length ? [late] : []),
      ...dueActions(reader, due),
      { label: t('rounds:list.triggers', { count: triggers }), href: '/triggers' },
      { ...next, tone: 'primary' as const },
    ],
    filters: filterFields(t, asked),
    clear: asked.state ? roundsHref({ ...asked, state: '' }) : '',
    listing: listing(t, {
      ...given,
      list: 'rounds',
      address: roundsHref({ ...asked, page: given.page }),
      columns: roundColumns(t, asked),
      rows: rounds.map((round) => roundCells(t, round, overdue)),
      caption: t('rounds:list.title'),
      empty: asked.state
        ? { title: t('rounds:list.noneSo') }
        : { title: t('rounds:list.empty'), text: t('rounds:list.emptyText'), action: next },
    }),
  }
}

export function roundColumns(t: Translate, asked: RoundsAsked): Column<RoundColumn>[] {
  return columnsOf(columns, (key) => t(`rounds:field.${key}`), {
    sorts: roundSorts,
    sort: asked.sort,
    hrefOf: (sort) => roundsHref({ ...asked, sort }),
  })
}

export function roundCells(t: Translate, round: RoundTally, overdue: Overdue[]): Row<RoundColumn> {
  const { signed: value, reviews: max, extendedTo, closedAt } = round
  const late = overdue.filter((one) => one.round.id === round.id).length
  const { text, tone } = roundStatus(t, round, late)
  return {
    cells: {
      round: { text: t('rounds:numbered', { number: round.number }), href: `/rounds/${round.id}` },
      state: { text, tone },
      which: { text: whichWords(t, round) },
      referenceDate: { text: round.referenceDate, whole: true },
      dueOn: { text: round.dueOn, under: extendedTo ? t('rounds:list.extendedTo', { day: extendedTo }) : '' },
      people: { text: String(round.people) },
      signed: { text: t('rounds:done', { done: value, total: max }), bar: { value, max } },
      issuedOn: { text: dayInChina(round.issuedAt), whole: true },
      closedOn: { text: closedAt ? dayInChina(closedAt) : '', whole: true },
    },
  }
}

function whichWords(t: Translate, { which }: RoundTally): string {
  const reasons = roundReasons.filter((reason) => which.includes(reason))
  return reasons.map((reason) => t(`rounds:reason.${reason}`)).join(t('shell:listComma'))
}

function filterFields(t: Translate, { state, sort }: RoundsAsked) {
  return [
    { as: 'hidden', name: 'sort', value: sort },
    {
      as: 'select',
      name: 'state',
      label: t('rounds:field.state'),
      value: state,
      options: roundStates.map((value) => ({ value, label: t(`rounds:state.${value}`) })),
      empty: t('rounds:list.anyState'),
    },
  ]
}
