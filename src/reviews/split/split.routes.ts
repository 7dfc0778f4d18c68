import type { Request, Response } from 'express'
import { departmentRoles } from '../../accounts/role'
import type { Deps } from '../../deps'
import { Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { type Again, problemsOf, submitForm } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { queueOf } from '../queue/queue.routes'
import { planOf, splitQueue, takeable, takeOver } from './split.actions'
import { readFrom, readSplit, typedSplit } from './split.form'
import { colleaguesOf, heldCounts } from './split.store'
import { previewPage, splitPage, takingPage } from './split.view'

/** 分工: a department's queue split among its people, and work taken over from who is away. */
export function splitRoutes(deps: Deps): Route[] {
  const to = (handle: Handler) => (req: Request, res: Response) => handle(deps, req, res)
  const [roles, signatory] = [departmentRoles, ['signatory'] as const]
  return [
    { method: 'get', path: '/reviews/split', roles, handle: to((_deps, req, res) => show(deps, req, res)) },
    { method: 'post', path: '/reviews/split/preview', roles: signatory, handle: to(preview) },
    { method: 'post', path: '/reviews/split', roles: signatory, handle: to(split) },
    { method: 'get', path: '/reviews/split/taking-over', roles, handle: to(asking) },
    { method: 'post', path: '/reviews/split/taking-over', roles, handle: to(taking) },
  ]
}

type Handler = (deps: Deps, req: Request, res: Response) => Promise<void>

async function show({ db }: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const of = await queueOf(db, req.actor)
  const colleagues = await colleaguesOf(db, of.departmentId)
  const counts = await heldCounts(db, of)
  const typed = again ? typedSplit(req.body) : null
  const page = splitPage(req, { actor: req.actor, colleagues, counts, typed, problems: again?.problems ?? [] })
  sendPage(res, 'reviews/split', page, again?.status)
}

async function preview(deps: Deps, req: Request, res: Response): Promise<void> {
  await sendPreview(deps, req, res, false)
}

/** What changed since the preview is shown anew; nothing of it has been written. */
async function split(deps: Deps, req: Request, res: Response): Promise<void> {
  const act = async () => {
    const moved = await splitQueue(deps, req.actor, await queueOf(deps.db, req.actor), readSplit(req.body))
    flash(req, message(moved ? 'split:done' : 'split:doneBefore', { count: moved }))
    return '/reviews/split'
  }
  try {
    await submitForm(res, act, (again) => show(deps, req, res, again))
  } catch (error) {
    if (!(error instanceof Refused && error.status === 409)) throw error
    await sendPreview(deps, req, res, true)
  }
}

async function sendPreview(deps: Deps, req: Request, res: Response, changed: boolean): Promise<void> {
  const { db } = deps
  try {
    const [choice, of] = [readSplit(req.body), await queueOf(db, req.actor)]
    const plan = await planOf(db, of, choice)
    const page = previewPage(req, { choice, plan, colleagues: await colleaguesOf(db, of.departmentId), changed })
    sendPage(res, 'reviews/split-preview', page, changed ? 409 : 200)
  } catch (error) {
    await show(deps, req, res, { status: 422, problems: problemsOf(error, req.t) })
  }
}

async function asking({ db }: Deps, req: Request, res: Response): Promise<void> {
  const [from, of] = [readFrom(req.query), await queueOf(db, req.actor)]
  const colleague = (await colleaguesOf(db, of.departmentId)).find(({ id }) => id === from) ?? null
  const count = (await takeable(db, of, colleague?.id ?? null)).length
  sendPage(res, 'reviews/split-taking', takingPage(req, { colleague, count }))
}

async function taking(deps: Deps, req: Request, res: Response): Promise<void> {
  const count = await takeOver(deps, req.actor, await queueOf(deps.db, req.actor), readFrom(req.body))
  flash(req, message(count ? 'split:taken' : 'split:nothingToTake', { count }))
  res.redirect(303, '/reviews')
}
