import { signerWords } from '../../accounts/deputies/deputies.view'
import type { Actor } from '../../accounts/actor'
import type { Nearness } from '../../candidates/structure/nearness'
import { nearHint } from '../../candidates/structure/nearness.view'
import type { Item } from '../../criteria/criteria'
import { canonicalJson } from '../../lib/canonical'
import { minuteInChina } from '../../lib/clock'
import { maskIdNumber } from '../../lib/id-number'
import type { Message } from '../../lib/message'
import type { Tone } from '../../lib/tone'
import { say, type Translate } from '../../locales/translate'
import { type DeskText, deskOf } from './desk-text'
import { fileRows, type Reader } from '../file.view'
import { answerSentence, itemHead, itemView } from './item.view'
import { filterQuery, type QueueFilter } from '../queue/queue-filter'
import type { QueueProgress } from '../queue/figures.store'
import type { Neighbours } from '../queue/queue.store'
import { askedItems, barredAnswers, keptItems } from '../asked-items'
import { type Answers, ownedItems, type ReviewStatus, reviewStatus } from '../review'
import { mayAct, reasonMessage } from '../review.policy'
import type { DeskReview } from '../reviews.store'

export type DeskGiven = {
  actor: Actor
  review: DeskReview
  /** The ID number in clear; it leaves this function masked. */
  idNumber: string
  /** How the reader is near to the candidate. */
  near: readonly Nearness[] | undefined
  neighbours: Neighbours
  progress: QueueProgress
  filter: QueueFilter
  left: string
  /** What a refused form had; else the stored answers are shown. */
  typed?: DeskText
  /** The same as far as it could be read; nothing while a field is refused. */
  read?: Answers
  problems?: Record<string, Message>
  /** True when somebody else saved meanwhile: their text stands beside the own one. */
  conflict?: boolean
  /** The item that gets one more empty fact. */
  extraFact?: string
}

const statusTones: Record<ReviewStatus, Tone> = {
  todo: 'waiting',
  again: 'hold',
  sent_back: 'hold',
  drafted: 'waiting',
  ready: 'clear',
  signed: 'clear',
  returned: 'returned',
  withdrawn: 'plain',
  carried: 'plain',
}

export function deskPage(reader: Reader, given: DeskGiven) {
  const { t } = reader
  const { review, filter, progress } = given
  const refusal = mayAct(given.actor, 'draft', review)
  const base = `/reviews/${review.id}`
  const recusalHref = mayAct(given.actor, 'recuse', review) ? '' : `${base}/recusal${filterQuery(filter)}`
  return {
    title: review.file.name,
    lead: leadOf(t, given),
    status: statusOf(t, review),
    breadcrumbs: [
      { label: t('reviews:queue.title'), href: `/reviews${filterQuery(filter)}` },
      { label: review.file.name },
    ],
    actions: leafing(t, given),
    problems: problemsOf(t, given),
    action: `${base}/draft${filterQuery(filter)}`,
    version: review.version,
    file: fileRows(reader, review.file, review.referenceDate),
    number: { text: maskIdNumber(given.idNumber), action: `${base}/number` },
    progress: {
      label: t('reviews:desk.progress'),
      text: t('reviews:desk.progressOf', { done: progress.answered, total: progress.total }),
      value: progress.answered,
      max: progress.total,
    },
    history: historyOf(t, review),
    historyHref: `/candidates/${review.file.candidateId}/history`,
    asked: askedOf(t, review),
    notice: review.identifiedSince && review.state === 'unsigned' ? t('reviews:desk.identifiedSince') : '',
    refusal: refusal ? say(t, reasonMessage(refusal)) : '',
    items: refusal ? [] : editable(reader, given),
    answered: answeredItems(reader, review, refusal ? ownedItems(review) : keptItems(review)),
    answeredHead: refusal || !review.recheck ? '' : t('reviews:desk.taken'),
    near: recusalHref ? nearHint(t, given.near, recusalHref) : null,
    returnHref: mayAct(given.actor, 'return', review) ? '' : `${base}/return${filterQuery(filter)}`,
    recusalHref,
  }
}

export function statusOf(t: Translate, review: Parameters<typeof reviewStatus>[0]): { text: string; tone: Tone } {
  const status = reviewStatus(review)
  return { text: t(`reviews:status.${status}`), tone: statusTones[status] }
}

function leadOf(t: Translate, { review, neighbours, left }: DeskGiven): string {
  const { place, total } = neighbours
  const where = place ? [t('reviews:desk.place', { place, total })] : []
  const round = t('reviews:desk.round', { number: review.roundNumber, day: review.referenceDate })
  return [...where, round, left].filter(Boolean).join(' · ')
}

function leafing(t: Translate, { neighbours, filter }: DeskGiven) {
  const href = (id: string) => `/reviews/${id}${filterQuery(filter)}`
  return [
    ...(neighbours.previous
      ? [{ label: t('reviews:desk.previous'), href: href(neighbours.previous), rel: 'prev' as const }]
      : []),
    ...(neighbours.next ? [{ label: t('reviews:desk.next'), href: href(neighbours.next), rel: 'next' as const }] : []),
  ]
}

function problemsOf(t: Translate, { problems = {}, conflict }: DeskGiven) {
  const told = Object.entries(problems).map(([field, problem]) => ({ field, text: say(t, problem) }))
  return conflict ? [{ field: '', text: t('reviews:conflict.text') }, ...told] : told
}

function editable(reader: Reader, given: DeskGiven) {
  const { review } = given
  const items = askedItems(review)
  const typed = given.typed ?? deskOf(review.answers, items)
  const answers = given.typed ? given.read : review.answers
  return items.map((item) => {
    const { code } = item
    const own = answers?.[code] ?? null
    const stored = review.answers[code] ?? null
    const differs = given.conflict && canonicalJson(own) !== canonicalJson(stored)
    const barred = barredAnswers(review)
    const shown = { barred, item, typed: typed[code]!, saved: own, newer: differs ? stored : null }
    return itemView(reader, { ...shown, extraFact: given.extraFact === code }, review)
  })
}

/** Answers that can only be read: signed, carried, of a round that is over, or taken along by a recheck. */
function answeredItems(reader: Reader, review: DeskReview, items: Item[]) {
  return items.map((item) => {
    const answer = review.answers[item.code]
    const said = answer ? answerSentence(reader, answer) : reader.t('reviews:desk.unanswered')
    return { code: item.code, ...itemHead(reader, item), said, strong: answer?.answer === 'found' }
  })
}

function historyOf(t: Translate, review: DeskReview): string[] {
  const { draftedBy, recusedBy, signedBy, signedFor, returnReason, returnWords } = review
  return [
    draftedBy ? t('reviews:desk.draftedBy', { name: draftedBy }) : '',
    recusedBy.length ? t('nearness:recusedBy', { names: recusedBy.join(t('shell:listComma')) }) : '',
    signedBy ? t('reviews:desk.signedBy', { name: signerWords(t, signedBy, signedFor) }) : '',
    originOf(t, review),
    returnReason ? t(`reviews:desk.returned.${returnReason}`, { words: returnWords ?? '' }) : '',
  ].filter(Boolean)
}

/** What a recheck asks and until when; never what others said (domain §2). */
function askedOf(t: Translate, { recheck, dueOn }: DeskReview) {
  if (!recheck) return null
  const items = recheck.items.join(t('shell:listComma'))
  return {
    title: t(`reviews:asked.${recheck.kind}`, { items }),
    lines: [recheck.words, t('reviews:asked.due', { day: dueOn })].filter(Boolean),
    barred: recheck.kind === 'gap' ? t('reviews:asked.notOurs') : '',
  }
}

function originOf(t: Translate, { origin, state }: DeskReview): string {
  if (!origin) return ''
  const values = {
    number: origin.roundNumber,
    name: signerWords(t, origin.signedBy, origin.signedFor),
    day: minuteInChina(origin.signedAt).slice(0, 10),
  }
  return t(state === 'carried' ? 'reviews:desk.carried' : 'reviews:desk.takenFrom', values)
}
