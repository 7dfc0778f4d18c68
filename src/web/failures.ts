import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import { NotFound } from '../lib/errors'
import { say } from '../locales/translate'
import { failureOf } from './failure'
import { sendPage } from './pages/page'
import { loggable } from './logging'

export const notFound: RequestHandler = () => {
  throw new NotFound()
}

/** The last middleware: one page for every error, in the reader's language; only what nobody foresaw is logged. */
export const showFailure: ErrorRequestHandler = (error, req, res, next) => {
  const { status, texts } = failureOf(error)
  if (status === 500) req.log.error({ error: loggable(error) }, 'unforeseen error')
  if (res.headersSent) return next(error)
  const page = {
    title: req.t(`errors:status.${status}.title`),
    texts: texts.map((text) => say(req.t, text)),
    next: req.t(`errors:status.${status}.next`),
    number: status === 500 ? String(req.id) : undefined,
    back: backOf(req),
  }
  sendPage(res, 'errors/failure', page, status)
}

/** Only a form is worth going back to: the browser still has what was typed. */
function backOf(req: Request) {
  return req.method === 'GET' ? { href: '/', label: req.t('errors:home') } : undefined
}
