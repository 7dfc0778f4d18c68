import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { endOwnSessions } from '../accounts.actions'
import { findAccount } from '../accounts.store'
import { ownAccountPage } from './own-account.view'
import { sessionDigest, sessionsOf } from '../sign-in/sessions.store'

/** One's own account: who one is here, where one is signed in, and the way out of everywhere. */
export function ownAccountRoutes(deps: Deps): Route[] {
  return [
    { method: 'get', path: '/account', roles: 'signed-in', handle: (req, res) => show(deps, req, res) },
    { method: 'post', path: '/account/session-endings', roles: 'signed-in', handle: (req, res) => end(deps, req, res) },
  ]
}

async function show({ db, clock }: Deps, req: Request, res: Response): Promise<void> {
  const { accountId } = req.actor
  const [account, sessions] = await Promise.all([findAccount(db, accountId), sessionsOf(db, accountId, clock.now())])
  const current = sessionDigest(req.sessionID)
  sendPage(res, 'accounts/own', ownAccountPage({ account: account!, sessions, current, t: req.t, lang: req.lang }))
}

async function end(deps: Deps, req: Request, res: Response): Promise<void> {
  await endOwnSessions(deps, req.actor)
  req.session = null as never
  res.redirect(303, '/sign-in')
}
