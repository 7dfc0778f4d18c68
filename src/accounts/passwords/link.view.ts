import type { Translate } from '../../locales/translate'
import { crumbs } from '../accounts.view'
import { linkHours } from './password-link'

/** The one page that shows a one-time link; it is shown once. */
export function linkPage(account: { id: string; name: string; username: string }, url: string, t: Translate) {
  return {
    title: t('accounts:handOver.title'),
    lead: account.username,
    breadcrumbs: [...crumbs(t), { label: account.name, href: `/accounts/${account.id}` }],
    text: t('accounts:handOver.text', { name: account.name, hours: linkHours }),
    url,
    back: `/accounts/${account.id}`,
  }
}
