import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { type Again, submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { endDeputyship, nameDeputy } from './deputies.actions'
import { listDeputyships, possibleDeputies } from './deputies.store'
import { deputiesPage } from './deputies.view'
import { readDeputy } from './deputy.form'

/** 代签: a signatory names a deputy for days away; the security administrator sees and ends what runs. */
export function deputiesRoutes(deps: Deps): Route[] {
  const roles = ['signatory', 'security_admin'] as const
  return [
    { method: 'get', path: '/deputies', roles, handle: (req, res) => list(deps, req, res) },
    { method: 'post', path: '/deputies', roles: ['signatory'], handle: (req, res) => name(deps, req, res) },
    { method: 'post', path: '/deputies/:id/ending', roles, handle: (req, res) => end(deps, req, res) },
  ]
}

async function list({ db, clock }: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const own = req.actor.role === 'signatory' ? req.actor.accountId : null
  const given = {
    deputyships: await listDeputyships(db, own, clock.today()),
    possible: own ? await possibleDeputies(db, req.actor.departmentId) : null,
    today: clock.today(),
  }
  const page = deputiesPage(req, given, { typed: again ? typedIn(req) : {}, problems: again?.problems ?? [] })
  sendPage(res, 'accounts/deputies', page, again?.status ?? 200)
}

async function name(deps: Deps, req: Request, res: Response): Promise<void> {
  const act = async () => {
    await nameDeputy(deps, req.actor, readDeputy(req.body))
    flash(req, message('deputies:named'))
    return '/deputies'
  }
  await submitForm(res, act, (again) => list(deps, req, res, again))
}

async function end(deps: Deps, req: Request, res: Response): Promise<void> {
  await endDeputyship(deps, req.actor, String(req.params['id']))
  flash(req, message('deputies:endedNow'))
  res.redirect(303, '/deputies')
}
