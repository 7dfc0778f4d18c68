import type { Translate } from '../../locales/translate'
import { translator } from '../../locales/translate'
import { crumbs } from '../accounts.view'
import { invitationHours } from '../passwords/password-link'
import type { Invitation } from './invitations.actions'
import type { Invited } from './invitations.store'

type Reader = { t: Translate; lang: string }

/** Who would be invited, and how. `mail`: a mail server is set up. */
export function invitingPage(people: Invited[], mail: boolean, { t, lang }: Reader) {
  const reached = people.filter(({ email }) => email).length
  return {
    title: t('accounts:invitations.title'),
    lead: t('accounts:invitations.count', { count: people.length }),
    breadcrumbs: crumbs(t),
    empty: people.length === 0,
    text: t('accounts:invitations.text', { hours: invitationHours }),
    mailButton: mail && reached > 0 ? t('accounts:invitations.mail', { count: reached }) : '',
    columns: ['name', 'username', 'role', 'unit', 'email'].map((name) => ({
      label: t(`accounts:import.column.${name}`),
    })),
    rows: people.map((person) => ({ ...wordsOf(person, { t, lang }), email: person.email ?? '—' })),
  }
}

/** The links, each on a slip of its own to print, cut and hand over; whoever got theirs by e-mail has no slip. */
export function invitationsPage(all: Invitation[], sent: ReadonlySet<string>, base: string, { t, lang }: Reader) {
  return {
    title: t('accounts:invitations.doneTitle'),
    lead: t('accounts:invitations.once'),
    breadcrumbs: crumbs(t),
    sent: sent.size ? t('accounts:invitations.sent', { count: sent.size }) : '',
    hours: t('accounts:invitations.hours', { hours: invitationHours }),
    slips: all
      .filter(({ id }) => !sent.has(id))
      .map((one) => ({ ...wordsOf(one, { t, lang }), url: `${base}/password/${one.secret}` })),
  }
}

function wordsOf({ name, username, role, unit, unitEn }: Invited, { t, lang }: Reader) {
  return { name, username, role: t(`roles:${role}`), unit: (lang === 'en' ? unitEn : unit) ?? '—' }
}

/** The e-mail with the link; nothing else of the county stands in it. */
export function invitationLetter({ id, name, username, email, language, secret }: Invitation, base: string) {
  const t = translator(language ?? 'zh-CN')
  const words = { name, username, hours: invitationHours, url: `${base}/password/${secret}` }
  return { id, to: email!, subject: t('accounts:invitations.subject'), text: t('accounts:invitations.letter', words) }
}
