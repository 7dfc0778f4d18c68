import type { Tone } from '../../lib/tone'
import type { Reader } from '../file.view'
import { filterQuery, type QueueShow } from '../queue/queue-filter'
import type { HeldCount } from '../split/split.store'
import type { Waiting } from './today.store'

export type TodayGiven = Waiting
type Given = {
  waiting: Waiting
  held: HeldCount[]
  toSign: number | null
  actor: { accountId: string }
}

/** The top of the day's work: what waits, most urgent first, each a link; and when it will be done at this pace. */
export function todayPart(reader: Reader, given: Given) {
  const { overdue, due, sentBack, again, rechecks, yesterday, soon } = given.waiting
  const tile = (name: string, tone: Tone, people: number, href: string, day = '') => {
    const { t } = reader
    return { text: t(`today:${name}`), tone, people, href, help: t(`today:help.${name}`, { day }) }
  }
  const tiles = [
    tile('overdue', 'bar', overdue, queue('open', { due: yesterday })),
    // Nothing but what is overdue already: said once.
    tile('due', 'hold', due > overdue ? due : 0, queue('open', { due: soon }), soon),
    tile('sentBack', 'hold', sentBack, queue('sent_back')),
    tile('again', 'returned', again, queue('again')),
    tile('rechecks', 'hold', rechecks, queue('recheck')),
    tile('toSign', 'waiting', given.toSign ?? 0, '/reviews/signing'),
  ]
  return {
    tiles: tiles.filter(({ people }) => people > 0),
    forecast: forecastWords(reader, given.waiting),
    split: splitLinks(reader, given),
  }
}

/** How the queue is split: the own part, what nobody has, and everybody's. A signatory may split what is not yet. */
function splitLinks({ t }: Reader, { held, toSign, actor }: Given) {
  const [signs, isSplit] = [toSign !== null, held.some(({ accountId }) => accountId !== null)]
  if (!isSplit && !signs) return null
  const open = (...ids: (string | null)[]) =>
    held.filter(({ accountId }) => ids.includes(accountId)).reduce((sum, one) => sum + one.open, 0)
  const all = held.reduce((sum, one) => sum + one.open, 0)
  const mine = { text: t('today:split.mine', { count: open(actor.accountId, null) }), href: queue('open') }
  const nobody = { text: t('today:split.nobody', { count: open(null) }), href: queue('open', { whose: 'none' }) }
  const everybody = { text: t('today:split.all', { count: all }), href: queue('open', { whose: 'all' }) }
  return {
    links: isSplit ? [...(signs ? [] : [mine]), ...(open(null) ? [nobody] : []), everybody] : [],
    words: isSplit ? '' : t('today:split.none'),
    more: { text: t(signs ? 'today:split.change' : 'today:split.show'), href: '/reviews/split' },
  }
}

function queue(show: QueueShow, also: { due?: string; whose?: string } = {}): string {
  return `/reviews${filterQuery({ show, township: '', words: '', whose: '', ...also })}`
}

function forecastWords({ t }: Reader, { finish, left, lastDay }: Waiting) {
  if (!finish) return null
  const { perDay, finishesOn: day } = finish
  const late = lastDay !== null && day > lastDay
  return { text: t('today:forecast', { perDay, left, day }), late: late ? t('today:late', { day: lastDay }) : '' }
}
