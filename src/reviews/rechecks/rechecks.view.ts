import type { Listing } from '../../accounts/own-lists/own-lists.view'
import { signerWords } from '../../accounts/deputies/deputies.view'
import type { Item } from '../../criteria/criteria'
import { itemTextIn } from '../../criteria/criteria.view'
import { minuteInChina } from '../../lib/clock'
import type { Day } from '../../lib/day'
import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import { departmentName } from '../../organisations/organisation'
import type { Problem } from '../../web/pages/page'
import { statusOf as reviewStatusOf } from '../desk/desk.view'
import type { Reader } from '../file.view'
import type { AskedReview, RecheckLine } from './list.store'
import { type ListedShow, type RecheckShow, recheckShows, type RecheckStatus, recheckStatus } from './recheck'
import { type HandsLeft, isEnough, unansweredOf } from './sending/sending'
import type { WaitingPerson } from './sending/waiting.store'

const tones: Record<RecheckStatus, Tone> = {
  open: 'waiting',
  overdue: 'bar',
  ended: 'plain',
  answered: 'clear',
  cancelled: 'plain',
}

export type ListGiven = {
  show: RecheckShow
  counts: Record<ListedShow, number>
  disputes: WaitingPerson[]
  gaps: WaitingPerson[]
  /** The cycle's list, for the words of what waits. */
  items: readonly Item[]
  /** How many of each wait in all; a page shows the first of them. */
  waiting: { disputes: number; gaps: number }
  /** What is out or has ended; null where those are shown that wait for a recheck. */
  listing: Listing | null
  /** Only the office sends back; others read. */
  acts: boolean
}

export function rechecksPage({ t, lang }: Reader, given: ListGiven, problems: Problem[] = []) {
  const { show, counts, disputes, gaps, waiting } = given
  const all: Record<RecheckShow, number> = { ...counts, waiting: waiting.disputes + waiting.gaps }
  return {
    title: t('rechecks:list.title'),
    lead: t('rechecks:list.lead'),
    actions: [{ label: t('rectifications:list'), href: '/rectifications' }],
    problems,
    tabs: recheckShows.map((one) => ({
      label: t(`rechecks:show.${one}`),
      count: all[one],
      href: `/rechecks?show=${one}`,
      current: one === show,
    })),
    waiting: show === 'waiting',
    acts: given.acts,
    disputes: disputes.map((person) => waitingRow({ t, lang }, person, given.items)),
    moreDisputes:
      waiting.disputes > disputes.length ? t('rechecks:list.more', { count: waiting.disputes - disputes.length }) : '',
    gaps: gaps.map((person) => waitingRow({ t, lang }, person, given.items)),
    listing: given.listing,
  }
}

export function recheckRow(t: Translate, line: RecheckLine, today: Day) {
  return {
    name: line.name,
    href: `/rechecks/${line.id}`,
    place: `${line.township} · ${line.team}`,
    kind: t(`rechecks:kind.${line.kind}`),
    items: line.kind === 'identity' ? t('rechecks:allItems') : line.items.join(t('shell:listComma')),
    dueOn: line.dueOn,
    done: t('rechecks:done', { signed: line.signed, departments: line.departments }),
    status: statusOf(t, line, today),
  }
}

export type RecheckGiven = {
  recheck: RecheckLine & { reviews: AskedReview[] }
  hands: Map<string, HandsLeft>
  today: Day
  acts: boolean
  typed?: string
}

/** One recheck for the office: what was asked, who has answered, who is left to do so. */
export function recheckPage({ t, lang }: Reader, given: RecheckGiven, problems: Problem[] = []) {
  const { recheck, hands, today } = given
  const row = recheckRow(t, recheck, today)
  return {
    title: t('rechecks:one.title', { name: recheck.name, kind: row.kind }),
    status: row.status,
    lead: row.place,
    problems,
    breadcrumbs: [{ label: t('rechecks:list.title'), href: '/rechecks' }, { label: recheck.name }],
    actions: [{ label: t('rechecks:one.candidate'), href: `/candidates/${recheck.candidateId}` }],
    facts: factsOf(t, recheck, row.items),
    rows: recheck.reviews.map((review) => ({
      name: departmentName(review, lang),
      status: reviewStatusOf(t, {
        ...review,
        returnedAt: null,
        resubmittedAt: null,
        withdrawn: recheck.withdrawn,
        sentBack: null,
      }),
      signed: review.signedAt
        ? `${signerWords(t, review.signer ?? '', review.signedFor)} ${minuteInChina(review.signedAt)}`
        : '',
      hands: review.state === 'signed' ? null : handsOf(t, hands.get(review.departmentId)),
    })),
    cancel: given.acts && recheck.state === 'open' && !recheck.withdrawn,
    action: `/rechecks/${recheck.id}/cancellation`,
    typed: given.typed ?? '',
  }
}

/** How many are left, and a warning where a department cannot answer and sign with two different people. */
export function handsOf(t: Translate, hands: HandsLeft | undefined): { text: string; enough: boolean } {
  const left = hands ?? { drafters: 0, signers: 0, people: 0 }
  if (isEnough(left)) return { text: t('rechecks:hands.left', left), enough: true }
  return { text: t('rechecks:hands.nobody', left), enough: false }
}

function factsOf(t: Translate, recheck: RecheckLine, items: string) {
  const rows = [
    { key: 'kind', text: t(`rechecks:kind.${recheck.kind}`) },
    { key: 'items', text: items },
    { key: 'round', text: t('rounds:numbered', { number: recheck.roundNumber }) },
    { key: 'dueOn', text: recheck.dueOn, strong: true },
    { key: 'words', text: recheck.words },
    { key: 'opened', text: `${recheck.openedBy} ${minuteInChina(recheck.openedAt)}` },
    { key: 'closed', text: recheck.closedAt ? `${recheck.closedBy ?? ''} ${minuteInChina(recheck.closedAt)}` : '' },
    { key: 'closingWords', text: closingWords(t, recheck) },
  ]
  return rows
    .filter(({ text }) => text !== '')
    .map(({ key, ...row }) => ({ label: t(`rechecks:field.${key}`), ...row }))
}

function closingWords(t: Translate, { state, closingWords: words }: RecheckLine): string {
  if (state !== 'cancelled') return ''
  return words ?? t('rechecks:replaced')
}

function statusOf(t: Translate, line: RecheckLine, today: Day) {
  const status = recheckStatus(line, today)
  return { text: t(`rechecks:status.${status}`), tone: tones[status] }
}

function waitingRow({ t, lang }: Reader, person: WaitingPerson, items: readonly Item[]) {
  const { candidateId, name, township, team, standing, reasons } = person
  const codes = standing === 'gap' ? unansweredOf(reasons) : reasons.filter(({ finding }) => finding === 'disputed')
  return {
    id: candidateId,
    name,
    href: `/candidates/${candidateId}`,
    place: `${township} · ${team}`,
    items: codes.map(({ code }) => ({ code, text: itemTextIn(items, code, lang) })),
    label: t(standing === 'gap' ? 'rechecks:assign' : 'rechecks:sendBack'),
    send: `/rechecks/new?candidate=${candidateId}`,
  }
}
