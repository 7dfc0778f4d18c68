import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { samePath } from '../../web/address'
import { flash } from '../../web/pages/flash'
import { type Again, submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { hrefOf, isListName } from './own-list'
import { readColumns, readName, readSaving } from './own-list.form'
import { chooseColumns, deleteFilter, renameFilter, saveFilter } from './own-lists.actions'
import { savedFilters } from './own-lists.store'
import { ownListsPage } from './own-lists.view'

/** 我的视图: each person's own filters and columns of the lists. */
export function ownListsRoutes(deps: Deps): Route[] {
  const roles = 'signed-in'
  return [
    { method: 'get', path: '/own-lists', roles, handle: (req, res) => show(deps, req, res) },
    { method: 'post', path: '/own-lists', roles, handle: (req, res) => save(deps, req, res) },
    { method: 'post', path: '/own-lists/columns/:list', roles, handle: (req, res) => choose(deps, req, res) },
    { method: 'post', path: '/own-lists/:id/name', roles, handle: (req, res) => rename(deps, req, res) },
    { method: 'post', path: '/own-lists/:id/deletion', roles, handle: (req, res) => remove(deps, req, res) },
  ]
}

async function show({ db }: Deps, req: Request, res: Response, again?: Again & { id?: string }): Promise<void> {
  const saved = await savedFilters(db, req.actor.accountId)
  const typed = again && { fields: typedIn(req), problems: again.problems, id: again.id }
  sendPage(res, 'own-lists/page', ownListsPage(req.t, saved, typed), again?.status ?? 200)
}

async function save(deps: Deps, req: Request, res: Response): Promise<void> {
  const act = async () => {
    const saving = readSaving(req.body)
    await saveFilter(deps, req.actor, saving)
    flash(req, message('ownLists:saved', { name: saving.name }))
    return hrefOf(saving)
  }
  await submitForm(res, act, (again) => show(deps, req, res, again))
}

async function rename(deps: Deps, req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const act = async () => {
    await renameFilter(deps, req.actor, id, readName(req.body))
    return '/own-lists'
  }
  await submitForm(res, act, (again) => show(deps, req, res, { ...again, id }))
}

async function remove(deps: Deps, req: Request, res: Response): Promise<void> {
  await deleteFilter(deps, req.actor, String(req.params['id']))
  flash(req, message('ownLists:deleted'))
  res.redirect(303, '/own-lists')
}

/** Back to the list as it stood, with the columns that were ticked. */
async function choose(deps: Deps, req: Request, res: Response): Promise<void> {
  const list = req.params['list']
  if (!isListName(list)) throw new NotFound()
  await chooseColumns(deps, req.actor, list, readColumns(req.body))
  res.redirect(303, samePath((req.body as { back?: unknown } | undefined)?.back))
}
