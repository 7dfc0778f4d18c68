import type { Request, Response } from 'express'
import type { Deps } from '../deps'
import { setUpOf } from '../progress/set-up/set-up.store'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { guided, settingsPage } from './settings.view'

/** 启用向导: where the office and the system administrator start on the first day; the office comes back to change something. */
export function settingsRoutes({ db, clock }: Deps): Route[] {
  const handle = async (req: Request, res: Response) => {
    sendPage(res, 'settings/index', settingsPage(req.t, await setUpOf(db, clock.today()), req.actor.role))
  }
  return [{ method: 'get', path: '/settings', roles: guided, handle }]
}
