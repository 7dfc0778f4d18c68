import type { Request, Response } from 'express'
import { homeOf } from './pages/navigation'
import type { Route } from './route'

/** `/` leads everyone to where their work starts. */
export const homeRoutes: Route[] = [{ method: 'get', path: '/', roles: 'signed-in', handle: home }]

function home(req: Request, res: Response): void {
  res.redirect(303, homeOf(req.actor.role))
}
