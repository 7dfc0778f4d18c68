import type { Role } from '../../accounts/role'
import type { Move } from '../../candidates/list/move'
import type { Day } from '../../lib/day'
import type { Translate } from '../../locales/translate'
import { peopleHref } from '../people-link'

/** What may wait for somebody: how many of each; what is not named does not wait. */
export type Waiting = Partial<Record<keyof typeof places, number>>

/** Where each of them is worked off, in the order of urgency. */
const places = {
  overdue: '/rounds/overdue',
  rechecks: '/rechecks?show=waiting',
  due: '/holds',
  triggers: '/triggers',
  meeting: '/meetings',
  clear: '/outcomes/new?standing=clear',
  bar: '/outcomes/new?standing=bar',
  approve: '/outcomes',
  agenda: '/meetings',
  toSend: '/rounds/new',
  untold: '/notices?desk=untold',
  issued: '/notices?desk=issued',
  running: '/notices?desk=running',
  over: '/notices?desk=over',
  replied: '/notices?desk=replied',
  answer: '/notices?desk=answer',
  overtaken: '/notices?desk=overtaken',
} as const

/** What is news to a role: done by others than itself. */
export const newsOf: Partial<Record<Role, readonly Move[]>> = {
  office: ['submitted', 'screened', 'signed', 'sent_back', 'resubmitted', 'withdrawn', 'decided'],
  leading_group: ['screened', 'signed', 'proposed', 'decided', 'withdrawn'],
  township_clerk: ['screened', 'sent_back', 'decided', 'withdrawn'],
  township_lead: ['entered', 'submitted', 'resubmitted', 'sent_back', 'decided', 'withdrawn'],
}

type News = { since: Day; today: Day; counts: { move: Move; people: number }[] }

/** The top of a home: what waits for this person, and what changed since they last looked, each a link to its list. */
export function homePart(role: Role, waiting: Waiting, { since, today, counts }: News, t: Translate) {
  const names = Object.keys(places) as (keyof typeof places)[]
  const people = (move: Move) => counts.find((count) => count.move === move)?.people ?? 0
  const link = (label: string, count: number, href: string) => ({ label, count, href })
  return {
    waiting: names.flatMap((name) => {
      const count = waiting[name]
      return count ? [link(t(`progress:home.waiting.${name}`), count, places[name])] : []
    }),
    actions: waiting.clear ? [proposeAction(waiting.clear, t)] : [],
    since: t('progress:home.since', { day: since }),
    news: (newsOf[role] ?? [])
      .filter((move) => people(move) > 0)
      .map((move) => link(t(`progress:home.news.${move}`), people(move), peopleHref({ move, from: since, to: today }))),
  }
}

function proposeAction(count: number, t: Translate) {
  return { label: t('progress:propose', { count }), href: places.clear, tone: 'primary' as const }
}
