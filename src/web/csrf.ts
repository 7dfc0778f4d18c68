import type { Request, RequestHandler } from 'express'
import { csrfSync } from 'csrf-sync'
import { sendResend } from './resend'

const { isRequestValid, generateToken } = csrfSync({
  getTokenFromRequest: (req) => tokenIn(req.body) ?? req.get('x-csrf-token'),
})

/** The token of this session, for the hidden field `_csrf`; made (and with it the session) when first asked for. */
export function csrfToken(req: Request): string {
  return req.session ? generateToken(req) : ''
}

/** Refuses a form whose token is not this session's: it was open before the last sign-in, or another site made it. */
export const checkCsrf: RequestHandler = (req, res, next) => {
  if (req.session && isRequestValid(req)) return next()
  sendResend(req, res, 'staleForm')
}

function tokenIn(body: unknown): string | undefined {
  const token = (body as { _csrf?: unknown } | undefined)?._csrf
  return typeof token === 'string' ? token : undefined
}
