import type { Actor } from '../../accounts/actor'
import type { Nearness } from '../../candidates/structure/nearness'
import type { Reader } from '../file.view'
import { reviewStatus } from '../review'
import { isEarlierHand } from '../review.policy'
import { filterQuery, type QueueFilter, type QueueShow } from './queue-filter'
import type { QueueRow } from './queue.store'

type Given = {
  rows: QueueRow[]
  near: Map<string, Nearness[]>
  actor: Pick<Actor, 'accountId'>
  filter: QueueFilter
  toSign: number | null
}

const waitingShows: readonly QueueShow[] = ['todo', 'recheck', 'open', 'again', 'sent_back']

/** The way to the first person shown whom the reader may answer, where the list is of such as wait; signing goes first. */
export function startLink({ t }: Reader, { filter, toSign, ...given }: Given) {
  const first = waitingShows.includes(filter.show) ? given.rows.find((row) => waits(row, given)) : undefined
  if (!first) return []
  const link = {
    label: t('reviews:queue.start', { name: first.name }),
    href: `/reviews/${first.id}${filterQuery(filter)}`,
  }
  return [toSign ? link : { ...link, tone: 'primary' as const }]
}

function waits(row: QueueRow, { near, actor }: Pick<Given, 'near' | 'actor'>): boolean {
  if (near.has(row.candidateId) || row.recused.length || isEarlierHand(actor, 'draft', row)) return false
  return ['todo', 'drafted', 'again', 'sent_back'].includes(reviewStatus(row))
}
