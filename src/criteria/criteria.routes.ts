import type { Request, Response } from 'express'
import { cycleDepartments } from '../cycles/cycles.store'
import { onward } from '../cycles/settings.view'
import { setUpAhead } from '../progress/set-up/set-up.store'
import type { Deps } from '../deps'
import { message } from '../lib/message'
import { say } from '../locales/translate'
import type { Refused } from '../organisations/settings-form.view'
import { flash } from '../web/pages/flash'
import { submitForm, typedIn, type Again } from '../web/pages/form'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { codeProblems, cycleSetProblems } from './check'
import { chooseCriteria, contentOf } from './criteria.actions'
import { readCriteria } from './criteria.form'
import { criteriaOfCycle, listCriteriaToCopy } from './criteria.store'
import { choicePage, criteriaPage } from './criteria.view'
import { criteriaDigest } from './digest'
import { readCopy, readPreset, readSetName } from './items/item.form'
import { copiedSet, fileOf, mayEditHere, readerOf, seenCycle, seenSet } from './criteria-seen.routes'
import { renameCriteria } from './items/items.actions'
import { loadPreset } from './presets'

const home = '/settings/cycles/:id/criteria'

/** 负面清单 of a cycle: chosen, named, looked at, taken along as a file. Its items: items.routes. */
export function criteriaRoutes(deps: Deps): Route[] {
  const pages = criteriaPages(deps)
  return [
    { method: 'get', path: home, roles: ['office', 'leading_group', 'observer'], handle: pages.one },
    { method: 'get', path: `${home}/file`, roles: ['office', 'leading_group'], handle: pages.file },
    { method: 'get', path: `${home}/choice`, roles: ['office'], handle: pages.choice },
    { method: 'post', path: `${home}/preset`, roles: ['office'], handle: pages.takePreset },
    { method: 'post', path: `${home}/copy`, roles: ['office'], handle: pages.takeCopy },
    { method: 'post', path: `${home}/file`, roles: ['office'], upload: true, handle: pages.takeFile },
    { method: 'post', path: `${home}/name`, roles: ['office'], handle: pages.rename },
  ]
}

function criteriaPages(deps: Deps) {
  const { db } = deps
  const show = async (req: Request, res: Response, refused?: Refused) => {
    const cycle = await seenCycle(db, req)
    const set = await criteriaOfCycle(db, cycle.id)
    if (!set) return showChoice(req, res)
    const reader = await readerOf(db, req)
    const [known, taking] = [reader.departments, await cycleDepartments(db, cycle.id)]
    const problems = cycleSetProblems(set, keysOf(known), keysOf(taking))
    const digest = set.digest ?? criteriaDigest(contentOf(set))
    const mayEdit = mayEditHere(req, cycle, set)
    const page = criteriaPage(reader, { cycle, set, problems, digest, mayEdit }, refused)
    const actions = [...(page.actions ?? []), ...onward(req, await setUpAhead(deps.db, deps.clock.today()))]
    sendPage(res, 'criteria/criteria', { ...page, actions }, refused?.again.status)
  }
  const showChoice = async (req: Request, res: Response, again?: Pick<Again, 'status' | 'problems'>) => {
    const cycle = await seenCycle(db, req)
    const [current, copies] = [await criteriaOfCycle(db, cycle.id), await listCriteriaToCopy(db, cycle.id)]
    const page = choicePage(await readerOf(db, req), { cycle, current, copies }, again?.problems)
    sendPage(res, 'criteria/choice', page, again?.status)
  }
  const take = (choose: (req: Request) => Promise<void>) => (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        await choose(req)
        flash(req, message('criteria:notice.chosen'))
        return `/settings/cycles/${req.params['id']}/criteria`
      },
      (again) => showChoice(req, res, again),
    )
  return {
    one: (req: Request, res: Response) => show(req, res),
    choice: (req: Request, res: Response) => showChoice(req, res),
    file: async (req: Request, res: Response) => {
      const set = contentOf(await seenSet(db, req))
      res
        .attachment(`${set.key}-${set.version}.json`)
        .type('json')
        .send(`${JSON.stringify(set, null, 2)}\n`)
    },
    takePreset: take((req) => {
      return chooseCriteria(deps, req.actor, cycleIdOf(req), loadPreset(readPreset(req.body)), 'preset')
    }),
    takeCopy: take(async (req) => {
      const copy = await copiedSet(db, cycleIdOf(req), readCopy(req.body))
      await chooseCriteria(deps, req.actor, cycleIdOf(req), copy, 'copy')
    }),
    takeFile: async (req: Request, res: Response) => {
      const read = readCriteria(fileOf(req))
      const wrong = read.ok ? codeProblems(read.criteria) : read.problems
      if (read.ok && wrong.length === 0) {
        return take((same) => chooseCriteria(deps, same.actor, cycleIdOf(same), read.criteria, 'file'))(req, res)
      }
      const problems = wrong.slice(0, 50).map((problem) => ({ field: 'file', text: say(req.t, problem) }))
      return showChoice(req, res, { status: 422, problems })
    },
    rename: (req: Request, res: Response) =>
      submitForm(
        res,
        async () => {
          await renameCriteria(deps, req.actor, cycleIdOf(req), readSetName(req.body))
          flash(req, message('organisations:notice.saved'))
          return `/settings/cycles/${cycleIdOf(req)}/criteria`
        },
        (again) => show(req, res, { typed: typedIn(req), again }),
      ),
  }
}

function cycleIdOf(req: Request): string {
  return String(req.params['id'])
}

function keysOf(departments: { key: string }[]): string[] {
  return departments.map(({ key }) => key)
}
