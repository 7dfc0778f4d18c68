import type { Request, Response } from 'express'
import { onward } from '../../cycles/settings.view'
import { setUpAhead } from '../../progress/set-up/set-up.store'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { addDepartment, changeDepartment, takeKinds, takeRoster } from './departments.actions'
import { departmentPage, departmentsPage } from './departments.view'
import { readDepartment, readKinds, readNewDepartment, readRoster } from '../organisation.form'
import { findDepartment, listDepartments } from '../organisations.store'
import type { Refused } from '../settings-form.view'

/** 联审单位: chosen from a usual roster or one by one, renamed, added, switched off. */
export function departmentsRoutes(deps: Deps): Route[] {
  const pages = departmentsPages(deps)
  return [
    { method: 'get', path: '/settings/departments', roles: ['office'], handle: pages.list },
    { method: 'post', path: '/settings/departments', roles: ['office'], handle: pages.add },
    { method: 'post', path: '/settings/departments/roster', roles: ['office'], handle: pages.takeRoster },
    { method: 'post', path: '/settings/departments/kinds', roles: ['office'], handle: pages.takeKinds },
    { method: 'get', path: '/settings/departments/:id', roles: ['office'], handle: pages.one },
    { method: 'post', path: '/settings/departments/:id', roles: ['office'], handle: pages.save },
  ]
}

function departmentsPages(deps: Deps) {
  const list = async (req: Request, res: Response, refused?: Refused) => {
    const page = departmentsPage(req.t, req.lang, await listDepartments(deps.db, 'all'), refused)
    const actions = onward(req, await setUpAhead(deps.db, deps.clock.today()))
    sendPage(res, 'organisations/departments', { ...page, actions }, refused?.again.status)
  }
  const one = async (req: Request, res: Response, refused?: Refused) => {
    const department = await findDepartment(deps.db, String(req.params['id']))
    if (!department) throw new NotFound()
    sendPage(res, 'settings/form-page', departmentPage(req.t, req.lang, department, refused), refused?.again.status)
  }
  /** Acts that leave the list: what they did is said above it. */
  const toList = (act: (req: Request) => Promise<number>) => (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        flash(req, message('organisations:notice.departmentsTaken', { count: await act(req) }))
        return '/settings/departments'
      },
      (again) => list(req, res, { typed: {}, again }),
    )
  return {
    list: (req: Request, res: Response) => list(req, res),
    one: (req: Request, res: Response) => one(req, res),
    takeRoster: toList((req) => takeRoster(deps, req.actor, readRoster(req.body))),
    takeKinds: toList((req) => takeKinds(deps, req.actor, readKinds(req.body))),
    add: (req: Request, res: Response) =>
      submitForm(
        res,
        async () => {
          await addDepartment(deps, req.actor, readNewDepartment(req.body))
          flash(req, message('organisations:notice.departmentAdded'))
          return '/settings/departments'
        },
        (again) => list(req, res, { typed: typedIn(req), again }),
      ),
    save: (req: Request, res: Response) =>
      submitForm(
        res,
        async () => {
          await changeDepartment(deps, req.actor, String(req.params['id']), readDepartment(req.body))
          flash(req, message('organisations:notice.saved'))
          return '/settings/departments'
        },
        (again) => one(req, res, { typed: typedIn(req), again }),
      ),
  }
}
