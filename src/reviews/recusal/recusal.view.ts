import type { Actor } from '../../accounts/actor'
import { message, type Message } from '../../lib/message'
import type { Translate } from '../../locales/translate'
import type { Recused } from './recusal.actions'
import type { DeskReview } from '../reviews.store'

/** What a recusal will do, before it is done. */
export function recusalText(t: Translate, { accountId }: Actor, { draftedById, answers }: DeskReview): string {
  const count = Object.keys(answers).length
  const draft = draftedById === accountId && count > 0
  const rest = draft ? t('nearness:recusal.textDraft', { count }) : count > 0 ? t('nearness:recusal.stays') : ''
  return [t('nearness:recusal.text'), rest].filter(Boolean).join(' ')
}

/** What it has done; that nobody is left is told at once. */
export function recusedMessage({ dropped, stuck }: Recused, name: string): Message {
  if (stuck) return message(`nearness:recusal.stuck.${stuck}`, { name })
  return message(`nearness:recusal.${dropped ? 'doneDropped' : 'done'}`, { name, count: dropped })
}
