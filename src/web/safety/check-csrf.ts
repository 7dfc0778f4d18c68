import type { RequestHandler } from 'express'
import { hasToken } from './csrf'
import { sendResend } from './resend'

/** Refuses a form whose token is not this session's: it was open before the last sign-in, or another site made it. */
export const checkCsrf: RequestHandler = (req, res, next) => {
  if (hasToken(req)) return next()
  sendResend(req, res, 'staleForm')
}
