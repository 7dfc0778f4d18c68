import type { Nearness } from '../../candidates/structure/nearness'
import type { Calendar } from '../../cycles/calendar/working-days'
import type { Actor } from '../../accounts/actor'
import type { OwnSetUp } from '../../accounts/own-lists/own-list'
import { listing } from '../../accounts/own-lists/own-lists.view'
import { dayFromDate, type Day } from '../../lib/day'
import { pagerAt } from '../../lib/pager'
import type { Translate } from '../../locales/translate'
import type { Township } from '../../organisations/organisation'
import type { Told } from '../../rounds/reminders/reminders.store'
import { reminderLines } from '../../rounds/reminders/reminders.view'
import { daysLeft } from '../../rounds/rounds.view'
import type { Reader } from '../file.view'
import { queueColumns } from './columns.view'
import { filterQuery, passingShows, type QueueFilter, queueShows } from './queue-filter'
import { todayPart, type TodayGiven } from '../today/today.view'
import { queueRow } from './row.view'
import { startLink } from './start.view'
import type { QueueCounts, QueueProgress } from './figures.store'
import type { OpenRound, QueueRow } from './queue.store'
import type { Colleague, HeldCount } from '../split/split.store'

export const pageSize = 50

export type QueueGiven = {
  rounds: OpenRound[]
  /** What the department was reminded of and still owes. */
  reminders: Told[]
  rows: QueueRow[]
  /** How the reader is near to candidates of this page. */
  near: Map<string, Nearness[]>
  counts: QueueCounts
  progress: QueueProgress
  actor: Pick<Actor, 'accountId'>
  filter: QueueFilter
  pageNumber: number
  townships: { id: string; name: string }[]
  /** Who has which part, and who could. */
  held: HeldCount[]
  colleagues: Colleague[]
  /** Finished drafts that wait for a signatory; null for who does not sign. */
  toSign: number | null
  /** The reader's own columns and saved filters. */
  own: OwnSetUp
  today: Day
  calendar: Calendar
  /** What waits by its days, and how the answering goes. */
  waiting: TodayGiven
  /** Said after a search by ID number that found nobody. */
  notFound?: boolean
}

export function queuePage(reader: Reader, given: QueueGiven) {
  const { t } = reader
  const { filter, counts, progress } = given
  return {
    title: t('reviews:queue.title'),
    lead: [...given.rounds.map((round) => roundWords(reader, round, given)), ...recheckWords(reader, given)].join(
      t('reviews:semicolon'),
    ),
    actions: [
      ...(given.toSign ? [signLink(reader, given.toSign)] : []),
      ...startLink(reader, given),
      ...togetherLink(reader, given),
    ],
    reminders: reminderLines(reader, given.reminders, given.today),
    problems: given.notFound ? [{ field: 'idNumber', text: t('reviews:queue.notFound') }] : [],
    /** Something is out: a round, or a recheck that has outlived its round. */
    rounds: given.rounds.length + progress.rechecks,
    progress: {
      label: t('reviews:queue.answered'),
      text: t('reviews:desk.progressOf', { done: progress.answered, total: progress.total }),
      value: progress.answered,
      max: progress.total,
      signed: t('reviews:queue.signed', { done: progress.signed, total: progress.total }),
    },
    shows: queueShows
      .filter((show) => show === filter.show || !passingShows.includes(show))
      .map((show) => ({
        text: t(`reviews:show.${show}`),
        count: counts[show],
        href: `/reviews${filterQuery({ ...filter, show })}`,
        current: show === filter.show,
      })),
    filters: [...carriedAlong(filter), ...filterFields(reader, given)],
    listing: listing(t, {
      list: 'reviews',
      address: queueHref(given),
      own: given.own,
      columns: queueColumns(t, filter),
      rows: given.rows.map((row) => queueRow(reader, row, given)),
      caption: t('reviews:queue.title'),
      empty: { title: t('reviews:queue.empty'), text: t('reviews:queue.emptyText') },
      pager: pagerOf(given),
    }),
    today: todayPart(reader, given),
    clear:
      filter.words || filter.township || filter.due || filter.whose
        ? `/reviews${filterQuery({ show: filter.show, township: '', words: '', whose: '' })}`
        : '',
  }
}

/** What is chosen above the filters goes along with them. */
function carriedAlong({ show, due, sort }: QueueGiven['filter']) {
  const chosen = { show, due, sort }
  return Object.entries(chosen).flatMap(([name, value]) => (value ? [{ as: 'hidden', name, value }] : []))
}

function roundWords({ t }: Reader, round: OpenRound, { today, calendar }: QueueGiven): string {
  const words = t('reviews:desk.round', { number: round.number, day: dayFromDate(round.referenceDate) })
  const extended = round.extended ? t('rounds:due.extendedOf') : ''
  return `${words} · ${daysLeft(t, today, dayFromDate(round.dueOn), calendar)}${extended}`
}

function recheckWords({ t }: Reader, { progress, today, calendar }: QueueGiven): string[] {
  if (!progress.rechecks || !progress.recheckDueOn) return []
  const left = daysLeft(t, today, progress.recheckDueOn, calendar)
  return [t('reviews:queue.rechecks', { count: progress.rechecks, left })]
}

function signLink({ t }: Reader, count: number) {
  return { label: t('reviews:queue.sign', { count }), href: '/reviews/signing', tone: 'primary' as const }
}

/** Many at once, for those whom the filter shows. */
function togetherLink({ t }: Reader, { rounds, filter }: QueueGiven) {
  return rounds.length
    ? [{ label: t('together:open'), href: `/reviews/together${filterQuery({ ...filter, sort: undefined })}` }]
    : []
}

function filterFields(reader: Reader, { townships, ...given }: QueueGiven) {
  const { t } = reader
  const { filter } = given
  return [
    ...whoseField(reader, given),
    { name: 'q', label: t('reviews:queue.search'), value: filter.words, type: 'search', maxlength: 60 },
    townshipField(t, filter, townships),
  ]
}

/** One township or all. */
export function townshipField(t: Translate, filter: QueueFilter, townships: Pick<Township, 'id' | 'name'>[]) {
  return {
    as: 'select',
    name: 'township',
    label: t('reviews:queue.township'),
    value: filter.township,
    options: townships.map(({ id, name }) => ({ value: id, label: name })),
    empty: t('reviews:queue.everywhere'),
  }
}

/** Whose part is shown, once the queue is split; a signatory's own part is everybody's. */
function whoseField({ t }: Reader, given: Pick<QueueGiven, 'filter' | 'held' | 'colleagues' | 'toSign'>) {
  if (!given.filter.whose && !given.held.some(({ accountId }) => accountId !== null)) return []
  const all = { value: 'all', label: t('split:everybody') }
  const options = [
    ...(given.toSign === null ? [all] : []),
    ...given.colleagues.map(({ id, name }) => ({ value: id, label: name })),
    { value: 'none', label: t('split:nobody') },
  ]
  const empty = given.toSign === null ? t('split:mine') : all.label
  const value = given.toSign !== null && given.filter.whose === 'all' ? '' : given.filter.whose
  return [{ as: 'select', name: 'whose', label: t('split:field.who'), value, options, empty }]
}

function pagerOf({ counts, filter, pageNumber, rows }: QueueGiven) {
  const part = { skip: (pageNumber - 1) * pageSize, shown: rows.length, size: pageSize, total: counts[filter.show] }
  return pagerAt(part, (skip) => queueHref({ filter, pageNumber: skip / pageSize + 1 }))
}

function queueHref({ filter, pageNumber }: Pick<QueueGiven, 'filter' | 'pageNumber'>): string {
  return `/reviews${filterQuery(filter, pageNumber > 1 ? { page: pageNumber } : {})}`
}
