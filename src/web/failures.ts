import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import { NotFound } from '../lib/errors'
import { say } from '../locales/translate'
import { failureOf } from './failure'
import { lastOpen } from './pages/last-list'
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
  const nextKey = status === 422 && isRead(req) ? 'errors:nothingChanged' : `errors:status.${status}.next`
  const page = {
    title: req.t(`errors:status.${status}.title`),
    texts: texts.map((text) => say(req.t, text)),
    next: req.t(nextKey),
    number: status === 500 ? String(req.id) : undefined,
    back: backOf(req, status),
  }
  sendPage(res, 'errors/failure', page, status)
}

/**
 * From a form the browser's own way back is the one that has what was typed; from a workbook that cannot be made as asked
 * the list is, as it stood.
 */
function backOf(req: Request, status: number) {
  if (!isRead(req)) return undefined
  const list = status === 422 ? /^(.+)\/workbook$/.exec(req.path)?.[1] : undefined
  return list ? { href: lastOpen(req, list), label: req.t('errors:list') } : { href: '/', label: req.t('errors:home') }
}

function isRead({ method }: Request): boolean {
  return method === 'GET'
}
