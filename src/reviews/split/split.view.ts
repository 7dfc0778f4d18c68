import type { Actor } from '../../accounts/actor'
import { groupBy } from '../../lib/group'
import type { Translate } from '../../locales/translate'
import type { Problem } from '../../web/pages/page'
import type { Reader } from '../file.view'
import { filterQuery, type QueueShow } from '../queue/queue-filter'
import { type SplitChoice, splitWays } from './split'
import type { SplitPlan } from './split.actions'
import type { Colleague, HeldCount } from './split.store'

export type SplitGiven = {
  actor: Pick<Actor, 'accountId' | 'role'>
  colleagues: Colleague[]
  counts: HeldCount[]
  /** What a refused form had. */
  typed: { way: string | null; people: string[] } | null
  problems: Problem[]
}

/** Who has what; and, for who decides, the form that splits it. */
export function splitPage({ t }: Reader, { actor, colleagues, counts, typed, problems }: SplitGiven) {
  return {
    title: t('split:title'),
    lead: t(actor.role === 'signatory' ? 'split:lead' : 'split:leadReviewer'),
    breadcrumbs: [{ label: t('reviews:queue.title'), href: '/reviews' }, { label: t('split:title') }],
    problems,
    rows: heldRows(t, actor.accountId, colleagues, counts),
    form:
      actor.role === 'signatory'
        ? {
            ways: splitWays.map((way) => ({
              value: way,
              label: t(`split:way.${way}`),
              help: t(`split:wayHelp.${way}`),
            })),
            way: typed ? (typed.way ?? '') : splitWays[0],
            people: colleagues.map(({ id, name, role }) => {
              const checked = typed ? typed.people.includes(id) : role === 'reviewer'
              return { value: id, label: `${name} · ${t(`roles:${role}`)}`, checked }
            }),
          }
        : null,
  }
}

/** One line for each colleague, and one for what nobody has; without any split there is nothing to tell. */
export function heldRows(t: Translate, readerId: string, colleagues: Colleague[], counts: HeldCount[]) {
  const lines = [...colleagues.map(({ id, name }) => ({ id, name })), { id: null, name: t('split:nobody') }]
  return lines
    .map(({ id, name }) => {
      const { todo, open } = counts.find(({ accountId }) => accountId === id) ?? { todo: 0, open: 0 }
      const own = id === readerId
      const queue = (show: QueueShow) =>
        `/reviews${filterQuery({ show, township: '', words: '', whose: id ?? 'none' })}`
      const takeHref = own || !todo ? '' : `/reviews/split/taking-over${id ? `?from=${id}` : ''}`
      const who = own ? t('split:own', { name }) : name
      return {
        name: who,
        todo,
        open,
        todoHref: queue('todo'),
        openHref: queue('open'),
        takeHref,
        isNobody: id === null,
      }
    })
    .filter(({ isNobody, open }) => !isNobody || open > 0)
}

export type PreviewGiven = { choice: SplitChoice; plan: SplitPlan; colleagues: Colleague[]; changed: boolean }

/** What each would get, before anything is given. */
export function previewPage({ t }: Reader, { choice, plan, colleagues, changed }: PreviewGiven) {
  const { shares, moved, digest } = plan
  const byAccount = groupBy(shares, ({ accountId }) => accountId)
  const left = byAccount.get(null)?.length ?? 0
  return {
    title: t('split:previewTitle'),
    breadcrumbs: [
      { label: t('reviews:queue.title'), href: '/reviews' },
      { label: t('split:title'), href: '/reviews/split' },
      { label: t('split:previewTitle') },
    ],
    problems: changed ? [{ field: '', text: t('split:changed') }] : [],
    heading: t('split:will', { total: shares.length, moved }),
    left: left ? t('split:left', { count: left }) : '',
    rows: colleagues
      .filter(({ id }) => choice.people.includes(id))
      .map(({ id, name }) => ({ name, ...shareOf(t, byAccount.get(id) ?? []) })),
    inputs: [
      { name: 'way', value: choice.way },
      { name: 'shown', value: digest },
      ...choice.people.map((value) => ({ name: 'people', value })),
    ],
    button: shares.length ? t('split:confirm') : '',
  }
}

/** How many people, and in which townships. */
function shareOf(t: Translate, shares: SplitPlan['shares']) {
  const townships = [...groupBy(shares, ({ township }) => township)].map(([township, some]) => {
    return t('split:inTownship', { township, count: some.length })
  })
  return { count: shares.length, townships: townships.join(t('shell:listComma')) }
}

export function takingPage({ t }: Reader, { colleague, count }: { colleague: Colleague | null; count: number }) {
  const name = colleague?.name ?? t('split:nobody')
  return {
    title: t('split:takingTitle'),
    breadcrumbs: [
      { label: t('reviews:queue.title'), href: '/reviews' },
      { label: t('split:title'), href: '/reviews/split' },
      { label: t('split:takingTitle') },
    ],
    confirm: {
      action: '/reviews/split/taking-over',
      title: t('split:takingTitle'),
      text: t(count ? 'split:takingText' : 'split:nothingToTake', { name, count }),
      button: t('split:take', { count }),
      fields: [{ name: 'from', value: colleague?.id ?? '' }],
      cancel: '/reviews/split',
    },
    possible: count > 0,
  }
}
