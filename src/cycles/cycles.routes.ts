import type { Request, Response } from 'express'
import { cycleSetProblems } from '../criteria/check'
import { activeItems } from '../criteria/criteria'
import { criteriaOfCycle } from '../criteria/criteria.store'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import { message } from '../lib/message'
import { nameableDepartments } from '../organisations/departments/departments-preset'
import { listDepartments } from '../organisations/organisations.store'
import type { Refused } from '../organisations/settings-form.view'
import { flash } from '../web/pages/flash'
import { submitForm, typedIn } from '../web/pages/form'
import { sendPage } from '../web/pages/page'
import { onward } from './settings.view'
import { setUpAhead } from '../progress/set-up/set-up.store'
import type { Route } from '../web/route'
import type { Cycle, CycleAct } from './cycle'
import { readCycle } from './cycle.form'
import { changeCycle, createCycle, moveCycle } from './cycles.actions'
import { cycleDepartments, cycleParts, findCycle, listCycles } from './cycles.store'
import { cycleFormPage, cyclePage, cyclesPage } from './cycles.view'

/** 换届周期: prepared, opened and closed by the office; the leading group and observers may read what it holds. */
export function cyclesRoutes(deps: Deps): Route[] {
  const pages = cyclesPages(deps)
  return [
    { method: 'get', path: '/settings/cycles', roles: ['office'], handle: pages.list },
    { method: 'get', path: '/settings/cycles/new', roles: ['office'], handle: pages.blank },
    { method: 'post', path: '/settings/cycles', roles: ['office'], handle: pages.create },
    { method: 'get', path: '/settings/cycles/:id', roles: ['office', 'leading_group', 'observer'], handle: pages.one },
    { method: 'get', path: '/settings/cycles/:id/edit', roles: ['office'], handle: pages.edit },
    { method: 'post', path: '/settings/cycles/:id', roles: ['office'], handle: pages.save },
    { method: 'post', path: '/settings/cycles/:id/opening', roles: ['office'], handle: pages.move('open') },
    { method: 'post', path: '/settings/cycles/:id/closing', roles: ['office'], handle: pages.move('close') },
  ]
}

function cyclesPages(deps: Deps) {
  const { db } = deps
  const showForm = async (req: Request, res: Response, refused?: Refused) => {
    const cycle = req.params['id'] ? await foundCycle(deps, req) : null
    const taking = cycle ? await cycleDepartments(db, cycle.id) : []
    const offered = (await listDepartments(db, 'all')).filter(
      (one) => one.active || taking.some(({ id }) => id === one.id),
    )
    const record = cycle && { ...cycle, departments: taking.map(({ key }) => key) }
    sendPage(res, 'settings/form-page', cycleFormPage(req.t, req.lang, record, offered, refused), refused?.again.status)
  }
  return {
    list: async (req: Request, res: Response) => {
      sendPage(res, 'cycles/list', cyclesPage(req.t, await listCycles(db)))
    },
    blank: (req: Request, res: Response) => showForm(req, res),
    edit: (req: Request, res: Response) => showForm(req, res),
    one: async (req: Request, res: Response) => {
      const cycle = await foundCycle(deps, req)
      const page = cyclePage(req.t, req.lang, cycle, await sightOf(deps, req, cycle))
      sendPage(res, 'cycles/cycle', {
        ...page,
        actions: [...(page.actions ?? []), ...onward(req, await setUpAhead(deps.db, deps.clock.today()))],
      })
    },
    create: (req: Request, res: Response) =>
      submitForm(
        res,
        async () => {
          const id = await createCycle(deps, req.actor, readCycle(req.body))
          flash(req, message('cycles:notice.created'))
          return `/settings/cycles/${id}/criteria`
        },
        (again) => showForm(req, res, { typed: typedIn(req), again }),
      ),
    save: (req: Request, res: Response) =>
      submitForm(
        res,
        async () => {
          const id = String(req.params['id'])
          await changeCycle(deps, req.actor, id, readCycle(req.body))
          flash(req, message('organisations:notice.saved'))
          return `/settings/cycles/${id}`
        },
        (again) => showForm(req, res, { typed: typedIn(req), again }),
      ),
    move: (act: CycleAct) => async (req: Request, res: Response) => {
      const id = String(req.params['id'])
      await moveCycle(deps, req.actor, id, act)
      flash(req, message(`cycles:notice.${act}`))
      res.redirect(303, `/settings/cycles/${id}`)
    },
  }
}

async function foundCycle({ db }: Deps, req: Request): Promise<Cycle> {
  const cycle = await findCycle(db, String(req.params['id']))
  if (!cycle) throw new NotFound()
  return cycle
}

async function sightOf({ db }: Deps, req: Request, cycle: Cycle) {
  const [set, departments, known] = [
    await criteriaOfCycle(db, cycle.id),
    await cycleDepartments(db, cycle.id),
    await listDepartments(db, 'all'),
  ]
  const keysOf = (list: { key: string }[]) => list.map(({ key }) => key)
  const criteria = set && {
    name: set.name,
    state: req.t(`criteria:state.${set.state}`),
    items: activeItems(set).length,
    problems: cycleSetProblems(set, keysOf(nameableDepartments(known)), keysOf(departments)).length,
  }
  const { frozen } = await cycleParts(db, cycle.id)
  return { departments, criteria, frozen, mayEdit: req.actor.role === 'office' }
}
