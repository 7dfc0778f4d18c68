import type { Actor } from '../../accounts/actor'
import { nameOfCode } from '../../candidates/codes/code-list'
import { posts } from '../../candidates/codes/post'
import type { Item } from '../../criteria/criteria'
import type { EvidencePart } from '../../evidence/evidence.view'
import { minuteInChina } from '../../lib/clock'
import type { Translate } from '../../locales/translate'
import type { DeskWords } from './desk/desk.view'
import { clockShown } from './desk/desk.view'
import type { NoticeStep } from './notice'
import type { NoticeOnFile } from './notices.store'
import { reReviewStatus } from './re-review/re-review'
import { reReviewShown } from './re-review/re-review.view'
import { noticeForms, type NoticeAgain } from './steps.view'

export type NoticeInput = {
  actor: Actor
  notice: NoticeOnFile
  items: Item[]
  evidence: EvidencePart | null
  recheckDueOn: string | null
  /** The last day of a re-review that is opened today; '' where the calendar does not reach. */
  defaultDueOn: string
  words: DeskWords
  again?: NoticeAgain
}

/** One notice: what was told, how it stands, what may be done now, what happened. */
export function noticePage(input: NoticeInput) {
  const { notice, words, again } = input
  const { t, lang } = words
  return {
    title: t('notices:page.title', { name: notice.name }),
    status: reReviewShown(reReviewStatus(notice), t),
    lead: [notice.township, notice.team, nameOfCode(posts, notice.position, lang)].join(' · '),
    breadcrumbs: [{ label: t('notices:title'), href: '/notices' }, { label: notice.documentNumber }],
    actions: lettersOf(notice, t),
    problems: again?.problems,
    kept: again ? keptWords(input) : '',
    hints: hintsOf(input),
    facts: factsOf(input),
    texts: textsOf(notice, t),
    forms: noticeForms(input),
    events: notice.steps.toReversed().map((step) => eventOf(step, input.actor, t)),
    evidence: input.evidence,
    candidateHref: `/candidates/${notice.candidateId}`,
  }
}

/** F9 and F10 can be handed out, F11 once it is written. */
function lettersOf({ id, answerWords }: NoticeOnFile, t: Translate) {
  return ['notice', 'reply', ...(answerWords ? ['answer'] : [])].map((form) => ({
    label: t(`notices:letter.${form}.print`),
    href: `/notices/${id}/letters/${form}`,
  }))
}

/** Words of a form that can no longer be sent: nothing typed is lost. */
function keptWords(input: NoticeInput): string {
  const { again } = input
  const offered = noticeForms(input).some(({ act, reason }) => act === again!.act && !reason)
  return offered ? '' : (again!.typed['words'] ?? '')
}

function hintsOf({ notice, words }: NoticeInput): string[] {
  const { t } = words
  return [
    notice.withdrawn ? t('notices:hint.withdrawn') : '',
    !notice.withdrawn && notice.outcomeState === 'superseded' ? t('notices:hint.superseded') : '',
    !notice.withdrawn && notice.stale && notice.outcomeState === 'approved' ? t('notices:hint.stale') : '',
    notice.outcomeState === 'approved' && !notice.withdrawn ? t('notices:hint.inForce') : '',
  ].filter(Boolean)
}

function factsOf({ notice, items, words, recheckDueOn }: NoticeInput) {
  const { t, lang } = words
  const clock = clockShown({ ...notice, recheckDueOn }, words)
  const said: [string, string][] = [
    ['documentNumber', notice.documentNumber],
    ['items', itemsOf(notice, items, lang).join(t('notices:semicolon'))],
    ['servedOn', [notice.servedOn ?? t('notices:notServedYet'), hand(notice, t)].filter(Boolean).join(' · ')],
    ['dueOn', [notice.state === 'issued' ? '' : (notice.dueOn ?? ''), clock?.text ?? ''].filter(Boolean).join(' · ')],
    [
      'stops',
      notice.stops.map((stop) => t('notices:stop', { ...stop, to: stop.to ?? '…' })).join(t('notices:semicolon')),
    ],
    ['answerNumber', notice.answerNumber ?? ''],
  ]
  return said.filter(([, text]) => text).map(([key, text]) => ({ label: t(`notices:field.${key}`), text }))
}

function hand({ servedHow }: NoticeOnFile, t: Translate): string {
  return servedHow ? t(`notices:handOver.${servedHow}`) : ''
}

/** Codes with the list's own text. */
export function itemsOf({ groundItems }: NoticeOnFile, items: Item[], lang: string): string[] {
  return groundItems.map((code) => {
    const item = items.find((one) => one.code === code)
    return `${code} ${(lang === 'en' ? item?.text_en : item?.text) ?? ''}`.trim()
  })
}

function textsOf(notice: NoticeOnFile, t: Translate) {
  const said: [string, string][] = [
    ['gist', notice.gist],
    ['basis', notice.basis],
    ['wayToReply', notice.wayToReply],
    ['answerWords', notice.answerWords ?? ''],
  ]
  return said.filter(([, text]) => text).map(([key, text]) => ({ label: t(`notices:field.${key}`), text }))
}

/** What departments are asked to look at may name them: a township does not read it. */
function eventOf({ kind, day, at, person, role, words }: NoticeStep, { townshipId }: Actor, t: Translate) {
  const said = kind === 'rereview' && townshipId ? '' : words
  return {
    when: minuteInChina(at),
    datetime: at.toISOString(),
    text: t(`notices:step.${kind}`, { day }) + (said ? t('notices:stepWords', { words: said }) : ''),
    who: `${person} · ${t(`roles:${role}`)}`,
    tone: 'waiting' as const,
  }
}
