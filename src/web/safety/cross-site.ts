import type { Request, RequestHandler } from 'express'
import { Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { urlOf } from '../address'

const harmless = ['GET', 'HEAD', 'OPTIONS']

/** Refuses what another site's page makes a browser send, before anything is read; beside the CSRF token, not instead. */
export const refuseCrossSite: RequestHandler = (req, _res, next) => {
  if (harmless.includes(req.method) || isOurs(req)) return next()
  throw new Refused(message('errors:crossSite'))
}

/** Old browsers, and all on plain HTTP, send no Sec-Fetch-Site; programs send neither header and have no cookies to abuse. */
function isOurs(req: Request): boolean {
  const site = req.get('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = req.get('origin')
  return origin === undefined || urlOf(origin)?.host === req.host
}
