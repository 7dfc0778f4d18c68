import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'

/** One line per request: ids, the route's pattern, status, milliseconds. Never an address with its values, a body or a name. */
export function logRequests(log: Logger) {
  return pinoHttp<Request, Response>({
    logger: log,
    genReqId: () => randomUUID(),
    quietReqLogger: true,
    quietResLogger: true,
    customAttributeKeys: { reqId: 'request' },
    customLogLevel: () => 'info',
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
    customSuccessObject: (req, res, { responseTime }) => lineOf(req, res, responseTime),
    customErrorObject: (req, res, _error, { responseTime }) => lineOf(req, res, responseTime),
  })
}

/**
 * An error as the log may keep it: its kind, its code and where it came from. Messages of the database and of Prisma
 * quote the values that were written, so only those of the language's own errors are kept.
 */
export function loggable(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const plain = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError
  return {
    name: error.name,
    code: (error as { code?: unknown }).code,
    message: plain ? error.message : undefined,
    at: frames.slice(0, 12).map((line) => line.trim()),
  }
}

function lineOf(req: Request, res: Response, ms: number) {
  const route: unknown = req.route?.path
  return { method: req.method, route, status: res.statusCode, ms, account: req.actor?.accountId }
}
