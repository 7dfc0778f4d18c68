import type { Request, Response } from 'express'
import { urlOf } from '../address'
import { sendPage } from '../pages/page'

type Why = 'signedOut' | 'staleForm'

const statuses: Record<Why, number> = { signedOut: 401, staleForm: 403 }

/** A form that came too late is handed back with all that was typed, so that it can be sent again once signed in. */
export function sendResend(req: Request, res: Response, why: Why): void {
  const fields = typedFields(req.body)
  const page = {
    title: req.t(`errors:${why}.title`),
    text: req.t(`errors:${why}.text`),
    kept: req.t(fields.length ? `errors:${why}.kept` : 'errors:nothingSent'),
    action: req.originalUrl,
    fields,
    texts: fields.map((field) => field.value).filter(isWords),
    signIn: why === 'signedOut' ? `/sign-in?next=${encodeURIComponent(formPath(req))}` : undefined,
    back: formPath(req),
  }
  sendPage(res, 'errors/resend', page, statuses[why])
}

/** Passwords and the old token are left out; a field that came twice comes twice. */
function typedFields(body: unknown): { name: string; value: string }[] {
  return Object.entries((body ?? {}) as Record<string, unknown>)
    .filter(([name]) => name !== '_csrf' && !/password/i.test(name))
    .flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: String(one) })))
}

/** Worth showing again: not an id, a code or a tick. */
function isWords(value: string): boolean {
  return value.trim().length > 1 && !/^[\w-]*$/.test(value)
}

/** The page that the form stood on, as far as the browser says; only ever a path of this site. */
function formPath(req: Request): string {
  const referrer = urlOf(req.get('referer') ?? '')
  return referrer && referrer.host === req.host ? referrer.pathname + referrer.search : '/'
}
