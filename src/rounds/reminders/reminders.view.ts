import { minuteInChina } from '../../lib/clock'
import type { Day } from '../../lib/day'
import type { Translate } from '../../locales/translate'
import type { Reader } from '../rounds.view'
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

/** What stands against e-mails to one account, for those who look after accounts. */
export function troubleWords(t: Translate, { state, problem, tries: count, at }: MailTrouble): string {
  const key = state === 'refused' ? 'reminders:trouble.refused' : 'reminders:trouble.queued'
  return t(key, { problem, tries: count, at: minuteInChina(at) })
}
