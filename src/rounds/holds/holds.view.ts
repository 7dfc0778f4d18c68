import type { Cycle } from '../../cycles/cycle'
import type { Day } from '../../lib/day'
import type { Reader } from '../rounds.view'
import { type Hold, holdStatus, holdTones } from './hold'
import type { HoldLine } from './holds.store'

/** The way to the reminders, for pages that lead to them; nothing while there is nothing to be reminded of. */
export function dueActions({ t }: Pick<Reader, 't'>, count: number) {
  return count ? [{ label: t('rounds:holds.due', { count }), href: '/holds' }] : []
}

export type HoldsGiven = {
  cycle: Pick<Cycle, 'name' | 'holdReminderDays'>
  outcome: Hold['outcome']
  counts: Record<Hold['outcome'], number>
  lines: HoldLine[]
  today: Day
  pager: object
}

/** 暂缓与整改期限: what ends when, what is overdue, what has been looked at again. */
export function holdsPage({ t }: Reader, given: HoldsGiven) {
  const { cycle, outcome, today } = given
  return {
    title: t('rounds:holds.title'),
    lead: cycle.name,
    breadcrumbs: [{ label: t('rounds:list.title'), href: '/rounds' }],
    actions: [{ label: t('rounds:new.action'), href: '/rounds/new', tone: 'primary' as const }],
    tabs: (['held', 'rectify'] as const).map((tab) => ({
      text: t(`rounds:holds.tab.${tab}`, { count: given.counts[tab] }),
      href: `/holds?outcome=${tab}`,
      current: tab === outcome,
    })),
    help: t(`rounds:holds.help.${outcome}`, { days: cycle.holdReminderDays }),
    empty: t(`rounds:holds.empty.${outcome}`),
    rows: given.lines.map((line) => {
      const status = holdStatus(line, today, cycle.holdReminderDays)
      return {
        name: line.name,
        href: `/outcomes/${line.outcomeId}`,
        place: t('triggers:place', { township: line.township, team: line.team }),
        until: line.until,
        words: line.words ?? '',
        status: {
          text: t(`rounds:holds.status.${status}`, { round: line.lookedAt ?? '', day: line.proofOn ?? '' }),
          tone: holdTones[status],
        },
        roundHref: line.roundId ? `/rounds/${line.roundId}` : '',
      }
    }),
    pager: given.pager,
  }
}
