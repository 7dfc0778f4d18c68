import { seenOf } from '../lib/stale'
import type { Language } from '../locales/catalogues'
import { defaultLanguage, languages, say, type Translate } from '../locales/translate'
import type { MailTrouble } from '../rounds/reminders/mails.store'
import type { Tone } from '../lib/tone'
import type { Problem } from '../web/pages/page'
import { changeableOf, type AccountState, type ListedAccount } from './account'
import { mayAct, type AccountAct } from './account.policy'
import type { Actor } from './actor'
import { factsOf } from './facts.view'
import { linkHours } from './passwords/password-link'
import { roles } from './role'

type Reader = { actor: Actor; t: Translate; lang: Language }
type Units = {
  townships: { id: string; name: string }[]
  teams: { id: string; name: string; townshipId: string }[]
  departments: { id: string; name: string; nameEn: string }[]
}

/** What an account's page offers, in this order; the policy decides, and what it refuses is not offered. */
const offered = ['issue_link', 'unlock', 'end_sessions', 'disable', 'enable'] as const

const addresses: Record<(typeof offered)[number], string> = {
  issue_link: 'link',
  unlock: 'unlocking',
  end_sessions: 'session-endings',
  disable: 'disabling',
  enable: 'enabling',
}

type One = {
  account: ListedAccount
  locked: boolean
  sessions: number
  lastAdmin: boolean
  /** What stands against reminding this person by e-mail. */
  trouble: MailTrouble | null
}

export function accountPage({ account, locked, sessions, lastAdmin, trouble }: One, { actor, t, lang }: Reader) {
  const may = (act: AccountAct) => mayAct(actor, account, act, lastAdmin)
  const self = mayAct(actor, account, 'change_role', lastAdmin)
  return {
    title: account.name,
    lead: account.username,
    status: statusOf(account, locked, t),
    breadcrumbs: crumbs(t),
    actions: may('change_role').allowed
      ? [{ label: t('accounts:one.change'), href: `/accounts/${account.id}/change`, tone: 'primary' as const }]
      : [],
    facts: factsOf(account, sessions, trouble, { t, lang }),
    why: self.allowed ? undefined : say(t, self.reason),
    acts: offered
      .filter((act) => may(act).allowed && (act !== 'unlock' || locked) && (act !== 'end_sessions' || sessions > 0))
      .map((act) => ({
        action: `/accounts/${account.id}/${addresses[act]}`,
        title: t(`accounts:act.${act}.title`),
        text: t(`accounts:act.${act}.text`, { hours: linkHours }),
        button: t(`accounts:act.${act}.button`),
        tone: act === 'disable' ? 'bar' : undefined,
      })),
  }
}

type Typed = {
  username?: string
  name: string
  role: string
  townshipId: string | null
  departmentId: string | null
  teamId: string | null
  idNumber?: string
  forgetId?: string
  email?: string | null
  language?: string | null
}

export function newAccountPage(typed: Typed, units: Units, { actor, t, lang }: Reader, problems?: Problem[]) {
  return {
    title: t('accounts:new.title'),
    breadcrumbs: crumbs(t),
    problems,
    action: '/accounts',
    button: t('accounts:new.button'),
    username: { value: typed.username ?? '' },
    seen: '',
    ...fieldsOf(typed, units, { actor, t, lang }),
  }
}

export function changeAccountPage(
  account: ListedAccount,
  typed: Typed,
  units: Units,
  reader: Reader,
  again?: { problems: Problem[] },
) {
  const { actor, t } = reader
  return {
    title: t('accounts:change.title', { name: account.name }),
    breadcrumbs: [...crumbs(t), { label: account.name, href: `/accounts/${account.id}` }],
    problems: again?.problems,
    action: `/accounts/${account.id}/change`,
    button: t('accounts:change.button'),
    username: undefined,
    seen: seenOf(changeableOf(account)),
    ...fieldsOf(typed, units, reader),
    fixedName: !mayAct(actor, account, 'rename', false).allowed,
    idKnown: account.idKnown,
  }
}

/** No password yet and locked are not states of the record, but they are what an administrator looks for. */
export function statusOf(account: ListedAccount, locked: boolean, t: Translate): { text: string; tone: Tone } {
  if (account.state === 'disabled') return { text: t('accounts:state.disabled'), tone: tones.disabled }
  if (locked) return { text: t('accounts:state.locked'), tone: 'hold' }
  if (!account.passwordSetAt) return { text: t('accounts:state.noPassword'), tone: 'waiting' }
  return { text: t('accounts:state.active'), tone: tones.active }
}

const tones: Record<AccountState, Tone> = { active: 'clear', disabled: 'bar' }

function fieldsOf(typed: Typed, units: Units, { t, lang }: Reader) {
  return {
    name: typed.name,
    fixedName: false,
    idKnown: false,
    idNumber: typed.idNumber ?? '',
    forgetId: typed.forgetId === 'yes',
    teamId: typed.teamId ?? '',
    email: typed.email ?? '',
    language: typed.language || defaultLanguage,
    languages: languages.map((value) => ({ value, label: t(`accounts:mail.${value}`) })),
    teams: units.townships.flatMap((township) =>
      units.teams
        .filter(({ townshipId }) => townshipId === township.id)
        .map(({ id, name }) => ({ value: id, label: name, group: township.name })),
    ),
    role: typed.role,
    roles: roles.map((value) => ({ value, label: t(`roles:${value}`) })),
    townshipId: typed.townshipId ?? '',
    townships: units.townships.map(({ id, name }) => ({ value: id, label: name })),
    departmentId: typed.departmentId ?? '',
    departments: units.departments.map(({ id, name, nameEn }) => ({ value: id, label: lang === 'en' ? nameEn : name })),
  }
}

export function crumbs(t: Translate) {
  return [{ label: t('accounts:list.title'), href: '/accounts' }]
}
