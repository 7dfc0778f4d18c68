import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { HttpFailure } from '../failure'

const longestUrl = 4_000
/** 20 MB of file and what a multipart form adds. */
const largestBody = 21 * 1024 * 1024
/** How long a refused body is still read, so that the browser gets to see the answer instead of a broken line. */
const drainFor = 30_000

/** Refuses, before anything is read, an address or a body that no page of ours sends. */
export const checkBounds: RequestHandler = (req, _res, next) => {
  if (req.originalUrl.length > longestUrl) throw new HttpFailure(414)
  if (isMalformed(req.path)) throw new HttpFailure(400)
  if (Number(req.headers['content-length'] ?? 0) > largestBody) {
    drain(req)
    throw new HttpFailure(413)
  }
  next()
}

/** Reads ordinary forms into `req.body`. */
export const readForm: RequestHandler[] = [
  express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 5_000 }),
  refuseNul,
]

/** PostgreSQL text cannot hold the character NUL, and nobody types it. */
export function refuseNul(req: Request, _res: Response, next: NextFunction): void {
  if (hasNul(req.query) || hasNul(req.body)) throw new HttpFailure(400)
  next()
}

function isMalformed(path: string): boolean {
  try {
    return decodeURIComponent(path).includes('\0')
  } catch {
    return true
  }
}

function hasNul(fields: unknown): boolean {
  return Object.entries(fields ?? {}).some(([name, value]) => [name, value].flat().join().includes('\0'))
}

function drain(req: Request): void {
  req.resume()
  const timer = setTimeout(() => req.socket.destroy(), drainFor).unref()
  req.once('close', () => clearTimeout(timer))
}
