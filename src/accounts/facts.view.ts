import { minuteInChina } from '../lib/clock'
import type { Language } from '../locales/catalogues'
import { defaultLanguage, type Translate } from '../locales/translate'
import type { MailTrouble } from '../rounds/reminders/mails.store'
import { troubleWords } from '../rounds/reminders/reminders.view'
import type { ListedAccount } from './account'

/** What an administrator reads about an account. */
export function factsOf(
  account: ListedAccount,
  sessions: number,
  trouble: MailTrouble | null,
  { t, lang }: { t: Translate; lang: Language },
) {
  const unit = lang === 'en' ? account.unitEn : account.unit
  const when = (at: Date | null) => (at ? minuteInChina(at) : '—')
  return [
    { label: t('accounts:field.role'), text: t(`roles:${account.role}`) },
    ...(unit ? [{ label: t('accounts:field.unit'), text: unit }] : []),
    ...nearFacts(account, t),
    ...mailFacts(account, t),
    ...(trouble ? [{ label: t('reminders:trouble.label'), text: troubleWords(t, trouble) }] : []),
    { label: t('accounts:field.createdAt'), text: when(account.createdAt) },
    { label: t('accounts:field.passwordSetAt'), text: when(account.passwordSetAt) },
    { label: t('accounts:field.lastSignInAt'), text: when(account.lastSignInAt) },
    { label: t('accounts:field.sessions'), text: String(sessions) },
  ]
}

/** What is kept to tell who must keep away from whom. */
export function nearFacts({ team, idKnown }: Pick<ListedAccount, 'team' | 'idKnown'>, t: Translate) {
  return [
    { label: t('accounts:field.team'), text: team ?? '—' },
    { label: t('accounts:field.idNumber'), text: t(`accounts:idNumber.${idKnown ? 'known' : 'unknown'}`) },
  ]
}

/** Where a person is reminded, and in which language. */
export function mailFacts({ email, language }: Pick<ListedAccount, 'email' | 'language'>, t: Translate) {
  const text = email ? `${email} · ${t(`accounts:mail.${language ?? defaultLanguage}`)}` : '—'
  return [{ label: t('accounts:field.email'), text }]
}
