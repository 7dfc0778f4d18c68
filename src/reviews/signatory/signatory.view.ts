import type { Actor } from '../../accounts/actor'
import { signsToday } from '../../accounts/deputies/deputy.policy'
import type { Message } from '../../lib/message'
import { say } from '../../locales/translate'
import type { Reader } from '../file.view'
import { answerSentence } from '../desk/item.view'
import { ownedItems } from '../review'
import { mayAct } from '../review.policy'
import type { DeskReview } from '../reviews.store'
import type { TypedSendBack } from './signatory.form'

/** The form that gives a draft back, with the answers as they stand; `changed`: they are newer than those that were read. */
export function sendBackPage(
  reader: Reader,
  review: DeskReview,
  { words, problems = {}, changed = false }: Pick<TypedSendBack, 'words'> & Told,
) {
  const { t } = reader
  const told = Object.entries(problems).map(([field, problem]) => ({ field, text: say(t, problem) }))
  return {
    title: t('signatory:sendBack.title', { name: review.file.name }),
    breadcrumbs: [
      { label: t('reviews:queue.title'), href: '/reviews' },
      { label: t('reviews:signing.title'), href: '/reviews/signing' },
      { label: review.file.name, href: `/reviews/${review.id}?show=all` },
      { label: t('signatory:sendBack.crumb') },
    ],
    problems: changed ? [{ field: '', text: t('signatory:sendBack.changed') }, ...told] : told,
    action: `/reviews/${review.id}/send-back`,
    version: review.version,
    words,
    draftedBy: t('reviews:desk.draftedBy', { name: review.draftedBy ?? '' }),
    answers: ownedItems(review).map(({ code }) => {
      const answer = review.answers[code]
      return { label: code, text: answer ? answerSentence(reader, answer) : t('reviews:desk.unanswered') }
    }),
  }
}

export type Told = { problems?: Record<string, Message>; changed?: boolean }

/** What the desk says of a draft on its way to a signature: to the signatory where it may go, to others that it came back. */
export function signaturePart({ t }: Reader, actor: Actor, review: DeskReview) {
  const ready = signsToday(actor) && review.state === 'unsigned' && review.complete
  const mayGoBack = ready && mayAct(actor, 'send_back', review) === null
  return {
    sentBack: review.sentBack === null ? null : { title: t('reviews:status.sent_back'), words: review.sentBack },
    toSign: mayGoBack ? { text: t('signatory:desk.ready'), sendBack: `/reviews/${review.id}/send-back` } : null,
  }
}
