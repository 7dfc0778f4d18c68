import type { Request, Response } from 'express'
import { homeOf, navigationOf } from './navigation'
import { sendPage } from './page'
import type { Route } from './route'

/** `/` leads everyone to where their work starts; those who start here get their tasks. */
export const homeRoutes: Route[] = [{ method: 'get', path: '/', roles: 'signed-in', handle: home }]

function home(req: Request, res: Response): void {
  const start = homeOf(req.actor.role)
  if (start !== '/') return res.redirect(303, start)
  const tasks = navigationOf(req.actor.role, '/', req.t).filter((link) => !link.current)
  sendPage(res, 'home/index', { title: req.t('shell:home.title', { name: req.actor.name }), tasks })
}
