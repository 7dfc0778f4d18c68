import type { Request, RequestHandler, Response } from 'express'
import { NotFound } from '../../lib/errors'
import { defaultLanguage, isLanguage, languages, translator } from '../../locales/translate'
import type { Language } from '../../locales/catalogues'
import { samePath } from '../address'
import type { Route } from '../route'

const cookie = 'lianshen_language'
const year = 365 * 24 * 3600 * 1000

/** Sets the reader's language: their own choice, else what the browser asks for, else Chinese. */
export const chooseLanguage: RequestHandler = (req, res, next) => {
  req.lang = chosen(req) ?? asked(req) ?? defaultLanguage
  req.t = translator(req.lang)
  res.set('Content-Language', req.lang).vary('Accept-Language').vary('Cookie')
  next()
}

export const languageRoutes: Route[] = [
  { method: 'get', path: '/language/:lang', roles: 'anyone', handle: rememberLanguage },
]

/** A GET on purpose: one click, without a form; it changes nothing but the reader's own cookie. */
function rememberLanguage(req: Request, res: Response): void {
  const lang = req.params.lang
  if (!isLanguage(lang)) throw new NotFound()
  res.cookie(cookie, lang, { maxAge: year, httpOnly: true, sameSite: 'lax', secure: req.secure })
  res.redirect(303, samePath(req.query.back))
}

function chosen(req: Request): Language | undefined {
  const lang = new RegExp(`(?:^|; )${cookie}=([^;]*)`).exec(req.headers.cookie ?? '')?.[1]
  return isLanguage(lang) ? lang : undefined
}

/** Any Chinese is answered with ours; without the header (a program) the default stands. */
function asked(req: Request): Language | undefined {
  if (!req.headers['accept-language']) return undefined
  const wanted = req.acceptsLanguages(...languages, 'zh')
  return wanted === 'zh' ? 'zh-CN' : isLanguage(wanted) ? wanted : undefined
}
