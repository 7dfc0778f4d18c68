import type { Cycle } from '../cycles/cycle'
import { addWorkingDays, type Calendar, CalendarMissing, workingDaysBetween } from '../cycles/calendar/working-days'
import type { Day } from '../lib/day'
import { say, type Translate } from '../locales/translate'
import { departmentName } from '../organisations/organisation'
import type { Tone } from '../lib/tone'
import { peopleHref } from '../progress/people-link'
import type { DepartmentDue } from './due/due'
import { dueCell, isOverdue, overdueRows } from './due/due.view'
import type { Round } from './round'
import type { DepartmentTally } from './rounds.store'

/** What every page of rounds is printed with. */
export type Reader = { t: Translate; lang: string }

/** Words, and never only a colour: out, closed, or so many departments overdue by their own due days. */
export function roundStatus(t: Translate, round: Pick<Round, 'state'>, late: number): { text: string; tone: Tone } {
  if (round.state === 'closed') return { text: t('rounds:state.closed'), tone: 'plain' }
  return late
    ? { text: t('rounds:state.overdue', { count: late }), tone: 'bar' }
    : { text: t('rounds:state.issued'), tone: 'waiting' }
}

export type RoundGiven = {
  people: number
  /** How many for each reason. */
  reasons: [string, number][]
  tallies: DepartmentTally[]
  dues: DepartmentDue[]
  today: Day
  calendar: Calendar
}

export function roundPage({ t, lang }: Reader, round: Round, given: RoundGiven) {
  const [signed, returned, carried] = [
    sum(given.tallies, 'signed'),
    sum(given.tallies, 'returned'),
    sum(given.tallies, 'carried'),
  ]
  const total = sum(given.tallies, 'total') - carried
  const late = given.dues.filter((due) => isOverdue(round, due, given.today))
  return {
    title: t('rounds:numbered', { number: round.number }),
    status: roundStatus(t, round, late.length),
    lead: t('rounds:lead', { referenceDate: round.referenceDate, dueOn: round.dueOn }),
    breadcrumbs: [
      { label: t('rounds:list.title'), href: '/rounds' },
      { label: t('rounds:numbered', { number: round.number }) },
    ],
    actions: round.state === 'issued' ? [{ label: t('rounds:close.action'), href: `/rounds/${round.id}/closing` }] : [],
    tiles: [
      { number: given.people, label: t('rounds:tile.people'), href: peopleHref({ round: round.id }) },
      { number: t('rounds:done', { done: signed, total }), label: t('rounds:tile.signed') },
      { number: carried, label: t('rounds:tile.carried'), href: carried ? `/rounds/${round.id}/carried` : '' },
      { number: returned, label: t('rounds:tile.returned') },
      { number: late.reduce((open, due) => open + due.open, 0), label: t('rounds:tile.overdue') },
    ],
    reasons: reasonRows(t, given.reasons),
    left: round.state === 'issued' ? daysLeft(t, given.today, round.dueOn, given.calendar) : '',
    overdue: overdueRows({ t, lang }, round, given, (day) => daysLeft(t, given.today, day, given.calendar)),
    rows: given.tallies.map((tally) => tallyRow({ t, lang }, round, tally, given)),
  }
}

export function closingPage({ t }: Reader, round: Round, tallies: DepartmentTally[]) {
  const open = sum(tallies, 'total') - sum(tallies, 'signed') - sum(tallies, 'carried')
  return {
    title: t('rounds:close.title', { number: round.number }),
    breadcrumbs: [
      { label: t('rounds:list.title'), href: '/rounds' },
      { label: t('rounds:numbered', { number: round.number }), href: `/rounds/${round.id}` },
      { label: t('rounds:close.action') },
    ],
    text: t(open ? 'rounds:close.open' : 'rounds:close.done', { open }),
    action: `/rounds/${round.id}/closing`,
    cancel: `/rounds/${round.id}`,
  }
}

/** Working days from today to the due day in words; a year without a calendar says so. */
export function daysLeft(t: Translate, today: Day, dueOn: Day, calendar: Calendar): string {
  try {
    const days = workingDaysBetween(today, dueOn, calendar)
    if (days < 0) return t('rounds:left.over', { count: -days })
    return days === 0 ? t('rounds:left.today') : t('rounds:left.days', { count: days })
  } catch (error) {
    if (error instanceof CalendarMissing) return say(t, error.reason)
    throw error
  }
}

/** The day by which departments answer, or '' where the county's calendar does not reach so far. */
export function usualDueDay(today: Day, cycle: Pick<Cycle, 'dueWorkingDays'>, calendar: Calendar): Day | '' {
  try {
    return addWorkingDays(today, cycle.dueWorkingDays, calendar)
  } catch (error) {
    if (error instanceof CalendarMissing) return ''
    throw error
  }
}

/** Why the round took its people in; one person may have several reasons. */
function reasonRows(t: Translate, reasons: [string, number][]) {
  return reasons.map(([reason, count]) => ({
    label: t(`rounds:reason.${reason}`),
    text: t('rounds:people', { count }),
  }))
}

function tallyRow({ t, lang }: Reader, round: Round, tally: DepartmentTally, { dues, today }: RoundGiven) {
  const due = dues.find(({ departmentId }) => departmentId === tally.departmentId)!
  const asked = tally.total - tally.carried
  const open = asked - tally.signed - tally.returned
  const behind = (filter: 'signed' | 'waiting', count: number) =>
    count ? peopleHref({ round: round.id, [filter]: tally.key }) : ''
  return {
    name: departmentName(tally, lang),
    total: asked,
    drafted: tally.drafted,
    signed: tally.signed,
    signedHref: behind('signed', tally.signed),
    returned: tally.returned,
    carried: tally.carried,
    carriedHref: tally.carried ? `/rounds/${round.id}/carried?department=${tally.departmentId}` : '',
    open,
    openHref: behind('waiting', open),
    status: tallyStatus(t, { ...tally, total: asked }, open, isOverdue(round, due, today)),
    due: dueCell({ t, lang }, round, due),
    progress: { label: t('rounds:done', { done: tally.signed, total: asked }), value: tally.signed, max: asked },
  }
}

function tallyStatus(
  t: Translate,
  tally: DepartmentTally,
  open: number,
  overdue: boolean,
): { text: string; tone: Tone } {
  if (tally.total === 0 && tally.carried === 0) return { text: t('rounds:tally.nothing'), tone: 'plain' }
  if (open === 0) return { text: t('rounds:tally.done'), tone: 'clear' }
  return overdue
    ? { text: t('rounds:tally.overdue', { count: open }), tone: 'bar' }
    : { text: t('rounds:tally.open', { count: open }), tone: 'waiting' }
}

function sum<K extends string>(rows: Record<K, number>[], key: K): number {
  return rows.reduce((total, row) => total + row[key], 0)
}
