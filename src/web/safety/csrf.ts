import type { Request } from 'express'
import { csrfSync } from 'csrf-sync'

const { isRequestValid, generateToken } = csrfSync({
  getTokenFromRequest: (req) => tokenIn(req.body) ?? req.get('x-csrf-token'),
})

/** The token of this session, for the hidden field `_csrf`; made (and with it the session) when first asked for. */
export function csrfToken(req: Request): string {
  return req.session ? generateToken(req) : ''
}

/** Whether the form, or the header of a script, carries the token of this session. */
export function hasToken(req: Request): boolean {
  return Boolean(req.session) && isRequestValid(req)
}

function tokenIn(body: unknown): string | undefined {
  const token = (body as { _csrf?: unknown } | undefined)?._csrf
  return typeof token === 'string' ? token : undefined
}
