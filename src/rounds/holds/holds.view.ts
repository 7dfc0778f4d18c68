import type { OwnSetUp } from '../../accounts/own-lists/own-list'
import { listing } from '../../accounts/own-lists/own-lists.view'
import type { Cycle } from '../../cycles/cycle'
import type { Day } from '../../lib/day'
import { columnsOf } from '../../lib/sort'
import type { Column, Row } from '../../lib/table'
import type { Reader } from '../rounds.view'
import { type Hold, holdStatus, holdTones } from './hold'
import { type HoldsAsked, holdsHref, holdSorts } from './hold-list'
import type { HoldLine } from './holds.store'

/** The way to the reminders, for pages that lead to them; nothing while there is nothing to be reminded of. */
export function dueActions({ t }: Pick<Reader, 't'>, count: number) {
  return count ? [{ label: t('rounds:holds.due', { count }), href: '/holds' }] : []
}

export type HoldsGiven = {
  cycle: Pick<Cycle, 'name' | 'holdReminderDays'>
  asked: HoldsAsked
  counts: Record<Hold['outcome'], number>
  lines: HoldLine[]
  today: Day
  own: OwnSetUp
  /** The leaf that is open. */
  page: number
  pager: object
}

type CellsGiven = Pick<HoldsGiven, 'cycle' | 'today'>

/** 暂缓与整改期限: what ends when, what is overdue, what has been looked at again. */
export function holdsPage({ t }: Reader, given: HoldsGiven) {
  const { cycle } = given
  const { outcome } = given.asked
  const help = t(`rounds:holds.help.${outcome}`, { days: cycle.holdReminderDays })
  return {
    title: t('rounds:holds.title'),
    lead: cycle.name,
    breadcrumbs: [{ label: t('rounds:list.title'), href: '/rounds' }],
    actions: [{ label: t('rounds:new.action'), href: '/rounds/new', tone: 'primary' as const }],
    tabs: (['held', 'rectify'] as const).map((tab) => ({
      text: t(`rounds:holds.tab.${tab}`, { count: given.counts[tab] }),
      href: holdsHref({ ...given.asked, outcome: tab }),
      current: tab === outcome,
    })),
    help: given.lines.length ? help : '',
    listing: listing(t, {
      ...given,
      list: 'holds',
      address: holdsHref({ ...given.asked, page: given.page }),
      columns: holdColumns(t, given.asked),
      rows: given.lines.map((line) => holdCells(t, line, given)),
      caption: t('rounds:holds.title'),
      empty: { title: t(`rounds:holds.empty.${outcome}`), text: help },
    }),
  }
}

const columns = {
  name: { fixed: true, width: 14 },
  team: { width: 30 },
  until: {},
  state: { width: 22 },
  words: { width: 40 },
}
type HoldColumn = keyof typeof columns

export function holdColumns(t: Reader['t'], asked: HoldsAsked): Column<HoldColumn>[] {
  return columnsOf(columns, (key) => t(`rounds:field.${key}`), {
    sorts: holdSorts,
    sort: asked.sort,
    hrefOf: (sort) => holdsHref({ ...asked, sort }),
  })
}

export function holdCells(t: Reader['t'], line: HoldLine, { cycle, today }: CellsGiven): Row<HoldColumn> {
  const status = holdStatus(line, today, cycle.holdReminderDays)
  const words = t(`rounds:holds.status.${status}`, { round: line.lookedAt ?? '', day: line.proofOn ?? '' })
  return {
    cells: {
      name: { text: line.name, href: `/outcomes/${line.outcomeId}` },
      team: { text: t('triggers:place', { township: line.township, team: line.team }) },
      until: { text: line.until, whole: true },
      state: { text: words, tone: holdTones[status], ...(line.roundId && { href: `/rounds/${line.roundId}` }) },
      words: { text: line.words ?? '' },
    },
  }
}
