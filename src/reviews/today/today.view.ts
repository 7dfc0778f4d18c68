import type { Tone } from '../../lib/tone'
import type { Reader } from '../file.view'
import { filterQuery, type QueueShow } from '../queue-filter'
import type { QueueCounts, QueueProgress } from '../queue.store'
import type { Waiting } from './today.store'

export type TodayGiven = Waiting
type Given = { waiting: Waiting; counts: QueueCounts; progress: QueueProgress; toSign: number | null }

/** The top of the day's work: what waits, most urgent first, each a link; and when it will be done at this pace. */
export function todayPart(reader: Reader, { waiting, progress, toSign }: Given) {
  const { overdue, due, again, yesterday, soon } = waiting
  const tile = (name: string, tone: Tone, people: number, href: string, day = '') => {
    const { t } = reader
    return { text: t(`today:${name}`), tone, people, href, help: t(`today:help.${name}`, { day }) }
  }
  const queue = (show: QueueShow, by?: string) =>
    `/reviews${filterQuery({ show, township: '', words: '', ...(by && { due: by }) })}`
  const tiles = [
    tile('overdue', 'bar', overdue, queue('open', yesterday)),
    tile('due', 'hold', due, queue('open', soon), soon),
    tile('again', 'returned', again, queue('again')),
    tile('rechecks', 'hold', progress.rechecks, queue('recheck')),
    tile('toSign', 'waiting', toSign ?? 0, '/reviews/signing'),
  ]
  return { tiles: tiles.filter(({ people }) => people > 0), forecast: forecastWords(reader, waiting) }
}

function forecastWords({ t }: Reader, { finish, left, lastDay }: Waiting) {
  if (!finish) return null
  const { perDay, finishesOn: day } = finish
  const late = lastDay !== null && day > lastDay
  return { text: t('today:forecast', { perDay, left, day }), late: late ? t('today:late', { day: lastDay }) : '' }
}
