import type { AuditLink } from '../../audit/chain'
import { checkOf } from '../../audit/audit.view'
import { minuteInChina } from '../../lib/clock'
import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import type { Role } from '../role'
import type { AccountsToWatch, FailedSignIn } from './watch.store'

type Given = {
  /** What the set-up waits for, until the first round is out. */
  setUp: { href: string; label: string; act: string; text: string; who: string } | null
  accounts: AccountsToWatch | null
  failed: FailedSignIn[] | null
  chain: { length: number; last: AuditLink | null } | null
  role: Role
  unusedDays: number
  name: string
  t: Translate
}

/** Where an administrator starts: accounts to look at, sign-ins that failed, the audit chain; each what their duty is. */
export function watchPage({ setUp, accounts, failed, chain, role, name, unusedDays, t }: Given) {
  return {
    title: t('shell:home.title', { name }),
    setUp,
    tiles: accounts ? tilesOf(accounts, role, unusedDays, t) : null,
    locked: accounts?.locked ?? [],
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
