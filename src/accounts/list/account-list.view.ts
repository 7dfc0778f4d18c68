import { minuteInChina } from '../../lib/clock'
import { columnsOf } from '../../lib/sort'
import type { Column, Row } from '../../lib/table'
import type { Language } from '../../locales/catalogues'
import type { Translate } from '../../locales/translate'
import { listedStates, type ListedAccount } from '../account'
import { mayCreate } from '../account.policy'
import { statusOf } from '../accounts.view'
import type { Actor } from '../actor'
import type { OwnSetUp } from '../own-lists/own-list'
import { listing } from '../own-lists/own-lists.view'
import { roles } from '../role'
import { type AccountsAsked, accountsHref, accountSorts } from './account-list'

type Reader = { actor: Actor; t: Translate; lang: Language }

const columns = {
  username: { fixed: true },
  name: {},
  role: {},
  unit: { width: 28 },
  state: {},
  lastSignInAt: { width: 20 },
  createdAt: { width: 20, extra: true },
}
type AccountColumn = keyof typeof columns

type Given = {
  rows: ListedAccount[]
  total: number
  locked: Set<string>
  asked: AccountsAsked
  own: OwnSetUp
  /** The leaf that is open. */
  page: number
  pager: object
}

export function accountsPage({ rows, total, locked, ...given }: Given, reader: Reader) {
  const { actor, t } = reader
  return {
    title: t('accounts:list.title'),
    lead: t('accounts:list.count', { count: total }),
    actions: mayCreate(actor).allowed
      ? [
          { label: t('accounts:import.title'), href: '/accounts/import' },
          { label: t('accounts:invitations.title'), href: '/accounts/invitations' },
          { label: t('accounts:list.create'), href: '/accounts/new', tone: 'primary' as const },
        ]
      : [],
    filters: filtersOf(given.asked, t),
    listing: listing(t, {
      ...given,
      list: 'accounts',
      address: accountsHref({ ...given.asked, page: given.page }),
      columns: accountColumns(t, given.asked),
      rows: rows.map((row) => accountCells(row, locked, reader)),
      caption: t('accounts:list.title'),
      empty: { title: t('accounts:list.empty'), text: t('accounts:list.emptyNext') },
    }),
  }
}

export function accountColumns(t: Translate, asked: AccountsAsked): Column<AccountColumn>[] {
  return columnsOf(columns, (key) => t(`accounts:field.${key}`), {
    sorts: accountSorts,
    sort: asked.sort,
    hrefOf: (sort) => accountsHref({ ...asked, sort }),
  })
}

/** `locked`: usernames that may not sign in for a while. */
export function accountCells(
  row: ListedAccount,
  locked: Set<string>,
  { t, lang }: Pick<Reader, 't' | 'lang'>,
): Row<AccountColumn> {
  return {
    cells: {
      username: { text: row.username, href: `/accounts/${row.id}` },
      name: { text: row.name },
      role: { text: t(`roles:${row.role}`) },
      unit: { text: (lang === 'en' ? row.unitEn : row.unit) ?? '—' },
      state: statusOf(row, locked.has(row.username), t),
      lastSignInAt: { text: row.lastSignInAt ? minuteInChina(row.lastSignInAt) : '—', whole: true },
      createdAt: { text: minuteInChina(row.createdAt), whole: true },
    },
  }
}

function filtersOf(asked: AccountsAsked, t: Translate) {
  const options = (keys: readonly string[], path: string) =>
    keys.map((value) => ({ value, label: t(`${path}${value}`) }))
  const all = t('accounts:list.all')
  const field = (name: string) => ({ name, label: t(`accounts:field.${name}`) })
  return [
    { as: 'hidden', name: 'sort', value: asked.sort },
    { as: 'field', ...field('words'), value: asked.words ?? '', type: 'search' },
    { as: 'select', ...field('role'), value: asked.role, empty: all, options: options(roles, 'roles:') },
    {
      as: 'select',
      ...field('state'),
      value: asked.state,
      empty: all,
      options: options(listedStates, 'accounts:listedState.'),
    },
  ]
}
