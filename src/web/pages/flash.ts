import type { NextFunction, Request, Response } from 'express'
import type { Message } from '../../lib/message'
import { say } from '../../locales/translate'

/** Keeps a notice for the next page that this person sees. */
export function flash(req: Request, message: Message): void {
  req.session.notices = [...(req.session.notices ?? []), message]
}

/** The kept notices as sentences; they are said once. */
export function takeNotices(req: Request): string[] {
  const notices = req.session?.notices
  if (!notices?.length) return []
  delete req.session.notices
  return notices.map((notice) => say(req.t, notice))
}

/**
 * A redirect goes out when its notices are stored: express-session sends it before, and a quick browser would see the
 * next page without them.
 */
export function storeNoticesFirst(req: Request, res: Response, next: NextFunction): void {
  const redirect = res.redirect.bind(res) as (status: number, url: string) => void
  const inTurn = (status: number, url: string): void => {
    if (!req.session?.notices?.length) return redirect(status, url)
    req.session.save((error: unknown) => (error ? next(error) : redirect(status, url)))
  }
  res.redirect = inTurn as Response['redirect']
  next()
}
