import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import type { Refused } from '../../organisations/settings-form.view'
import { flash } from '../../web/pages/flash'
import { submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { findItem } from '../criteria'
import { readerOf, seenCycle, seenSet } from '../criteria-seen.routes'
import { readDirection, readItem } from './item.form'
import { itemPage } from './item.view'
import { addItem, changeItem, moveItem, removeItem } from './items.actions'

const home = '/settings/cycles/:id/criteria'

/** Items of a draft, one by one. */
export function itemsRoutes(deps: Deps): Route[] {
  const pages = itemsPages(deps)
  return [
    { method: 'get', path: `${home}/new-item`, roles: ['office'], handle: pages.blank },
    { method: 'post', path: `${home}/items`, roles: ['office'], handle: pages.add },
    { method: 'get', path: `${home}/items/:code`, roles: ['office'], handle: pages.one },
    { method: 'post', path: `${home}/items/:code`, roles: ['office'], handle: pages.save },
    { method: 'post', path: `${home}/items/:code/removal`, roles: ['office'], handle: pages.remove },
    { method: 'post', path: `${home}/items/:code/place`, roles: ['office'], handle: pages.move },
  ]
}

function itemsPages(deps: Deps) {
  const show = async (req: Request, res: Response, refused?: Refused) => {
    const [cycle, set] = [await seenCycle(deps.db, req), await seenSet(deps.db, req)]
    const code = req.params['code']
    const item = code === undefined ? null : findItem(set, String(code))
    if (item === undefined) throw new NotFound()
    const page = itemPage(await readerOf(deps.db, req), cycle, set, item, refused)
    sendPage(res, 'criteria/item', page, refused?.again.status)
  }
  const save = (act: (req: Request) => Promise<string>) => (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        flash(req, message(`criteria:notice.${await act(req)}`, { code: typedIn(req)['code'] ?? codeOf(req) }))
        return listOf(req)
      },
      (again) => show(req, res, { typed: typedIn(req), again }),
    )
  return {
    blank: (req: Request, res: Response) => show(req, res),
    one: (req: Request, res: Response) => show(req, res),
    add: save(async (req) => {
      await addItem(deps, req.actor, cycleIdOf(req), readItem(req.body))
      return 'added'
    }),
    save: save(async (req) => {
      await changeItem(deps, req.actor, cycleIdOf(req), codeOf(req), readItem(req.body))
      return 'changed'
    }),
    remove: save(async (req) => {
      await removeItem(deps, req.actor, cycleIdOf(req), codeOf(req))
      return 'removed'
    }),
    move: async (req: Request, res: Response) => {
      await moveItem(deps, req.actor, cycleIdOf(req), codeOf(req), readDirection(req.body))
      res.redirect(303, `${listOf(req)}#item-${encodeURIComponent(codeOf(req))}`)
    },
  }
}

function cycleIdOf(req: Request): string {
  return String(req.params['id'])
}

function codeOf(req: Request): string {
  return String(req.params['code'])
}

function listOf(req: Request): string {
  return `/settings/cycles/${cycleIdOf(req)}/criteria`
}
