import type { Language } from '../../locales/catalogues'
import type { Translate } from '../../locales/translate'
import { minuteInChina } from '../../lib/clock'
import type { ListedAccount } from '../account'
import { mailFacts, nearFacts } from '../facts.view'

type Shown = {
  account: ListedAccount
  sessions: { digest: string; createdAt: Date; seenAt: Date; expiresAt: Date }[]
  /** Digest of the session that asks. */
  current: string
  t: Translate
  lang: Language
}

export function ownAccountPage({ account, sessions, current, t, lang }: Shown) {
  return {
    title: t('accounts:own.title'),
    lead: account.username,
    actions: [
      { label: t('jobs:title'), href: '/jobs' },
      { label: t('accounts:password.changeTitle'), href: '/account/password' },
    ],
    facts: factsOf(account, t, lang),
    near: { text: t('accounts:own.near'), rows: nearFacts(account, t) },
    columns: ['began', 'seen', 'ends'].map((key) => ({ label: t(`accounts:own.${key}`) })),
    sessions: sessions.map(({ digest, ...times }) => ({
      here: digest === current,
      began: minuteInChina(times.createdAt),
      seen: minuteInChina(times.seenAt),
      ends: minuteInChina(times.expiresAt),
    })),
  }
}

function factsOf(account: ListedAccount, t: Translate, lang: Language) {
  const unit = lang === 'en' ? account.unitEn : account.unit
  return [
    { label: t('accounts:field.name'), text: account.name },
    { label: t('accounts:field.role'), text: t(`roles:${account.role}`) },
    ...(unit ? [{ label: t('accounts:field.unit'), text: unit }] : []),
    ...mailFacts(account, t),
    {
      label: t('accounts:field.passwordSetAt'),
      text: account.passwordSetAt ? minuteInChina(account.passwordSetAt) : '—',
    },
  ]
}
