import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { readSort } from '../../lib/sort'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { listedStates } from '../account'
import { sendListWorkbook } from '../own-lists/list-workbook'
import { ownSetUp } from '../own-lists/own-lists.store'
import { type Role, roles } from '../role'
import { lockedAmong } from '../sign-in/attempts.store'
import { type AccountsAsked, accountSorts } from './account-list'
import { countAccounts, listAccounts } from './account-list.store'
import { accountCells, accountColumns, accountsPage } from './account-list.view'

const administrators: readonly Role[] = ['system_admin', 'security_admin']

/** The list of accounts, and the workbook of what it shows. */
export function accountListRoutes(deps: Deps): Route[] {
  return [
    { method: 'get', path: '/accounts', roles: administrators, handle: (req, res) => list(deps, req, res) },
    {
      method: 'get',
      path: '/accounts/workbook',
      roles: administrators,
      handle: (req, res) => workbook(deps, req, res),
    },
  ]
}

async function list(deps: Deps, req: Request, res: Response): Promise<void> {
  const { db, clock } = deps
  const asked = askedFor(req)
  const total = await countAccounts(db, asked, clock.now())
  const leaf = pageOf(req, total)
  const own = await ownSetUp(db, req.actor.accountId, 'accounts')
  const paged = { total, own, page: leaf.number, pager: pagerOf(req, leaf, total) }
  sendPage(res, 'accounts/list', accountsPage({ ...(await linesOf(deps, asked, leaf)), asked, ...paged }, req))
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const asked = askedFor(req)
  await sendListWorkbook(deps, req, res, {
    list: 'accounts',
    title: req.t('accounts:list.title'),
    columns: accountColumns(req.t, asked),
    rowsOf: async (part) => {
      const { rows, locked } = await linesOf(deps, asked, part)
      return rows.map((row) => accountCells(row, locked, req))
    },
  })
}

async function linesOf({ db, clock }: Deps, asked: AccountsAsked, part: { skip: number; take: number }) {
  const rows = await listAccounts(db, asked, { ...part, now: clock.now() })
  const usernames = rows.map(({ username }) => username)
  return { rows, locked: await lockedAmong(db, usernames) }
}

function askedFor({ query }: Request): AccountsAsked {
  const words = typeof query['words'] === 'string' ? query['words'].trim().slice(0, 60) : ''
  return {
    role: roles.find((one) => one === query['role']),
    state: listedStates.find((one) => one === query['state']),
    words: words || undefined,
    sort: readSort(query['sort'], accountSorts),
  }
}
