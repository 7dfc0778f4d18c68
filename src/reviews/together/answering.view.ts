import type { Actor } from '../../accounts/actor'
import { minuteInChina } from '../../lib/clock'
import { groupBy } from '../../lib/group'
import type { Translate } from '../../locales/translate'
import type { Reader } from '../file.view'
import type { Signable } from '../signing/signing'
import type { KeptAnswers } from './kept.store'
import type { AnsweringBasis } from './together'
import { stayReason } from './together.policy'
import type { AnsweredReview, Answering } from './together.store'

/** One act: its basis, whom it answered, and what of it still stands. */
export function answeringPage(reader: Reader, actor: Actor, act: Answering, answered: AnsweredPerson[]) {
  const { t } = reader
  const groups = groupBy(answered, (one) => groupOf(actor, one))
  const open = [...(groups.get('stands') ?? []), ...(groups.get('partly') ?? [])].length
  const title = t('together:act', { items: listed(t, act.items) })
  return {
    title,
    status: stateOf(t, act),
    breadcrumbs: [
      { label: t('reviews:queue.title'), href: '/reviews' },
      { label: t('together:title'), href: '/reviews/together' },
      { label: title },
    ],
    problems: [],
    facts: factsOf(t, act),
    groups: groupNames
      .filter((group) => groups.has(group))
      .map((group) => ({
        title: t('together:groupCount', { group: t(`together:group.${group}`), count: groups.get(group)!.length }),
        names: groups
          .get(group)!
          .map((one) => personText(group, one))
          .join(t('shell:listComma')),
      })),
    takeBack: act.takenBackAt || !open ? null : takeBackForm(t, act.id, open),
  }
}

/** A review that an act answered, with the person. */
export type AnsweredPerson = { answered: AnsweredReview; review: Signable }

/** The latest acts, each a link. */
export function actLines({ t }: Reader, acts: Answering[]) {
  return acts.map((act) => ({
    label: t('together:act', { items: listed(t, act.items) }),
    href: `/reviews/together/${act.id}`,
    text: t('together:actLine', { by: act.by, at: minuteInChina(act.at), people: act.people, source: act.source }),
    status: stateOf(t, act),
  }))
}

/** The basis of each answer of a review that was given together, by item code. */
export function keptNotes({ t }: Pick<Reader, 't'>, kept: readonly KeptAnswers[] = []): Record<string, string> {
  return Object.fromEntries(
    kept.flatMap((one) => one.codes.map((code) => [code, t('together:note', valuesOf(t, one))])),
  )
}

/** The same by review, one line for each act, for the list of drafts to sign. */
export function linesByReview({ t }: Pick<Reader, 't'>, kept: ReadonlyMap<string, KeptAnswers[]>) {
  const line = (one: KeptAnswers) => t('together:noteOf', { codes: listed(t, one.codes), ...valuesOf(t, one) })
  return Object.fromEntries([...kept].map(([id, acts]) => [id, acts.map(line)]))
}

/** What a signature covers that was answered together: each act once, with its items, its basis and how many people. */
export function keptActs({ t }: Pick<Reader, 't'>, kept: ReadonlyMap<string, KeptAnswers[]>) {
  const acts = groupBy([...kept.values()].flat(), ({ answeringId }) => answeringId)
  return [...acts.values()].map((there) => {
    const codes = [...new Set(there.flatMap((one) => one.codes))].sort()
    const values = { codes: listed(t, codes), count: there.length, ...valuesOf(t, there[0]!) }
    return { label: t('together:title'), text: t('together:signed', values) }
  })
}

/** The basis in one line. */
export function basisText(t: Translate, { source, consultedOn: day, method, ground }: AnsweringBasis): string {
  const values = { source, day, method: t(`together:methods.${method}`) }
  return ground ? t('together:basisGround', { ...values, ground }) : t('together:basisWords', values)
}

const groupNames = ['stands', 'partly', 'changed', 'signed', 'closed', 'taken'] as const
type Group = (typeof groupNames)[number]

function groupOf(actor: Actor, { answered, review }: AnsweredPerson): Group {
  if (answered.takenBack) return 'taken'
  if (!answered.kept.length) return 'changed'
  if (review.state === 'signed') return 'signed'
  if (stayReason(actor, review)) return 'closed'
  return answered.kept.length < answered.codes.length ? 'partly' : 'stands'
}

function personText(group: Group, { answered, review }: AnsweredPerson): string {
  return group === 'partly' ? `${review.name}（${answered.kept.join('、')}）` : review.name
}

function listed(t: Translate, codes: readonly string[]): string {
  return codes.join(t('shell:listComma'))
}

function valuesOf(t: Translate, kept: KeptAnswers) {
  return { basis: basisText(t, kept), by: kept.by }
}

function stateOf(t: Translate, { takenBackAt }: Answering) {
  return { text: t(`together:state.${takenBackAt ? 'back' : 'open'}`), tone: takenBackAt ? 'plain' : 'clear' } as const
}

function factsOf(t: Translate, act: Answering) {
  const rows = [
    { label: t('together:source'), text: act.source, strong: true },
    { label: t('together:consultedOn'), text: act.consultedOn },
    { label: t('together:method'), text: t(`together:methods.${act.method}`) },
    { label: t('together:ground'), text: act.ground ?? '' },
    { label: t('together:by'), text: act.by },
    { label: t('together:at'), text: minuteInChina(act.at) },
    {
      label: t('together:standing'),
      text: act.takenBackAt
        ? t('together:backBy', { name: act.takenBackBy ?? '', at: minuteInChina(act.takenBackAt) })
        : '',
    },
  ]
  return rows.filter(({ text }) => text)
}

function takeBackForm(t: Translate, id: string, count: number) {
  return {
    action: `/reviews/together/${id}/taking-back`,
    title: t('together:takeBackTitle', { count }),
    text: t('together:takeBackText'),
    button: t('together:takeBack'),
    tone: 'bar',
  }
}
