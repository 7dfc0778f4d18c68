import type { Day } from '../../lib/day'
import type { Language } from '../../locales/catalogues'
import { translator, type Translate } from '../../locales/translate'
import type { Clock } from './clock'
import type { ReminderKind } from './reminder'

/** What a mail may say: a count, a day, an address. Nothing of a person, of an item or of an answer. */
export type MailFacts = {
  clock: Clock | 'opinions'
  kind: ReminderKind
  open: number
  dueOn: Day
  address: string
  language: Language
}

export function reminderMail({ clock, kind, open: count, dueOn: day, address, language }: MailFacts) {
  const t = translator(language)
  const { subject, words } =
    clock === 'opinions' ? opinions(t, kind, { count, day }) : ofClock(t, clock, kind, { count, day })
  const lines = [words, t('reminders:mail.address', { address })]
  return { subject, text: [...lines, '', t('reminders:mail.machine')].join('\n') + '\n' }
}

type Values = { count: number; day: Day }

function opinions(t: Translate, kind: ReminderKind, values: Values) {
  return { subject: t(`reminders:subject.${kind}`, values), words: t(`reminders:mail.${kind}`, values) }
}

const whens: Record<ReminderKind, string> = { before: 'ahead', on: 'today', after: 'past', chase: 'past' }

function ofClock(t: Translate, clock: Clock, kind: ReminderKind, values: Values) {
  return {
    subject: t('reminders:subject.clock', values),
    words: t(`reminders:clock.${clock}.${whens[kind]}`, values),
  }
}
