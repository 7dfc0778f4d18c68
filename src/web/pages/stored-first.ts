import type { NextFunction, Request, Response } from 'express'

/**
 * A redirect goes out when what its request changed in the session is stored: express-session sends it before, and a
 * quick browser would see the next page without its notices, or an opened one-time link as one that never was.
 */
export function storeBeforeRedirect(req: Request, res: Response, next: NextFunction): void {
  const redirect = res.redirect.bind(res) as (status: number, url: string) => void
  const before = contentOf(req)
  const inTurn = (status: number, url: string): void => {
    if (!req.session || contentOf(req) === before) return redirect(status, url)
    req.session.save((error: unknown) => (error ? next(error) : redirect(status, url)))
  }
  res.redirect = inTurn as Response['redirect']
  next()
}

/** What a session holds, without its cookie; empty when there is none. */
function contentOf({ session }: Request): string {
  if (!session) return ''
  const { cookie: _, ...content } = session
  return JSON.stringify(content)
}
