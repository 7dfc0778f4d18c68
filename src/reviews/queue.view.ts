import { nameOfCode } from '../candidates/codes/code-list'
import { posts } from '../candidates/codes/post'
import type { Calendar } from '../cycles/working-days'
import { ageOn, dayFromDate, type Day } from '../lib/day'
import { pagerAt } from '../lib/pager'
import { daysLeft } from '../rounds/rounds.view'
import { statusOf } from './desk.view'
import type { Reader } from './file.view'
import { filterQuery, type QueueFilter, queueShows } from './queue-filter'
import type { OpenRound, QueueCounts, QueueRow } from './queue.store'

export const pageSize = 50

export type QueueGiven = {
  rounds: OpenRound[]
  rows: QueueRow[]
  counts: QueueCounts
  progress: { total: number; answered: number; signed: number }
  filter: QueueFilter
  pageNumber: number
  townships: { id: string; name: string }[]
  /** Finished drafts that wait for a signatory; null for who does not sign. */
  toSign: number | null
  today: Day
  calendar: Calendar
  /** Said after a search by ID number that found nobody. */
  notFound?: boolean
}

export function queuePage(reader: Reader, given: QueueGiven) {
  const { t } = reader
  const { filter, counts, progress } = given
  return {
    title: t('reviews:queue.title'),
    lead: given.rounds.map((round) => roundWords(reader, round, given)).join(t('reviews:semicolon')),
    actions: given.toSign ? [signLink(reader, given.toSign)] : [],
    problems: given.notFound ? [{ field: 'idNumber', text: t('reviews:queue.notFound') }] : [],
    rounds: given.rounds.length,
    progress: {
      label: t('reviews:queue.answered'),
      text: t('reviews:desk.progressOf', { done: progress.answered, total: progress.total }),
      value: progress.answered,
      max: progress.total,
      signed: t('reviews:queue.signed', { done: progress.signed, total: progress.total }),
    },
    shows: queueShows.map((show) => ({
      text: t(`reviews:show.${show}`),
      count: counts[show],
      href: `/reviews${filterQuery({ ...filter, show })}`,
      current: show === filter.show,
    })),
    filters: filterFields(reader, given),
    show: filter.show,
    clear:
      filter.words || filter.township ? `/reviews${filterQuery({ show: filter.show, township: '', words: '' })}` : '',
    rows: given.rows.map((row) => rowView(reader, row, filter, given.rounds)),
    pager: pagerOf(given),
  }
}

function roundWords({ t }: Reader, round: OpenRound, { today, calendar }: QueueGiven): string {
  const words = t('reviews:desk.round', { number: round.number, day: dayFromDate(round.referenceDate) })
  return `${words} · ${daysLeft(t, today, dayFromDate(round.dueOn), calendar)}`
}

function signLink({ t }: Reader, count: number) {
  return { label: t('reviews:queue.sign', { count }), href: '/reviews/signing', tone: 'primary' as const }
}

function filterFields({ t }: Reader, { filter, townships }: QueueGiven) {
  return [
    { name: 'q', label: t('reviews:queue.search'), value: filter.words, type: 'search', maxlength: 60 },
    {
      as: 'select',
      name: 'township',
      label: t('reviews:queue.township'),
      value: filter.township,
      options: townships.map(({ id, name }) => ({ value: id, label: name })),
      empty: t('reviews:queue.everywhere'),
    },
  ]
}

function rowView({ t, lang }: Reader, row: QueueRow, filter: QueueFilter, rounds: OpenRound[]) {
  const round = rounds.find(({ number }) => number === row.roundNumber)
  return {
    name: row.name,
    href: `/reviews/${row.id}${filterQuery(filter)}`,
    age: round ? ageOn(dayFromDate(row.birth), dayFromDate(round.referenceDate)) : '',
    township: row.township,
    team: row.team,
    position: nameOfCode(posts, row.position, lang),
    round: row.roundNumber,
    status: statusOf(t, row),
    flag: row.flagged ? { text: t('reviews:queue.flag'), tone: 'bar' } : null,
  }
}

function pagerOf({ counts, filter, pageNumber, rows }: QueueGiven) {
  const part = { skip: (pageNumber - 1) * pageSize, shown: rows.length, size: pageSize, total: counts[filter.show] }
  return pagerAt(part, (skip) => `/reviews${filterQuery(filter, skip ? { page: skip / pageSize + 1 } : {})}`)
}
