import type { RequestHandler } from 'express'
import { NotFound } from '../lib/errors'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An id from outside (address, form) that can be asked for; anything else names no record. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && uuid.test(value)
}

/** A record whose id is not even an id does not exist; the database is not asked (it would answer with an error). */
export const checkIds: RequestHandler = (req, _res, next) => {
  const ids = Object.entries(req.params).filter(([name]) => name === 'id' || name.endsWith('Id'))
  if (ids.some(([, value]) => !isId(value))) throw new NotFound()
  next()
}
