import { minuteInChina } from '../../lib/clock'
import type { Day } from '../../lib/day'
import { groupBy } from '../../lib/group'
import type { Translate } from '../../locales/translate'
import type { Reader } from '../rounds.view'
import type { Clock } from './clock'
import type { ToldClock } from './clocks.store'
import type { MailTrouble } from './mails.store'
import type { Told } from './reminders.store'

/** What a department reads above its work until it owes nothing, with the way to what it owes. */
export function reminderLines({ t }: Pick<Reader, 't'>, reminders: Told[], today: Day) {
  return reminders.map(({ kind, number, dueOn: day, at, open: count }) => {
    const when = day < today ? 'past' : day === today ? 'today' : 'ahead'
    const key = kind === 'chase' ? 'reminders:told.chase' : `reminders:told.${when}`
    return {
      text: t(key, { number, day, count, at: minuteInChina(at) }),
      href: `/reviews?show=open&due=${day}`,
      link: t('reminders:told.link', { count }),
    }
  })
}

const clockLinks: Record<Clock, string> = {
  hold: '/holds?outcome=held',
  rectify: '/rectifications',
  proof: '/rectifications',
  serve: '/notices?desk=issued',
  reply: '/notices?desk=running',
  rereview: '/notices?desk=replied',
  answer: '/notices?desk=answer',
}

/** What somebody who looks after holds and notices reads above their work: one line for each clock and how it stands. */
export function clockLines({ t }: Pick<Reader, 't'>, told: ToldClock[], today: Day) {
  const when = ({ dueOn }: ToldClock) => (dueOn < today ? 'past' : dueOn === today ? 'today' : 'ahead')
  const lines = groupBy(told, (one) => `${one.clock}.${when(one)}`)
  return [...lines].map(([key, all]) => {
    const [{ clock, dueOn: day }, count] = [all[0]!, all.reduce((sum, { open }) => sum + open, 0)]
    const href = key === 'reply.past' ? '/notices?desk=over' : clockLinks[clock]
    return { text: t(`reminders:clock.${key}`, { count, day }), href, link: t('reminders:told.link', { count }) }
  })
}

/** What stands against e-mails to one account, for those who look after accounts. */
export function troubleWords(t: Translate, { state, problem, tries: count, at }: MailTrouble): string {
  const key = state === 'refused' ? 'reminders:trouble.refused' : 'reminders:trouble.queued'
  return t(key, { problem, tries: count, at: minuteInChina(at) })
}
