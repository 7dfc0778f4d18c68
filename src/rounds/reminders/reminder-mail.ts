import type { Day } from '../../lib/day'
import type { Language } from '../../locales/catalogues'
import { translator } from '../../locales/translate'
import type { ReminderKind } from './reminder'

/** What a mail may say: a count, a day, an address. Nothing of a person, of an item or of an answer. */
export type MailFacts = { kind: ReminderKind; open: number; dueOn: Day; address: string; language: Language }

export function reminderMail({ kind, open: count, dueOn: day, address, language }: MailFacts) {
  const t = translator(language)
  const lines = [t(`reminders:mail.${kind}`, { count, day }), t('reminders:mail.address', { address })]
  return {
    subject: t(`reminders:subject.${kind}`, { count, day }),
    text: [...lines, '', t('reminders:mail.machine')].join('\n') + '\n',
  }
}
