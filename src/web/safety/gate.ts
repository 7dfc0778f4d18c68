import type { Request, RequestHandler, Response } from 'express'
import { Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { sendResend } from './resend'
import type { Route } from '../route'

/** Lets in whom the route names; the others learn why, and lose nothing that they typed. */
export function gate(roles: Route['roles']): RequestHandler {
  return (req, res, next) => {
    if (roles === 'anyone') return next()
    if (!req.actor) return askToSignIn(req, res)
    if (roles !== 'signed-in' && !roles.includes(req.actor.role)) throw new Refused(otherRole(req, roles))
    next()
  }
}

function askToSignIn(req: Request, res: Response): void {
  if (req.method === 'GET' || req.method === 'HEAD') {
    return res.redirect(303, `/sign-in?next=${encodeURIComponent(req.originalUrl)}`)
  }
  sendResend(req, res, 'signedOut')
}

function otherRole(req: Request, roles: readonly string[]) {
  const names = roles.map((role) => req.t(`roles:${role}`)).join(req.t('shell:listComma'))
  return message('errors:otherRole', { roles: names, role: req.t(`roles:${req.actor.role}`) })
}
