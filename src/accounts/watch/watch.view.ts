import type { AuditLink } from '../../audit/chain'
import { checkOf } from '../../audit/audit.view'
import { minuteInChina } from '../../lib/clock'
import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import type { Role } from '../role'
import type { Day } from '../../lib/day'
import type { AccountFigures, AccountsToWatch, FailedSignIn } from './watch.store'

type Given = {
  /** What the set-up waits for, until the first round is out. */
  setUp: { href: string; label: string; act: string; text: string; who: string } | null
  accounts: AccountsToWatch | null
  figures: AccountFigures | null
  failed: FailedSignIn[] | null
  chain: { length: number; last: AuditLink | null } | null
  /** Entries of the audit trail since `since`. */
  acts: number | null
  since: Day
  role: Role
  unusedDays: number
  name: string
  t: Translate
}

/** Where an administrator starts: accounts to look at, sign-ins that failed, the audit chain; each what their duty is. */
export function watchPage(given: Given) {
  const { setUp, accounts, figures, failed, chain, role, name, unusedDays, t } = given
  return {
    title: t('shell:home.title', { name }),
    setUp,
    tiles: accounts ? tilesOf(accounts, role, unusedDays, t) : null,
    locked: accounts?.locked ?? [],
    ready: figures && { text: t('accounts:watch.ready', figures), value: figures.ready, max: figures.active },
    home: newsOf(given),
    failed: failed?.map((one) => ({
      at: minuteInChina(one.at),
      account: one.username ?? t('accounts:watch.unknown'),
      href: one.accountId && role === 'security_admin' ? `/accounts/${one.accountId}` : '',
      address: one.address,
      status: one.locks
        ? { text: t('accounts:watch.locks'), tone: 'disputed' as const }
        : { text: t('accounts:watch.failed'), tone: 'waiting' as const },
    })),
    chain: chain && { check: checkOf(chain.last, t), length: t('audit:list.length', { count: chain.length }) },
  }
}

/** What changed since the last visit, as the homes of the others have it. */
function newsOf({ figures, acts, since, t }: Given) {
  const link = (word: string, count: number | null | undefined, href: string) =>
    count ? [{ label: t(`accounts:watch.news.${word}`), count, href }] : []
  return {
    since: t('progress:home.since', { day: since }),
    news: [
      ...link('created', figures?.created, '/accounts?sort=createdAt'),
      ...link('signedIn', figures?.signedIn, '/accounts?sort=lastSignInAt'),
      ...link('acts', acts, `/audit?${new URLSearchParams({ from: since })}`),
    ],
  }
}

function tilesOf({ noPassword, linkExpired, unused, locked }: AccountsToWatch, role: Role, days: number, t: Translate) {
  const tile = (word: string, tone: Tone, people: number, href: string, values = {}) => {
    return { text: t(`accounts:watch.${word}`), tone, people, href, help: t(`accounts:watch.help.${word}`, values) }
  }
  const invites = role === 'system_admin'
  return [
    tile('noPassword', 'waiting', noPassword, '/accounts?state=no_password'),
    tile('linkExpired', 'hold', linkExpired, invites ? '/accounts/invitations' : ''),
    tile('unused', 'hold', unused, '/accounts?state=unused', { days }),
    tile('locked', 'disputed', locked.length, ''),
  ].filter(({ people }) => people > 0)
}
