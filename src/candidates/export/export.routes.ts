import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { NotFound, Refused } from '../../lib/errors'
import type { Message } from '../../lib/message'
import { findTownship, listTownships } from '../../organisations/organisations.store'
import { isId } from '../../web/ids'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { exportPage } from './export.view'
import { exportRoster } from './roster-export.actions'

/** 人选汇总表 out of the system: a short one at once, a long one as a job. */
export function exportRoutes(deps: Deps): Route[] {
  const roles = ['township_clerk', 'office'] as const
  return [
    { method: 'get', path: '/candidates/export', roles, handle: (req, res) => show(deps, req, res) },
    { method: 'post', path: '/candidates/exports', roles, handle: (req, res) => take(deps, req, res) },
  ]
}

async function show({ db }: Deps, req: Request, res: Response, problem?: Message): Promise<void> {
  const townships = req.actor.townshipId ? [] : await listTownships(db)
  const township = String((req.body as { township?: unknown } | undefined)?.township ?? '')
  sendPage(res, 'jobs/export', exportPage(req, { townships, township, problem }), problem && 409)
}

async function take(deps: Deps, req: Request, res: Response): Promise<void> {
  try {
    const taken = await exportRoster(deps, req.actor, await townshipAsked(deps, req))
    if ('later' in taken) return res.redirect(303, taken.later.href)
    res.attachment(taken.fileName).type('xlsx').send(taken.file)
  } catch (error) {
    if (!(error instanceof Refused && error.status === 409)) throw error
    await show(deps, req, res, error.reason)
  }
}

/** Null for all that the actor may see. @throws NotFound */
async function townshipAsked({ db }: Deps, req: Request): Promise<string | null> {
  const id = String((req.body as { township?: unknown } | undefined)?.township ?? '')
  if (!id) return null
  if (!isId(id) || !(await findTownship(db, id))) throw new NotFound()
  return id
}
